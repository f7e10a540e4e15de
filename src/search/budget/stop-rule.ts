import type { Stop } from '../../reports/stop.ts';
import { isBetter, type Objective } from '../../study/objective.ts';
import type { Budget } from '../../study/search/budget.ts';
import type { SpentTrial } from '../schedules/spent-trial.ts';

/**
 * Decides in the sampler's order whether a trial starts, by the results of the trials up to its count less the lookback:
 * never by which results have arrived. The first trial that does not start is the last that is decided on.
 */
export interface StopRule {
  /** Adds the result of the trial of this count; with rungs all that follow from it, each count once. */
  add(draw: number, ...results: readonly SpentTrial[]): void;
  /** True once all results that the decision on this count reads are there. */
  isDecidable(draw: number): boolean;
  /** Why the trial of this count does not start; undefined when it does. Only for a decidable one. */
  stopBefore(draw: number): Stop | undefined;
  /** The first count that does not start, if the results so far decide on one. */
  firstRefused(): number | undefined;
}

interface Settings {
  readonly budget: Budget;
  readonly objective: Objective;
  readonly lookback: number;
  /** True: trials stop at rungs, and most are never trained to the end. */
  readonly hasRungs?: boolean;
}

export function stopRule({ budget, objective, lookback, hasRungs = false }: Settings): StopRule {
  const results: (readonly SpentTrial[] | undefined)[] = [];
  const spending = createSpending(budget, objective, hasRungs);
  let known = 0;
  let decided = 0;
  let stop: Stop | undefined;
  const stopBefore = (draw: number) => {
    for (; stop === undefined && decided <= draw; decided++) {
      for (const result of results[decided - lookback] ?? []) spending.add(result);
      stop = spending.stopWith(lookback - 1);
    }
    // The trials before may be asked about after a later one was refused.
    return draw < decided - 1 ? undefined : stop;
  };
  return {
    add(draw, ...all) {
      results[draw] = all;
      while (results[known] !== undefined) known += 1;
    },
    isDecidable: (draw) => stop !== undefined || known > draw - lookback,
    stopBefore,
    firstRefused() {
      while (stop === undefined && known > decided - lookback) stopBefore(decided);
      return stop && decided - 1;
    },
  };
}

/** Why nothing follows when these are all results, in the sampler's order, and none is pending. */
export function stopAfter(
  { budget, objective, hasRungs = false }: Omit<Settings, 'lookback'>,
  results: readonly SpentTrial[],
): Stop | undefined {
  const spending = createSpending(budget, objective, hasRungs);
  for (const result of results) spending.add(result);
  return spending.stopWith(0);
}

/** The fold over results in the sampler's order from which the reasons to stop follow. */
function createSpending(budget: Budget, { direction }: Objective, hasRungs: boolean) {
  let trials = 0;
  let epochs = 0;
  let withoutGain = 0;
  let hasComplete = false;
  let hasStopped = false;
  /** The best trial when the last gain was made. */
  let gain: (SpentTrial & { readonly value: number }) | undefined;
  let reached: Extract<Stop, { by: 'until' }> | undefined;

  const isBeyond = (value: number, than: number, noise: number) => isBetter(direction, value, than, noise);
  const add = (result: SpentTrial) => {
    const { trial, state, value, standardError, failure } = result;
    if (!result.isPromoted) trials += 1;
    epochs += result.epochs ?? 0;
    // A configuration that is refused before training shows nothing about the search.
    if (failure?.kind === 'rejected') return;
    if (!result.isPromoted) withoutGain += 1;
    if (state === 'complete') hasComplete = true;
    hasStopped ||= hasRungs && state === 'pruned';
    if (state !== 'complete' || value === null || result.infeasible) return;
    const noise = standardError ?? 0;
    if (gain === undefined || isBeyond(value, gain.value, noise)) {
      gain = { ...result, value };
      withoutGain = 0;
    }
    const { until } = budget;
    if (reached !== undefined || until === undefined) return;
    const isReached = noise === 0 ? !isBetter(direction, until, value) : isBeyond(value, until, noise);
    if (!isReached) return;
    reached = { by: 'until', until, trial, value, ...(standardError !== undefined && { standardError }) };
  };
  /** `pending` trials have started and have results that do not count yet. */
  const stopWith = (pending: number): Stop | undefined => {
    if (reached !== undefined) return reached;
    // The first of many trials at rungs is trained to its end only once the others are there to compare it with.
    const isDue = hasComplete || !hasStopped;
    if (budget.patience !== undefined && isDue && withoutGain >= budget.patience) {
      return { by: 'patience', trials: withoutGain, gain: gain?.trial ?? null };
    }
    if (budget.epochs === undefined || trials === 0) return undefined;
    // Those that are pending are expected to train as long as the others did on average.
    const expected = Math.round((epochs * (trials + pending)) / trials);
    return expected < budget.epochs ? undefined : { by: 'epochs', epochs: expected, budget: budget.epochs };
  };
  return { add, stopWith };
}
