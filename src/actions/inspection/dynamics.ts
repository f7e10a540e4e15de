import {
  dynamicsExhibit,
  evenly,
  oscillation,
  pathsOf,
} from '../../checks/training/exhibits/dynamics-exhibit.ts';
import { InterruptedError } from '../../faults/errors.ts';
import type { DynamicsInspection, Untold } from '../../reports/learned/inspection-report.ts';
import type { StudyModels } from '../../runs/open-models.ts';
import { openStoredPool } from '../../runs/stored-study-pool.ts';
import { runAllUnrecorded } from '../../runs/unrecorded-runs.ts';
import { meanOf } from '../../statistics/mean.ts';
import type { EpochRecord, Trial } from '../../study/trial.ts';
import { firstModelDataset } from '../../training/folds/fold-dataset.ts';
import { foldHistory } from '../../training/folds/mean-history.ts';
import { partOf } from '../../training/probes/rows.ts';

const watchedRows = 60;

export interface DynamicsWatch {
  readonly signal: AbortSignal;
}

/** A trial to train again, for as many epochs as it had. */
export interface DynamicsRequest {
  readonly models: StudyModels;
  readonly trial: Trial;
  readonly history: readonly EpochRecord[];
  readonly db: string;
  /** Called before the training. */
  begin(): DynamicsWatch;
}

/**
 * Trains the trial again and follows its predictions for fixed validation rows; with folds those of its first model.
 * InterruptedError once the signal is aborted.
 */
export async function followDynamics(request: DynamicsRequest): Promise<DynamicsInspection | Untold> {
  const { models, trial, history, db, begin } = request;
  const { study, dataset, source } = models;
  const recorded = firstCurve(history);
  const last = recorded.at(-1)?.epoch ?? 0;
  if (last === 0) return { missing: `trial ${trial.trial} was not trained for an epoch` };
  const judged = firstModelDataset(dataset);
  const { validation } = judged.splits;
  const watched = evenly(validation.rows, watchedRows);
  const { pool } = await openStoredPool(study, db, { workers: 1, trainings: 1 });
  try {
    const folds = dataset.folds && { folds: [0] };
    const task = { trial, branch: [], watched, lastEpochs: [last], ...folds };
    const [again] = await runAllUnrecorded({ study, pool, tasks: [task], onEnd() {}, ...begin() });
    if (again === undefined)
      throw new InterruptedError('interrupted; nothing is recorded and no page is written');
    const { dynamics = [], outcome } = again;
    if (dynamics.length === 0) {
      const reason = outcome.state === 'failed' ? outcome.failure.message : 'no epoch ended';
      return { missing: `its training did not come out the same again: ${reason}` };
    }
    const rows = partOf(validation, Int32Array.from(watched));
    const paths = pathsOf(judged, rows, dynamics);
    return {
      rows: rows.rows,
      exhibit: dynamicsExhibit(source.raw, judged, rows, paths, 1),
      jitter: meanOf(paths.map(oscillation)),
      isIdentical: isSame(recorded, firstCurve(again.history)),
    };
  } finally {
    await pool.close();
  }
}

/** The epochs of the first model. */
function firstCurve(history: readonly EpochRecord[]): readonly EpochRecord[] {
  return history[0]?.folds === undefined ? history : foldHistory(history, 0);
}

function isSame(recorded: readonly EpochRecord[], again: readonly EpochRecord[]): boolean {
  return (
    recorded.length === again.length &&
    recorded.every(({ metrics }, index) => {
      const { loss, valLoss } = again[index]?.metrics ?? {};
      return Object.is(metrics.loss, loss) && Object.is(metrics.valLoss, valLoss);
    })
  );
}
