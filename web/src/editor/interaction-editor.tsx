import type { CreatureSummary, MapSummary, Placement } from '@live/protocol';
import { readFailure } from '@live/sync';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Button, Checkbox, Input, Label, NumberField, TextArea, TextField } from 'react-aria-components';
import { addCreature, canStand, changePlacement, faults, removePlacement, type Draft } from './draft.ts';
import { PlacementMap } from './placement-map.tsx';

export interface EditorParts {
  characters: readonly CreatureSummary[];
  monsters: readonly CreatureSummary[];
  maps: readonly MapSummary[];
}

export interface InteractionEditorProps {
  initial: Draft;
  parts: EditorParts;
  onSave: (draft: Draft) => Promise<void>;
  onCancel: () => void;
}

export function InteractionEditor({ initial, parts, onSave, onCancel }: InteractionEditorProps): ReactNode {
  const [draft, setDraft] = useState(initial);
  const [selected, setSelected] = useState<string | null>(null);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [saving, setSaving] = useState(false);
  const map = parts.maps.find((one) => one.id === draft.mapId);
  const change = (members: Partial<Draft>): void => setDraft((now) => ({ ...now, ...members }));

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = faults(draft, map);
    setProblems(found);
    if (found.length > 0) return;
    setSaving(true);
    try {
      await onSave(draft);
    } catch (error) {
      setProblems([readFailure(error).refusal.message]);
      setSaving(false);
    }
  };

  return (
    <form className="app-editor" onSubmit={(event) => void save(event)}>
      <div className="app-editor-fields">
        <TextField className="app-field" value={draft.name} onChange={(name) => change({ name })} maxLength={100} isRequired validationBehavior="aria">
          <Label>Name</Label>
          <Input className="lv-input" data-testid="editor-name" />
        </TextField>
        <TextField className="app-field" value={draft.description} onChange={(description) => change({ description })} maxLength={2000}>
          <Label>Description</Label>
          <TextArea className="lv-input" rows={3} />
        </TextField>
        <label className="app-field">
          <span>Map</span>
          <select className="lv-select" data-testid="editor-map" value={draft.mapId} onChange={(event) => change({ mapId: event.target.value })}>
            {parts.maps.map((one) => <option key={one.id} value={one.id}>{one.name} ({one.width} × {one.height})</option>)}
          </select>
        </label>
        <NumberField className="app-field" value={draft.turnTimeLimit} minValue={10} maxValue={3600} onChange={(turnTimeLimit) => change({ turnTimeLimit })}>
          <Label>Seconds for a turn</Label>
          <Input className="lv-input" />
        </NumberField>
        <Checkbox className="lv-checkbox" isSelected={draft.fiveTenFive} onChange={(fiveTenFive) => change({ fiveTenFive })}>
          <span className="lv-checkmark" aria-hidden="true" />
          Every second diagonal costs 10 ft
        </Checkbox>
        {map !== undefined && (
          <>
            <AddCreatures title="Characters" creatures={parts.characters} draft={draft} map={map} onAdd={setDraft} />
            <AddCreatures title="Monsters and others" creatures={parts.monsters} draft={draft} map={map} onAdd={setDraft} />
          </>
        )}
      </div>
      <div className="app-editor-map">
        {map !== undefined && (
          <PlacementMap
            map={map}
            placements={draft.placements}
            selected={selected}
            characters={new Set(parts.characters.map((one) => one.id))}
            onSelect={setSelected}
            onPlace={(position) => {
              if (selected === null || !canStand(draft, map, position, selected)) return;
              setDraft((now) => changePlacement(now, selected, { position }));
            }}
          />
        )}
        <Placements draft={draft} selected={selected} onSelect={setSelected} onChange={setDraft} map={map} />
      </div>
      <div className="app-editor-end">
        {problems.length > 0 && (
          <ul className="app-failed" role="alert" data-testid="editor-problems">
            {problems.map((problem) => <li key={problem}>{problem}</li>)}
          </ul>
        )}
        <Button type="submit" className="lv-button lv-primary" data-testid="editor-save" isDisabled={saving}>Save</Button>
        <Button className="lv-button" onPress={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}

interface AddCreaturesProps {
  title: string;
  creatures: readonly CreatureSummary[];
  draft: Draft;
  map: MapSummary;
  onAdd: (draft: Draft) => void;
}

function AddCreatures({ title, creatures, draft, map, onAdd }: AddCreaturesProps): ReactNode {
  return (
    <fieldset className="app-add">
      <legend>{title}</legend>
      <ul>
        {creatures.map((creature) => {
          const there = creature.entityType === 'playerCharacter' && draft.placements.some((one) => one.creatureId === creature.id);
          return (
            <li key={creature.id}>
              <span>
                <strong>{creature.name}</strong> <small>{creature.description}{creature.maxHP === undefined ? '' : ` · ${creature.maxHP} HP`}</small>
              </span>
              <Button
                className="lv-button"
                data-testid={`add-${creature.id}`}
                isDisabled={there}
                aria-label={`${there ? 'Placed' : 'Add'} ${creature.name}`}
                onPress={() => onAdd(addCreature(draft, creature, map))}
              >
                {there ? 'Placed' : 'Add'}
              </Button>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

interface PlacementsProps {
  draft: Draft;
  selected: string | null;
  map: MapSummary | undefined;
  onSelect: (entityId: string) => void;
  onChange: (draft: Draft) => void;
}

/** The same as the map, as a form: names, cells and secrecy by keyboard. */
function Placements({ draft, selected, map, onSelect, onChange }: PlacementsProps): ReactNode {
  if (draft.placements.length === 0) return <p className="lv-empty">Nobody is placed yet. Add characters and monsters, then choose one and click its cell.</p>;
  const set = (one: Placement, change: Partial<Placement>): void => onChange(changePlacement(draft, one.entityId, change));
  return (
    <ul className="app-placements" aria-label="Placed">
      {draft.placements.map((one) => (
        <li key={one.entityId} data-selected={one.entityId === selected} data-testid={`placement-${one.entityId}`}>
          <Button className="lv-button" aria-pressed={one.entityId === selected} aria-label={`Place ${one.name} by clicking the map`} onPress={() => onSelect(one.entityId)}>
            Place
          </Button>
          <TextField className="lv-grow" aria-label={`Name of ${one.entityId}`} value={one.name} onChange={(name) => set(one, { name })} maxLength={60}>
            <Input className="lv-input" />
          </TextField>
          <Coordinate label={`Column of ${one.name}`} value={one.position.x} most={(map?.width ?? 1) - 1} onChange={(x) => set(one, { position: { ...one.position, x } })} />
          <Coordinate label={`Row of ${one.name}`} value={one.position.y} most={(map?.height ?? 1) - 1} onChange={(y) => set(one, { position: { ...one.position, y } })} />
          <Checkbox className="lv-checkbox" isSelected={one.secret} onChange={(secret) => set(one, { secret })}>
            <span className="lv-checkmark" aria-hidden="true" />
            Secret<span className="lv-hidden"> {one.name}</span>
          </Checkbox>
          <Button className="lv-icon-button" aria-label={`Remove ${one.name}`} onPress={() => onChange(removePlacement(draft, one.entityId))}>×</Button>
        </li>
      ))}
    </ul>
  );
}

function Coordinate({ label, value, most, onChange }: { label: string; value: number; most: number; onChange: (value: number) => void }): ReactNode {
  // Cells are counted from 1 for people, from 0 on the wire.
  return (
    <NumberField className="app-coordinate" aria-label={label} value={value + 1} minValue={1} maxValue={most + 1} onChange={(next) => Number.isFinite(next) && onChange(next - 1)}>
      <Input className="lv-input" />
    </NumberField>
  );
}
