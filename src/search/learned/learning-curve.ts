import { createHash } from 'node:crypto';
import type { Fold } from '../../data/dataset.ts';
import { growingSubsets, type TrainingOrder } from '../../data/growing-subsets.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import { UsageError } from '../../faults/errors.ts';
import type { UnrecordedRun } from '../../pool/messages.ts';
import type { LearningCurveReport } from '../../reports/learned/learning-curve-report.ts';
import { keptValues } from '../../runs/kept-trainings.ts';
import { reopenInitialWeights } from '../../runs/load-initial-weights.ts';
import { openPool } from '../../runs/open-pool.ts';
import { reopenSource } from '../../runs/reopen-study.ts';
import { keepAll } from '../../runs/run-claimed.ts';
import { clockedEpochs } from '../../runs/unrecorded-runs.ts';
import { meanOf } from '../../statistics/mean.ts';
import { level } from '../../statistics/mean-interval.ts';
import { randomFor } from '../../statistics/random.ts';
import type { Store, Study } from '../../store/store.ts';
import type { EpochRecord, Trial } from '../../study/trial.ts';
import { openBackend } from '../../training/backend.ts';
import { extrapolated } from './extrapolated.ts';

/** Each is 1.6 times the one before. */
const fractions = [0.1, 0.16, 0.25, 0.4, 0.63, 1];
/** Fewer training rows say nothing of more. */
const fewestRows = 20;
/** A power law has three parameters. */
const fewestSizes = 4;

/** A trial whose configuration is trained with growing parts of the training rows. */
export interface LearningCurveInput {
  readonly store: Store;
  readonly study: Study;
  /** A sampled complete one. */
  readonly trial: Trial;
  readonly history: readonly EpochRecord[];
  readonly db: string;
  readonly workers: number;
  readonly repeats: number;
  /** Called before the first of `missing` trainings; the values of `kept` ones are known from an earlier command. */
  begin(missing: number, kept: number): LearningCurveWatch;
}

export interface LearningCurveWatch {
  /** Once aborted all training ends, with InterruptedError. */
  readonly signal: AbortSignal;
  /** Called as each training with this number of rows ends. */
  onEnd(rows: number, outcome: UnrecordedRun['outcome']): void;
}

/**
 * Trains a trial's configuration with growing parts of the training rows and fits a power law to its values: would more
 * rows pay? Keeps only the values of the trainings; the same trial and repeats give the same report. UsageError for too
 * few training rows or groups, and when the data have changed.
 */
export async function learningCurveOf(input: LearningCurveInput): Promise<LearningCurveReport> {
  const { store, study, trial, history, db, repeats } = input;
  const { spec, directory } = study;
  const { dataset: data, source } = await reopenSource(study);
  const order = trainingOrder(source);
  const streamOf = (repeat: number) => randomFor('learning curve', spec.search.seed, repeat);
  const { dataset, sizes, omitted, judged } = growingSubsets(
    data,
    { fractions, repeats, fewestRows },
    streamOf,
    order,
  );
  if (sizes.length < fewestSizes) {
    const few = order.groups === undefined ? 'training rows' : 'groups of training rows';
    throw new UsageError(
      `study '${study.name}' has too few ${few} for a learning curve: ${fewestSizes} parts of them must have ${fewestRows} rows or more`,
    );
  }
  const backend = await openBackend(study.backend);
  const initial = await reopenInitialWeights(study, { db, backend });
  const clocked = clockedEpochs(trial, history);
  const tasks = Array.from({ length: repeats * sizes.length }, (_, fold) => {
    // A repeat takes one of the study's folds.
    const last = clocked?.[Math.floor(fold / sizes.length) % clocked.length];
    return {
      ...{ trial, folds: [fold], branch: ['learning curve', fold], data: digestOf(dataset.folds?.[fold]) },
      ...(last !== undefined && { lastEpochs: [last] }),
    };
  });
  const values = await keptValues({
    ...{ store, study, trial, tasks },
    openPool: async (missing) =>
      openPool(
        { isolation: 'thread' },
        { workers: input.workers, trainings: missing },
        {
          ...{ database: db, spec, directory, dataset, initial, keep: keepAll, backend: study.backend },
        },
      ),
    begin: (missing, kept) => {
      const { signal, onEnd } = input.begin(missing, kept);
      const rowsOf = (fold: number) => sizes[fold % sizes.length] as number;
      return { signal, onEnd: (outcome, fold) => onEnd(rowsOf(fold), outcome) };
    },
  });
  const points = sizes.map((rows, at) =>
    pointOf(
      rows,
      values.filter((_, fold) => fold % sizes.length === at),
    ),
  );
  if (points.filter(({ mean }) => mean !== null).length < fewestSizes) {
    throw new UsageError(
      `trial ${trial.trial} fails with most parts of the training rows: no curve can be fitted`,
    );
  }
  return {
    ...{ study: study.name, trial: trial.trial, ...spec.objective },
    ...(order.groups === undefined
      ? order.times && { parts: 'latest' as const }
      : { parts: 'groups' as const }),
    ...{ repeats, judged, level, omitted, fewestRows, points, ...extrapolated(points, spec.objective) },
  };
}

/** The groups and times by which the study divides its rows, of the training rows. */
function trainingOrder({ raw: { groups, times }, rows: { train } }: SourceRows): TrainingOrder {
  return {
    ...(groups && { groups: train.map((row) => groups.codes[row] as number) }),
    ...(times && { times: Array.from(train, (row) => times.values[row] as number) }),
  };
}

/** Which rows a part has depends on more than the study. */
function digestOf(fold: Fold | undefined): string {
  const hash = createHash('sha256');
  for (const rows of [fold?.train, fold?.validation]) hash.update(JSON.stringify(Array.from(rows ?? [])));
  return hash.digest('hex');
}

function pointOf(rows: number, values: readonly (number | null)[]) {
  const known = values.filter((value) => value !== null);
  return { rows, values, mean: known.length === 0 ? null : meanOf(known) };
}
