import type { Configuration } from '../../../study/search-space.ts';
import { validate } from '../../../training/epoch.ts';
import type { Learner } from '../../../training/learner.ts';
import { withUntrained } from '../../../training/probes/untrained.ts';
import type { CheckContext } from '../check.ts';
import { checkedTrial } from '../model/checked-trial.ts';

/** What a configuration of a study costs on this machine. */
export interface Cost {
  readonly secondsPerStep: number;
  readonly secondsPerValidation: number;
  readonly stepsPerEpoch: number;
  readonly parameters: number;
}

const steps = { fewest: 3, most: 30 } as const;

/** Steps and one validation of the study's own data, for about `budgetSeconds`. Raises what the model's code raises. */
export function measureCost(
  context: CheckContext,
  config: Configuration,
  budgetSeconds = 0.3,
): Promise<Cost> {
  const { dataset, backend } = context;
  const { train } = dataset.splits;
  return withUntrained({ ...checkedTrial(context), config }, ({ learner, model }) => ({
    secondsPerStep: secondsPerStep(learner, train.rows, budgetSeconds),
    secondsPerValidation: secondTime(() => void validate(backend.tf, learner, dataset)),
    stepsPerEpoch: Math.ceil(train.rows / learner.batchSize),
    parameters: model.countParams(),
  }));
}

/** Of a trial that goes through all its epochs; early stopping mostly ends it sooner. */
export function trialSeconds(
  { secondsPerStep, stepsPerEpoch, secondsPerValidation }: Cost,
  epochs: number,
): number {
  return epochs * (stepsPerEpoch * secondsPerStep + secondsPerValidation);
}

/** Of a whole search in which each trial costs as much as this one; each worker trains one after the other. */
export function searchSeconds(cost: Cost, { spec }: Pick<CheckContext, 'spec'>, workers: number): number {
  const { trials } = spec.search;
  return (trialSeconds(cost, spec.training.maxEpochs) * trials) / Math.min(workers, trials);
}

/** The shortest: the first steps compile and record, and other processes come in between. */
function secondsPerStep(learner: Learner, rows: number, budgetSeconds: number): number {
  const batch = Int32Array.from({ length: Math.min(learner.batchSize, rows) }, (_, row) => row);
  let spent = timed(() => learner.step(batch));
  const times: number[] = [];
  while (times.length < steps.fewest || (spent < budgetSeconds && times.length < steps.most)) {
    const time = timed(() => learner.step(batch));
    times.push(time);
    spent += time;
  }
  return Math.min(...times);
}

/** The first time compiles. */
function secondTime(work: () => void): number {
  work();
  return timed(work);
}

function timed(work: () => void): number {
  const startedAt = performance.now();
  work();
  return (performance.now() - startedAt) / 1000;
}
