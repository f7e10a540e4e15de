import type { Scheduler } from './scheduler.ts';

/** Lets every trial train to its own end. */
export const none = { name: 'none', settings: {} } as const satisfies Scheduler;
