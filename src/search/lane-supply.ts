/** The source of the work of a search's lanes. */
export interface LaneSupply<Work> {
  /** The next work; waits while there may be some later. Undefined when none is left, or once `stop` is aborted. */
  next(stop: AbortSignal): Promise<Work | undefined>;
  /** Call it once after each work from `next`, when its result is known. */
  ended(): void;
  /** Call it when the source may have more. */
  wake(): void;
}

/**
 * Gives work to lanes. A lane waits while `source` answers 'later', or has no more, as long as work that it gave still runs:
 * its results, or a person, may bring more.
 */
export function laneSupply<Work>(source: () => Promise<Work | 'later' | undefined>): LaneSupply<Work> {
  let running = 0;
  let seen = 0;
  const waiting = new Set<() => void>();
  const changed = (stop: AbortSignal) =>
    new Promise<void>((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        stop.removeEventListener('abort', wake);
        resolve();
      };
      waiting.add(wake);
      stop.addEventListener('abort', wake);
    });
  const changes = () => {
    seen += 1;
    for (const wake of waiting) wake();
  };
  return {
    async next(stop) {
      while (!stop.aborted) {
        const known = seen;
        const work = await source();
        if (work !== 'later' && work !== undefined) {
          running += 1;
          return work;
        }
        // A change that came while the source answered is not waited for.
        if (known !== seen) continue;
        // Nothing is left; or no worker computes the missing results, because another process has taken the trial.
        if (running === 0) return undefined;
        await changed(stop);
      }
      return undefined;
    },
    ended() {
      running -= 1;
      changes();
    },
    wake: changes,
  };
}
