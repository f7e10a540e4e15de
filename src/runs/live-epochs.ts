import type { WorkerReport } from '../pool/messages.ts';
import type { ProgressPart } from '../store/machines.ts';
import type { Claim, Store } from '../store/store.ts';
import type { EpochRecord } from '../study/trial.ts';

type EpochReport = Extract<WorkerReport, { readonly kind: 'epoch' }>;

/** A running trial whose epochs since its last part wait to be stored. */
interface LiveRun {
  readonly claim: Claim;
  readonly begunAt: number;
  parts: number;
  /** By fold, in the order in which they were trained. */
  waiting: { readonly fold?: number; readonly history: EpochRecord[] }[];
}

const intervalMilliseconds = 1000;

/**
 * Stores the epochs of this process's running trials for those who watch: in one transaction a second for all of them, and
 * none for trials that are shorter. No result depends on it, and a failure to store is ignored.
 */
export class LiveEpochs {
  readonly #store: Pick<Store, 'reportEpochs'>;
  readonly #runs = new Map<number, LiveRun>();
  #timer: NodeJS.Timeout | undefined;
  #storing: Promise<void> | undefined;

  constructor(store: Pick<Store, 'reportEpochs'>) {
    this.#store = store;
  }

  begin(claim: Claim): void {
    this.#runs.set(claim.trial, { claim, begunAt: performance.now(), parts: 0, waiting: [] });
    this.#timer ??= setInterval(() => this.#report(), intervalMilliseconds).unref();
  }

  add({ trial }: Claim, { record, fold }: EpochReport): void {
    const waiting = this.#runs.get(trial)?.waiting;
    const last = waiting?.at(-1);
    if (last !== undefined && last.fold === fold) last.history.push(record);
    else waiting?.push({ ...(fold !== undefined && { fold }), history: [record] });
  }

  /** The trial's record has all its epochs. Resolves when nothing more is stored of it. */
  async end({ trial }: Claim): Promise<void> {
    this.#runs.delete(trial);
    if (this.#runs.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    await this.#storing;
  }

  #report(): void {
    if (this.#storing !== undefined) return;
    const due = performance.now() - intervalMilliseconds;
    const parts = [...this.#runs.values()].flatMap((run) => (run.begunAt > due ? [] : takeParts(run)));
    if (parts.length === 0) return;
    this.#storing = this.#store
      .reportEpochs(parts)
      .catch(() => undefined)
      .finally(() => {
        this.#storing = undefined;
      });
  }
}

function takeParts(run: LiveRun): ProgressPart[] {
  const parts = run.waiting.map((part) => ({ ...run.claim, part: run.parts++, ...part }));
  run.waiting = [];
  return parts;
}
