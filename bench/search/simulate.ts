import { createPromotions } from '../../src/schedulers/promotions.ts';
import type { Scheduler } from '../../src/schedulers/scheduler.ts';
import { isBetter } from '../../src/study/objective.ts';
import { settingsOf } from '../../src/study/search/method-spec.ts';
import { plainPromotions } from './plain-promotions.ts';
import type { Evaluation, Problem } from './problem.ts';
import { virtualCurveSearch } from './virtual-curves.ts';
import { type TrainedListener, virtualSearch } from './virtual-time.ts';

export interface Simulated {
  readonly problem: Problem;
  readonly scheduler: Scheduler;
  /** True: promotions in the order of arrival, as others decide them; for comparison. */
  readonly isPlain?: boolean;
  readonly workers: number;
  /** The outcomes of the trials, in the order in which they are sampled. */
  readonly trials: readonly Evaluation[];
}

export interface Simulation {
  /** The best value so far, from this second of virtual time on. */
  readonly steps: readonly { readonly seconds: number; readonly best: number }[];
  readonly seconds: number;
  /** The scheduler's decisions as text: the epochs of every trial. */
  readonly decisions: string;
}

const lookback = 8;

/** Runs a search of trials whose outcomes are known, with the real engines of its scheduler, in virtual time. */
export function simulate({ problem, scheduler, isPlain = false, workers, trials }: Simulated): Simulation {
  const { direction, epochs } = problem;
  const settings = settingsOf(scheduler.name, scheduler.settings);
  const steps: { seconds: number; best: number }[] = [];
  const onTrained: TrainedListener = (draw, trained, seconds) => {
    const value = attained(problem, trials[draw] as Evaluation, trained);
    const best = steps.at(-1)?.best;
    if (value === undefined || (best !== undefined && !isBetter(direction, value, best))) return;
    steps.push({ seconds, best: value });
  };
  const common = { direction, workers, onTrained };
  const { curves } = scheduler;
  if (curves !== undefined) {
    const createRule = () => curves(settings, direction);
    const outcome = virtualCurveSearch(trials, { ...common, createRule, lookback });
    return { steps, seconds: outcome.makespanSeconds, decisions: outcome.epochs.join(' ') };
  }
  const whole = { eta: 2, brackets: [{ rungs: [epochs], weight: 1 }] };
  const halving = scheduler.halving?.(settings, epochs) ?? whole;
  const decide = isPlain ? plainPromotions : createPromotions;
  const { results, makespanSeconds } = virtualSearch(trials, { ...common, halving, decide });
  const decisions = results.map(({ draw, rung }) => `${draw}:${rung}`).join(' ');
  return { steps, seconds: makespanSeconds, decisions };
}

/** The value of the best model of a trial so far; undefined where only the last epoch's counts. */
function attained(problem: Problem, { curve, truth }: Evaluation, epochs: number): number | undefined {
  if (!problem.isEveryEpochUsable) return epochs === problem.epochs ? truth : undefined;
  return curve
    .slice(0, epochs)
    .reduce((best, value) => (isBetter(problem.direction, value, best) ? value : best));
}
