import { expect, it } from 'vitest';
import { paths, routeOf } from './routes.tsx';

it.each([
  ['/', { page: 'campaigns' }],
  ['/campaigns/goblin-road', { page: 'campaign', campaignId: 'goblin-road' }],
  ['/campaigns/goblin-road/new', { page: 'newInteraction', campaignId: 'goblin-road' }],
  ['/interactions/a%2Fb', { page: 'interaction', interactionId: 'a/b' }],
  ['/interactions/x/edit', { page: 'editInteraction', interactionId: 'x' }],
  ['/interactions/%E0%A4%A', { page: 'interaction', interactionId: '%E0%A4%A' }],
  ['/interactions', { page: 'notFound' }],
  ['/elsewhere/1', { page: 'notFound' }],
  ['/campaigns/a/new/b', { page: 'notFound' }],
])('%s leads to its page', (path, route) => {
  expect(routeOf(path)).toEqual(route);
});

it('an address made for an id leads back to it', () => {
  expect(routeOf(paths.interaction('a b/c?d'))).toEqual({ page: 'interaction', interactionId: 'a b/c?d' });
});
