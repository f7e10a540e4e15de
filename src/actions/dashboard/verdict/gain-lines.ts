import { isPercentage } from '../../../metrics/metric-format.ts';
import { isValidationMetric, rangeOf, splitless } from '../../../metrics/validation-metric.ts';
import type { VerdictLine, VerdictReport } from '../../../reports/dashboard/verdict-report.ts';
import { figureOf } from '../../../reports/figure.ts';
import { samplerOf } from '../../../samplers/catalogue.ts';
import { doubledGain } from '../../../statistics/samples/expected-best.ts';
import { isRanked, rankTrials } from '../../../study/ranking.ts';
import { knownIn } from '../../../study/search/known-configurations.ts';
import { methodName } from '../../../study/search/method-spec.ts';
import { drawOf, hasEnded, type Trial } from '../../../study/trial.ts';
import type { JudgedStudy } from './judged-study.ts';

/** Fewer complete trials do not tell what more of them would gain. */
export const fewestForGain = 20;

/**
 * The gain of as many further trials as have ended. Null below 20 complete ones, for samplers that learn from results or run out,
 * and where the best trial was not sampled in the last stage.
 */
export function gainOf(judged: JudgedStudy): VerdictReport['gain'] {
  const drawn = drawnTrials(judged);
  const losses = lossesOf(judged, drawn);
  if (!isIndependent(judged) || losses.length < fewestForGain) return null;
  if (losses[0] !== lossOf(judged, judged.best.value)) return null;
  const gain = doubledGain(losses, drawn.length);
  if (gain === undefined) return null;
  const most = mostGain(judged);
  const [expected, high] = [gain.expected, gain.high].map((value) => Math.min(value, most)) as [
    number,
    number,
  ];
  return { trials: drawn.length, expected, low: 0, high };
}

/** To the best value that the metric can have. */
function mostGain({ study, best }: JudgedStudy): number {
  const { metric, direction } = study.spec.objective;
  if (!isValidationMetric(metric)) return Number.POSITIVE_INFINITY;
  return Math.abs(rangeOf(metric)[direction === 'minimize' ? 0 : 1] - best.value);
}

/** Whether more trials are likely to pay; for a sampler that learns, what its last trials have gained. */
export function gainLines(judged: JudgedStudy, gain: VerdictReport['gain']): VerdictLine[] {
  if (gain === null) return trendLines(judged);
  const { metric } = judged.study.spec.objective;
  const { standardError: error } = judged.best;
  const isSmall = !isWorthwhile(judged, gain);
  const compared =
    error === undefined ? '' : isSmall ? ': less than the standard error' : ': more than the standard error';
  const most = `hardly more than ${differenceText(metric, gain.high)} (in 9 of 10 cases)`;
  const text = `${gain.trials} more trials would improve ${metric} by about ${differenceText(metric, gain.expected)}, ${most}${compared}.`;
  return [{ topic: 'gain', tone: isSmall ? 'plain' : 'good', text }];
}

/** "0.0056", or "0.56 points" of an accuracy. */
function differenceText(metric: string, value: number): string {
  const isShare = isValidationMetric(metric) && isPercentage(splitless(metric));
  return isShare ? `${figureOf(100 * value, 2)} points` : figureOf(value, 2);
}

/** A gain below one part in a hundred of what separates the best trial from the median is small where no error is known. */
const smallPart = 0.01;

/** Whether the expected gain is larger than the best value's standard error. */
export function isWorthwhile(judged: JudgedStudy, gain: NonNullable<VerdictReport['gain']>): boolean {
  const { standardError } = judged.best;
  if (standardError !== undefined) return gain.expected > standardError;
  const losses = lossesOf(judged, drawnTrials(judged));
  const middle = losses[Math.floor(losses.length / 2)] as number;
  return gain.expected > smallPart * (middle - (losses[0] as number));
}

function trendLines(judged: JudgedStudy): VerdictLine[] {
  const drawn = drawnTrials(judged);
  const { sampler } = judged.stage.spec.search;
  if (!samplerOf(sampler).needsHistory || drawn.length < fewestForGain) return [];
  const half = drawn.slice(0, Math.floor(drawn.length / 2));
  const [before] = lossesOf(judged, half);
  const [now] = lossesOf(judged, drawn);
  if (before === undefined || now === undefined) return [];
  const gained = before - now;
  const last = `The last ${drawn.length - half.length} trials`;
  const text =
    gained > 0
      ? `${last} improved the best value by ${differenceText(judged.study.spec.objective.metric, gained)}; ${methodName(sampler)} learns from results, so what more of them gain cannot be computed.`
      : `${last} did not improve the best value; ${methodName(sampler)} may have found what this space holds.`;
  return [{ topic: 'gain', tone: 'plain', text }];
}

/** The ended trials that the sampler drew, without known configurations. */
function drawnTrials({ stage }: JudgedStudy): readonly Trial[] {
  const from = (stage.stage?.from ?? 0) + knownIn(stage.spec.search).length;
  return stage.trials.filter((trial) => hasEnded(trial) && (drawOf(trial) ?? -1) >= from);
}

function isIndependent({ stage }: JudgedStudy): boolean {
  const sampler = samplerOf(stage.spec.search.sampler);
  return !sampler.needsHistory && sampler.size === undefined;
}

/** Smaller is better; ascending. */
function lossesOf(judged: JudgedStudy, trials: readonly Trial[]): number[] {
  const feasible = trials.filter(isRanked).filter(({ infeasible }) => infeasible !== true);
  return rankTrials(feasible, judged.study.spec.objective.direction).map(({ value }) =>
    lossOf(judged, value as number),
  );
}

function lossOf({ study }: JudgedStudy, value: number): number {
  return study.spec.objective.direction === 'minimize' ? value : -value;
}
