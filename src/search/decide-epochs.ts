import type { SplitRows } from '../data/split.ts';
import { counted } from '../reports/figure.ts';
import { middleOf } from '../study/search-space.ts';
import type { StudySpec, TrainingSpec, WrittenSpec } from '../study/study-spec.ts';
import { completeConfiguration, trainingParameters } from '../training/training-parameters.ts';

/** Steps of the optimizer that a trial may make where the space does not limit its epochs. */
const wantedSteps = 5000;
const epochBounds = { fewest: 40, most: 300 } as const;
const patienceShare = 0.1;
const leastPatience = 5;

type Epochs = Pick<TrainingSpec, 'maxEpochs' | 'patience'>;

export interface DecidedEpochs {
  readonly spec: StudySpec;
  /** The decision and its reason; absent where the space or the study states the numbers. */
  readonly note?: string;
}

/**
 * The spec with numbers for `auto`: those that the study began with; else the epochs that make 5,000 steps of the batch
 * size in the middle of the space, from 40 to 300, and a tenth of them as patience. `rows` are those of `trainedRows`.
 */
export function decideEpochs(written: WrittenSpec, rows: number, recorded?: Epochs): DecidedEpochs {
  const { maxEpochs: most, patience } = written.training;
  const steps = stepsOf(written, rows);
  const maxEpochs = most === 'auto' ? (recorded?.maxEpochs ?? epochsFor(steps)) : most;
  const wanted = patience === 'auto' ? (recorded?.patience ?? patienceFor(maxEpochs)) : patience;
  const spec = { ...written, training: { ...written.training, maxEpochs, patience: wanted } };
  if (most !== 'auto' || recorded !== undefined) return { spec };
  const made = `${counted(rows, 'training row')} make ${counted(steps, 'step')} an epoch`;
  return { spec, note: `maxEpochs ${maxEpochs}, patience ${wanted}: ${made}` };
}

/** The steps of a function are its epochs; only schedulers with rungs need their number (`checkScheduler`). */
export function withoutEpochs(written: WrittenSpec): StudySpec {
  const { maxEpochs: steps } = written.training;
  const epochs = { maxEpochs: steps === 'auto' ? epochBounds.fewest : steps, patience: leastPatience };
  return { ...written, training: { ...written.training, ...epochs } };
}

function epochsFor(stepsPerEpoch: number): number {
  const wanted = Math.round(wantedSteps / stepsPerEpoch);
  return Math.min(epochBounds.most, Math.max(epochBounds.fewest, wanted));
}

function patienceFor(maxEpochs: number): number {
  return Math.max(leastPatience, Math.round(patienceShare * maxEpochs));
}

/** The rows that one model is trained on: with folds, those of the first fold. */
export function trainedRows({ train, folds }: SplitRows): number {
  return folds?.[0]?.train.length ?? train.length;
}

function stepsOf({ space }: WrittenSpec, rows: number): number {
  const { batchSize } = completeConfiguration(trainingParameters, middleOf(space));
  return Math.max(1, Math.ceil(rows / Number(batchSize)));
}
