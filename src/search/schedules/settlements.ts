import type { Store } from '../../store/store.ts';
import type { CutTrial } from '../../store/trial-result.ts';
import { oneAtATime } from './trial-queue.ts';

/** Milliseconds for which changes wait for others, and how many wait at most. */
const longestWait = 200;
const mostWaiting = 64;

/**
 * Writes what verdicts change in recorded trials: at once where trials end slowly, and many in one transaction where they
 * end fast. A kill loses nothing: the resumed search comes to the same verdicts.
 */
export class Settlements {
  readonly #write: (cuts: readonly CutTrial[]) => Promise<void>;
  #waiting: CutTrial[] = [];
  /** Number of trials whose changes wait. */
  #trials = 0;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    { settle }: Pick<Store, 'settle'>,
    studyId: number,
    best: () => { keep: number; below: number },
  ) {
    this.#write = (cuts) => settle(studyId, { cuts, best: best() });
  }

  /** Adds the cuts of trials that are settled, or a trial whose weights may be forgotten. */
  async add(cuts: readonly CutTrial[]): Promise<void> {
    this.#waiting.push(...cuts);
    this.#trials += Math.max(1, cuts.length);
    if (this.#trials >= mostWaiting || performance.now() - this.#writtenAt >= longestWait)
      return this.flush();
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), longestWait).unref();
  }

  /**
   * Resolves when all is written, also what was being written before. Rejects with the error of an earlier write, if there
   * was one.
   */
  readonly flush = oneAtATime(async (): Promise<void> => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#trials === 0) return;
    const cuts = this.#waiting;
    this.#waiting = [];
    this.#trials = 0;
    try {
      await this.#write(cuts);
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
    this.#writtenAt = performance.now();
  });

  /** Drops what waits. Resolves when nothing is being written, and nothing more is: a search has failed. */
  async abandon(error: unknown): Promise<void> {
    this.#failure ??= { error };
    await this.flush().catch(() => undefined);
  }
}
