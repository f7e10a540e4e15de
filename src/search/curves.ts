import type { Curve, Pruner } from '../pruners/pruner.ts';
import type { Store, Study } from '../store/store.ts';
import type { EpochRecord, Trial } from '../study/trial.ts';

/** The objective's course in every trial that a pruner may look at. */
export interface Curves {
  /** Takes a running trial's newest epoch; true when the pruner says that the trial should end. */
  shouldPrune(trial: number, record: EpochRecord): boolean;
  /** A trial has ended, whichever way; only complete ones are compared against. */
  end(trial: Trial): void;
}

/** Starts with what the store holds, so that a resumed search prunes as one that was never stopped. */
export async function createCurves(store: Store, study: Study, pruner: Pruner): Promise<Curves> {
  const { metric, direction } = study.spec.objective;
  const running = new Map<number, number[]>();
  const finished = new Map<number, Curve>();
  if (pruner.name !== 'none') {
    for (const { trial, state } of await store.trials(study.id)) {
      if (state !== 'complete') continue;
      const history = await store.history(study.id, trial);
      finished.set(
        trial,
        history.filter(({ epoch }) => epoch > 0).map(({ metrics }) => metrics[metric] as number),
      );
    }
  }
  return {
    shouldPrune(trial, { metrics }) {
      const curve = [...(running.get(trial) ?? []), metrics[metric] as number];
      running.set(trial, curve);
      const others = [...finished].sort(([one], [other]) => one - other).map(([, each]) => each);
      return pruner.shouldPrune(curve, others, direction);
    },
    end({ trial, state }) {
      const curve = running.get(trial);
      running.delete(trial);
      if (state === 'complete' && curve !== undefined) finished.set(trial, curve);
    },
  };
}
