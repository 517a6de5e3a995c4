import { useState, type ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTable } from '../table/table-context.tsx';
import { Icon } from '../ui/icon.tsx';

/** The DM's hand on the whole fight. What concerns one creature is with its entry in the initiative order. */
export function DMControls(): ReactNode {
  const { state, actions, run } = useTable();
  const rolled = state.initiativeOrder.some((entry) => entry.initiative !== undefined);
  const turn = state.initiativeOrder[state.currentTurnIndex];
  if (state.status === 'completed') return null;
  return (
    <section className="lv-dm" role="toolbar" aria-label="DM controls">
      {!rolled && (
        <Button className="lv-button lv-primary" data-testid="roll-initiative" onPress={() => void run(actions.rollInitiative())}>
          <Icon name="dice" /> Roll initiative
        </Button>
      )}
      {state.status === 'paused' ? (
        <Button className="lv-button lv-primary" data-testid="resume" onPress={() => void run(actions.resume())}>
          <Icon name="play" /> Resume
        </Button>
      ) : (
        <Button className="lv-button" data-testid="pause" onPress={() => void run(actions.pause())}>
          <Icon name="pause" /> Pause
        </Button>
      )}
      {turn !== undefined && state.status === 'active' && (
        <Button className="lv-button" data-testid="skip-turn" aria-label={`Skip turn of ${turn.name}`} onPress={() => void run(actions.skipTurn(turn.entityId))}>
          <Icon name="skip" /> Skip turn
        </Button>
      )}
      <CompleteButton />
    </section>
  );
}

function CompleteButton(): ReactNode {
  const { actions, run } = useTable();
  const [open, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className="lv-button" data-testid="complete"><Icon name="flag" /> Complete</Button>
      <ModalOverlay className="lv-ask-overlay lv-root">
        <Modal className="lv-ask">
          <Dialog role="alertdialog">
            <Heading slot="title">Complete this interaction?</Heading>
            <p>Hit points, slots and items are written back to the campaign, and the table is cleared. This cannot be taken back.</p>
            <div className="lv-row">
              <Button
                className="lv-button lv-primary"
                data-testid="complete-confirm"
                onPress={() => {
                  setOpen(false);
                  void run(actions.complete());
                }}
              >
                Complete
              </Button>
              <Button slot="close" className="lv-button">Go on playing</Button>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
