import type { ScheduledTrial } from './schedule.ts';

/** The requests of people to a search while it runs. */
export interface Guide {
  /** The next enqueued trial; undefined when none waits. */
  next(): ScheduledTrial | undefined;
  /** `wake` is called whenever an enqueued trial has come. */
  onEnqueued(wake: () => void): void;
  /** A trial has begun; `end` asks its worker to end it after its epoch, and may be called at once. */
  begun(trial: number, end: () => void): void;
  ended(trial: number): void;
  /** True once a person has asked that the trial ends early, and the answer is stored. */
  hasPruned(trial: number): boolean;
}

/** A search that nobody steers. */
export const noGuide: Guide = {
  next: () => undefined,
  onEnqueued() {},
  begun() {},
  ended() {},
  hasPruned: () => false,
};
