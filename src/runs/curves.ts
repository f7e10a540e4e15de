import type { Curve, Pruner } from '../pruners/pruner.ts';
import type { Store, Study } from '../store/store.ts';
import type { EpochRecord, Trial } from '../study/trial.ts';

/** The objective's learning curve in every trial that a pruner may see. */
export interface Curves {
  /** Adds a running trial's newest epoch; true when the pruner decides that the trial should end. */
  shouldPrune(trial: number, record: EpochRecord): boolean;
  /** Called when a trial has ended in any state; only complete ones are used for comparison. */
  end(trial: Trial): Promise<void>;
}

const pageSize = 1000;

const noCurves: Curves = { shouldPrune: () => false, end: async () => {} };

/** Starts with the stored curves, so that a resumed search prunes exactly like an uninterrupted one. */
export async function createCurves(store: Store, study: Study, pruner: Pruner): Promise<Curves> {
  if (pruner.name === 'none') return noCurves;
  const { metric, direction } = study.spec.objective;
  const objectiveOf = ({ metrics }: EpochRecord) => metrics[metric] as number;
  const curveOf = (history: readonly EpochRecord[]) =>
    history.filter(({ epoch }) => epoch > 0).map(objectiveOf);
  const running = new Map<number, number[]>();
  /** Sorted by number, so that a pruner's input does not depend on the order in which trials ended. */
  const finished: { readonly trial: number; readonly curve: Curve }[] = [];
  const end = async ({ trial, state }: Trial) => {
    running.delete(trial);
    if (state !== 'complete') return;
    // From the store: the last epochs' reports may arrive late, or never.
    const curve = curveOf(await store.history(study.id, trial));
    finished.splice(finished.findLastIndex((earlier) => earlier.trial < trial) + 1, 0, { trial, curve });
  };
  let page = await store.histories(study.id, -1, pageSize);
  while (page.length > 0) {
    for (const { trial, history } of page) finished.push({ trial, curve: curveOf(history) });
    page = await store.histories(study.id, finished.at(-1)?.trial ?? -1, pageSize);
  }
  return {
    shouldPrune(trial, record) {
      const curve = [...(running.get(trial) ?? []), objectiveOf(record)];
      running.set(trial, curve);
      return pruner.shouldPrune(
        curve,
        finished.map((each) => each.curve),
        direction,
      );
    },
    end,
  };
}
