import type { Campaign } from '@live/protocol';
import { InteractionsList, useLiveConnection, useLiveStatuses, useToasts } from '@live/react';
import { readFailure } from '@live/sync';
import { useEffect, useState, type ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Awaited, Page } from '../page.tsx';
import { Link, go, paths } from '../routes.tsx';
import { useLoaded } from '../use-loaded.ts';

export function CampaignPage({ campaignId, user }: { campaignId: string; user: ReactNode }): ReactNode {
  const { trpc } = useLiveConnection();
  const [campaign] = useLoaded(campaignId, async () => {
    const { campaigns } = await trpc.campaign.listCampaigns.query();
    const found = campaigns.find((one) => one.id === campaignId);
    if (found === undefined) throw new Error('You are not in this campaign.');
    return found;
  });
  const title = campaign.state === 'ready' ? campaign.value.name : 'Campaign';
  return (
    <Page title={title} user={user}>
      <Awaited of={campaign}>{(found) => <Interactions campaign={found} />}</Awaited>
    </Page>
  );
}

const LOOK_AGAIN_MS = 10_000;

function Interactions({ campaign }: { campaign: Campaign }): ReactNode {
  const { trpc } = useLiveConnection();
  const toasts = useToasts();
  const liveStatuses = useLiveStatuses(campaign.id);
  const [list, reload] = useLoaded(campaign.id, () => trpc.campaign.listInteractions.query({ campaignId: campaign.id }));

  // Someone made a new interaction: the live status knows of it before the list does.
  const known = list.state === 'ready' ? list.value.interactions.map((one) => one.id) : null;
  const isNew = known !== null && [...liveStatuses.keys()].some((id) => !known.includes(id));
  useEffect(() => {
    if (isNew) reload();
  }, [isNew, reload]);

  // Where the campaign's store cannot tell of a change by itself, the list asks now and then.
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') reload();
    };
    const timer = setInterval(look, LOOK_AGAIN_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [reload]);

  const command = (name: 'setLive' | 'pauseInteraction' | 'resumeInteraction' | 'completeInteraction') => (interactionId: string) => {
    const input = { interactionId, requestId: crypto.randomUUID() };
    trpc.interaction[name].mutate(input).then(reload, (error: unknown) => toasts.refuse(readFailure(error).refusal));
  };
  const [completing, setCompleting] = useState<string | null>(null);
  const dm = campaign.role === 'dm';
  return (
    <>
      <p className="app-lead">{campaign.description}</p>
      <div className="app-section-head">
        <h2>Interactions</h2>
        {dm && <Link to={paths.newInteraction(campaign.id)} className="lv-button">New interaction</Link>}
      </div>
      <Awaited of={list}>
        {({ interactions }) => (
          <InteractionsList
            interactions={interactions}
            liveStatuses={liveStatuses}
            role={campaign.role}
            onJoinLiveInteraction={(id) => go(paths.interaction(id))}
            onSetInteractionLive={command('setLive')}
            onPauseInteraction={command('pauseInteraction')}
            onResumeInteraction={command('resumeInteraction')}
            onCompleteInteraction={setCompleting}
            onEditInteraction={(id) => go(paths.editInteraction(id))}
          />
        )}
      </Awaited>
      <AskToComplete
        isOpen={completing !== null}
        onAnswer={(sure) => {
          if (sure && completing !== null) command('completeInteraction')(completing);
          setCompleting(null);
        }}
      />
    </>
  );
}

/** Completing writes back and clears the table: it is not done by one careless click. */
function AskToComplete({ isOpen, onAnswer }: { isOpen: boolean; onAnswer: (sure: boolean) => void }): ReactNode {
  return (
    <ModalOverlay className="lv-root lv-ask-overlay" isOpen={isOpen} onOpenChange={(open) => !open && onAnswer(false)}>
      <Modal className="lv-ask">
        <Dialog role="alertdialog">
          <Heading slot="title">Complete this interaction?</Heading>
          <p>Hit points, slots and items are written back to the campaign, and the table is cleared.</p>
          <div className="lv-row">
            <Button className="lv-button lv-primary" data-testid="list-complete-confirm" onPress={() => onAnswer(true)}>Complete</Button>
            <Button className="lv-button" onPress={() => onAnswer(false)}>Not yet</Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
