import type { Split } from '../../data/dataset.ts';
import { randomFor } from '../../statistics/random.ts';
import type { TrialInput } from '../../training/loop/train.ts';
import { partOf, sampleRows } from '../../training/probes/rows.ts';
import type { CheckContext } from '../check.ts';

/** The checked configuration as a trial of the study; other trial numbers give other initial weights. */
export function checkedTrial(context: CheckContext, trial = 0): TrialInput {
  const { backend, family, dataset, spec, seed, config } = context;
  const { training, objective } = spec;
  return { backend, family, dataset, training, objective, seed, trial, config };
}

/** The same training rows for all checks with the same `count`. */
export function sampledRows({ dataset, seed }: CheckContext, count: number): Int32Array {
  return sampleRows(dataset.splits.train, count, randomFor(seed, 'checked rows'));
}

/** `sampledRows` as a split of their own. */
export function trainingSample(context: CheckContext, count: number): Split {
  return partOf(context.dataset.splits.train, sampledRows(context, count));
}
