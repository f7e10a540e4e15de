import type { LiveWorker } from '../../store/machines.ts';
import type { Store } from '../../store/store.ts';

/** Jobs for each slot: one to train, and one for when that has ended. */
const jobsPerSlot = 2;
const leastJobs = 4;

/** Seconds without a sign of life after which a worker is lost, by the number of workers. */
const heartbeats = { few: 10, many: 60, mostFew: 50 } as const;

/** The live workers of the database, as they were when last read. Some may not train the study: their slots count too. */
export class LiveFleet {
  readonly #onChange: (workers: readonly LiveWorker[]) => void;
  #workers: readonly LiveWorker[] | undefined;
  #told: string | undefined;

  /** `onChange` is called with the workers when they have changed. */
  constructor(onChange: (workers: readonly LiveWorker[]) => void) {
    this.#onChange = onChange;
  }

  async see(store: Pick<Store, 'workers'>): Promise<void> {
    const workers = await store.workers();
    const isFirstLook = this.#workers === undefined;
    const key = workers.map(({ id, slots }) => `${id} ${slots}`).join();
    this.#workers = workers;
    // At first this process's own worker may be about to join.
    if (key === this.#told || (isFirstLook && workers.length === 0)) return;
    this.#told = key;
    this.#onChange(workers);
  }

  /** Number of jobs that may be sent at once. */
  get capacity(): number {
    const slots = (this.#workers ?? []).reduce((sum, worker) => sum + worker.slots, 0);
    return Math.max(leastJobs, jobsPerSlot * slots);
  }

  get heartbeatSeconds(): number {
    const { few, many, mostFew } = heartbeats;
    return (this.#workers?.length ?? 0) > mostFew ? many : few;
  }
}
