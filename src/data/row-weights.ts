import type { DataSpec } from '../study/study-spec.ts';
import { splitNames } from './dataset.ts';
import type { FaultList } from './fault-list.ts';
import type { RawData } from './raw-data.ts';
import { sharedDoubles, sharedFloats } from './shared-memory.ts';
import type { SplitRows } from './split.ts';

/** The weights of some rows, as in a Split. */
export interface SplitWeights {
  readonly lossWeight?: Float32Array;
  readonly weight?: Float64Array;
}

type Request = Pick<DataSpec, 'classWeights' | 'weightMetrics'>;

/** A fault when all rows that are counted together have the weight 0: in training, and in weighted metrics. */
export function addZeroWeights(
  raw: RawData,
  rows: SplitRows,
  { weight, weightMetrics }: Pick<DataSpec, 'weight' | 'weightMetrics'>,
  faults: FaultList,
): void {
  const weights = raw.weights?.values;
  if (weights === undefined || faults.isTolerant) return;
  const isWithout = (members: Int32Array) => members.every((row) => weights[row] === 0);
  const counted = splitNames.filter((name) => name === 'train' || (weightMetrics && rows[name].length > 0));
  const without = [
    ...counted.filter((name) => isWithout(rows[name])).map((name) => `some row of the ${name} split`),
    ...countedOfFolds(rows, weightMetrics)
      .filter(({ each }) => each.some(isWithout))
      .map(({ said }) => said),
  ];
  for (const said of without) {
    faults.add({ field: 'data.weight', constraint: `must give ${said} a weight above 0`, value: weight });
  }
}

function countedOfFolds({ folds = [] }: SplitRows, weightMetrics: boolean | undefined) {
  const trained = { each: folds.map(({ train }) => train), said: 'some row to train on in every fold' };
  const judged = { each: folds.map(({ validation }) => validation), said: 'some row that each fold judges' };
  return weightMetrics ? [trained, judged] : [trained];
}

/**
 * The weights of some rows of a split. A row's weight in the loss is its own times its class's, divided by the mean
 * over the training rows: only ratios count, and a learning rate means the same with weights as without.
 */
export function splitWeights(
  raw: RawData,
  rows: SplitRows,
  request: Request,
): (members: Int32Array) => SplitWeights {
  const weights = raw.weights?.values;
  const ofClass = classWeights(raw, rows.train, request.classWeights);
  if (weights === undefined && ofClass === undefined) return () => ({});
  const weightOf = (row: number) => (weights?.[row] ?? 1) * (ofClass?.(row) ?? 1);
  const mean = rows.train.reduce((sum, row) => sum + weightOf(row), 0) / rows.train.length;
  return (members) => {
    const lossWeight = sharedFloats(members.length);
    members.forEach((row, index) => {
      lossWeight[index] = weightOf(row) / mean;
    });
    if (weights === undefined || request.weightMetrics !== true) return { lossWeight };
    const weight = sharedDoubles(members.length);
    members.forEach((row, index) => {
      weight[index] = weights[row] as number;
    });
    return { lossWeight, weight };
  };
}

/** The weight of each row's class. Balanced: n / (k · n_c), as in scikit-learn, for n_c of n training rows. */
function classWeights(
  { target }: RawData,
  train: Int32Array,
  asked: DataSpec['classWeights'],
): ((row: number) => number) | undefined {
  if (asked === undefined || target.kind === 'regression') return undefined;
  const { classes, labels } = target;
  const byName = typeof asked === 'string' ? undefined : asked;
  const counts = new Float64Array(classes.length);
  for (const row of train) counts[labels[row] as number] = (counts[labels[row] as number] as number) + 1;
  const byLabel = classes.map((name, label) => {
    if (byName !== undefined) return Object.hasOwn(byName, name) ? (byName[name] as number) : 1;
    return train.length / (classes.length * (counts[label] as number));
  });
  return (row) => byLabel[labels[row] as number] as number;
}
