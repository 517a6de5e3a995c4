import { useLiveConnection } from '@live/react';
import type { ReactNode } from 'react';
import { Awaited, Page } from '../page.tsx';
import { Link, paths } from '../routes.tsx';
import { useLoaded } from '../use-loaded.ts';

export function CampaignsPage({ user }: { user: ReactNode }): ReactNode {
  const { trpc } = useLiveConnection();
  const [campaigns] = useLoaded('campaigns', () => trpc.campaign.listCampaigns.query());
  return (
    <Page title="Campaigns" user={user}>
      <Awaited of={campaigns}>
        {({ campaigns: found }) =>
          found.length === 0 ? (
            <p className="lv-empty">You are in no campaign yet.</p>
          ) : (
            <ul className="app-campaigns">
              {found.map((campaign) => (
                <li key={campaign.id} className="app-card" data-testid={`campaign-${campaign.id}`}>
                  <h2><Link to={paths.campaign(campaign.id)}>{campaign.name}</Link></h2>
                  <p>{campaign.description}</p>
                  <p className="app-small">
                    {campaign.members.map((member) => (member.role === 'dm' ? `${member.name} (DM)` : member.name)).join(' · ')}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Awaited>
    </Page>
  );
}
