import { LiveInteractionModal, useLiveConnection } from '@live/react';
import type { ReactNode } from 'react';
import { Awaited, Page } from '../page.tsx';
import { go, paths } from '../routes.tsx';
import { useLoaded } from '../use-loaded.ts';
import { CampaignPage } from './campaign-page.tsx';

/** The live table at an address of its own, over the list that it belongs to. */
export function InteractionPage({ interactionId, user }: { interactionId: string; user: ReactNode }): ReactNode {
  const { trpc } = useLiveConnection();
  const [interaction] = useLoaded(interactionId, () => trpc.campaign.getInteraction.query({ interactionId }));
  const close = (): void => go(interaction.state === 'ready' ? paths.campaign(interaction.value.campaignId) : paths.campaigns);
  return (
    <>
      {interaction.state === 'ready' ? (
        <CampaignPage campaignId={interaction.value.campaignId} user={user} />
      ) : (
        <Page title="Interaction" user={user}><Awaited of={interaction}>{() => null}</Awaited></Page>
      )}
      {interaction.state !== 'failed' && <LiveInteractionModal interactionId={interactionId} isOpen onClose={close} />}
    </>
  );
}
