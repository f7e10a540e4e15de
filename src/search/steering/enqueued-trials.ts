import type { Trial } from '../../study/trial.ts';
import type { OpenedStudy } from '../run-study.ts';
import type { ScheduledTrial } from '../schedules/schedule.ts';

/** The enqueued trials of a study that wait for a worker, in the order of their numbers; each is given once. */
export class EnqueuedTrials {
  readonly #known = new Set<number>();
  readonly #waiting: Trial[] = [];

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Takes up those that have come to the store. */
  async find({ store, study }: OpenedStudy): Promise<void> {
    for (const trial of await store.waitingEnqueued(study.id)) {
      if (this.#known.has(trial.trial)) continue;
      this.#known.add(trial.trial);
      this.#waiting.push(trial);
    }
  }

  next(): ScheduledTrial | undefined {
    const trial = this.#waiting.shift();
    return trial && { ...trial, draw: trial.trial };
  }
}
