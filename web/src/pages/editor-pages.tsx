import { useLiveConnection } from '@live/react';
import type { ReactNode } from 'react';
import { EMPTY_DRAFT, draftOf, inputOf, type Draft } from '../editor/draft.ts';
import { InteractionEditor, type EditorParts } from '../editor/interaction-editor.tsx';
import { Awaited, Page } from '../page.tsx';
import { go, paths } from '../routes.tsx';
import { useLoaded } from '../use-loaded.ts';

type Trpc = ReturnType<typeof useLiveConnection>['trpc'];

export function NewInteractionPage({ campaignId, user }: { campaignId: string; user: ReactNode }): ReactNode {
  const { trpc } = useLiveConnection();
  const [parts] = useLoaded(campaignId, () => partsOf(trpc, campaignId));
  const save = async (draft: Draft): Promise<void> => {
    await trpc.campaign.createInteraction.mutate({ campaignId, ...inputOf(draft), requestId: crypto.randomUUID() });
    go(paths.campaign(campaignId));
  };
  return (
    <Page title="New interaction" user={user}>
      <Awaited of={parts}>
        {(found) => (
          <InteractionEditor
            initial={{ ...EMPTY_DRAFT, mapId: found.maps[0]?.id ?? '' }}
            parts={found}
            onSave={save}
            onCancel={() => go(paths.campaign(campaignId))}
          />
        )}
      </Awaited>
    </Page>
  );
}

export function EditInteractionPage({ interactionId, user }: { interactionId: string; user: ReactNode }): ReactNode {
  const { trpc } = useLiveConnection();
  const [loaded] = useLoaded(interactionId, async () => {
    const interaction = await trpc.campaign.getInteraction.query({ interactionId });
    return { interaction, parts: await partsOf(trpc, interaction.campaignId) };
  });
  return (
    <Page title="Edit interaction" user={user}>
      <Awaited of={loaded}>
        {({ interaction, parts }) => (
          <InteractionEditor
            initial={draftOf(interaction)}
            parts={parts}
            onSave={async (draft) => {
              await trpc.campaign.editInteraction.mutate({ interactionId, ...inputOf(draft) });
              go(paths.campaign(interaction.campaignId));
            }}
            onCancel={() => go(paths.campaign(interaction.campaignId))}
          />
        )}
      </Awaited>
    </Page>
  );
}

async function partsOf(trpc: Trpc, campaignId: string): Promise<EditorParts> {
  const input = { campaignId };
  const [characters, monsters, maps] = await Promise.all([
    trpc.campaign.listCharacters.query(input),
    trpc.campaign.listMonsters.query(input),
    trpc.campaign.listMaps.query(input),
  ]);
  return { characters: characters.creatures, monsters: monsters.creatures, maps: maps.maps };
}
