/** The source of the work of a search's lanes. */
export interface LaneSupply<Work> {
  /** The next work; waits while it depends on work that runs. Undefined when none is left, or once `stop` is aborted. */
  next(stop: AbortSignal): Promise<Work | undefined>;
  /** Call it once after each work from `next`, when its result is known. */
  ended(): void;
}

/**
 * Gives work to lanes. A lane waits while `source` answers 'later'; `source` may do so only while work that it gave still
 * runs.
 */
export function laneSupply<Work>(source: () => Promise<Work | 'later' | undefined>): LaneSupply<Work> {
  let running = 0;
  let results = 0;
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
  return {
    async next(stop) {
      while (!stop.aborted) {
        const known = results;
        const work = await source();
        if (work !== 'later') {
          if (work !== undefined) running += 1;
          return work;
        }
        // A result that came while the source answered is not waited for.
        if (known !== results) continue;
        // No worker computes the missing results: another process has taken the trial.
        if (running === 0) return undefined;
        await changed(stop);
      }
      return undefined;
    },
    ended() {
      running -= 1;
      results += 1;
      for (const wake of waiting) wake();
    },
  };
}
