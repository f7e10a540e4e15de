/** The number of a lane's ended trials that may wait to be told of before the lane does. */
const mostWaiting = 64;

interface Lane {
  last: Promise<unknown>;
  waiting: number;
  isTelling: boolean;
}

/**
 * Tells of ended trials once their records survive a crash of the system; the lanes that ran them go on meanwhile. Those
 * of a lane are told one after the other.
 */
export class Acknowledgements {
  readonly #failure = new AbortController();
  readonly #lanes = new Map<number, Lane>();

  /** Aborted with the first error. */
  get failed(): AbortSignal {
    return this.#failure.signal;
  }

  /**
   * Calls `tell` after the earlier ones of the lane, if it has a number, and once it is ready. Resolves only then unless
   * that happens aside, and also when the lane is telling or too many wait; it rejects with an error of these.
   */
  async add(
    number: number | undefined,
    { when, isAside }: { readonly when: Promise<unknown>; readonly isAside: boolean },
    tell: () => Promise<void>,
  ): Promise<void> {
    if (number === undefined) return when.then(tell);
    const lane = this.#lanes.get(number) ?? { last: Promise.resolve(), waiting: 0, isTelling: false };
    this.#lanes.set(number, lane);
    lane.waiting += 1;
    const told = Promise.all([lane.last, when])
      .then(() => {
        lane.isTelling = true;
        return tell();
      })
      .finally(() => {
        lane.isTelling = false;
        lane.waiting -= 1;
      });
    told.catch(() => this.#failure.abort());
    lane.last = told;
    if (!isAside || lane.isTelling || lane.waiting > mostWaiting) await told;
  }

  /** Resolves when all have been told; rejects with an error of these, by then. */
  async end(): Promise<void> {
    const ended = await Promise.allSettled([...this.#lanes.values()].map(({ last }) => last));
    const broken = ended.find((each) => each.status === 'rejected');
    if (broken !== undefined) throw broken.reason;
  }
}
