/** For tests only: a scripted server, time at hand, a sample table. */
export { createFakeServer, refusal } from './fake-server.ts';
export type { FakeCall, FakeServer } from './fake-server.ts';
export { createFakeTimers, settle } from './fake-timers.ts';
export type { FakeTimers } from './fake-timers.ts';
export { sampleAction, sampleParticipant, sampleState } from './sample-state.ts';
