import { isPercentage, titleOf } from '../../metrics/metric-format.ts';
import { formatNumber } from '../../metrics/number-format.ts';
import { readableAmong } from '../../metrics/task-metrics.ts';
import { type EnsembleReport, type Gains, judgedSplit } from '../ensemble-report.ts';

type Judged = Pick<EnsembleReport, 'test' | 'interval' | 'members' | 'bestSingle'>;

/** States the ensemble's result on the judged split, better or worse, and whether it may be chance. */
export function verdict({ test, interval, members, bestSingle }: Judged): string {
  if (members.length === 1 && members[0]?.trial === bestSingle.trial) {
    return 'It is the best single model alone.';
  }
  const gain = readGain(interval.ensemble);
  const { value, isShown, metric } = gain;
  if (value === 0) {
    return `${placeOf({ test })} the ensemble's ${metric} is the best single model's ${rangeOf(gain, interval.level)}.`;
  }
  const change = `${value > 0 ? 'gains' : 'loses'} ${amount(metric, Math.abs(value))}`;
  const doubt = isShown ? 'more than chance explains' : 'which chance may explain';
  return `${placeOf({ test })} the ensemble ${change} ${rangeOf(gain, interval.level)}, ${doubt}.`;
}

/** "On the test split"; else on validation, whose figures are biased where it has chosen the models. */
export function placeOf({ test }: Pick<EnsembleReport, 'test'>): string {
  if (test !== null) return 'On the test split';
  return 'There are no test rows. On the validation split, which has chosen the models and flatters them,';
}

/** States whether a fifth model still adds anything on the judged split. */
export function fifthMemberVerdict({
  test,
  interval,
  candidates,
}: Pick<EnsembleReport, 'test' | 'interval' | 'candidates'>): string {
  const where = `on the ${judgedSplit({ test })} split`;
  if (candidates.length < 5) return 'There is no fifth candidate.';
  if (interval.fifthMember === null) return 'A fifth member is not taken in.';
  const gain = readGain(interval.fifthMember);
  const { value, low, high, isShown, metric } = gain;
  if (low === 0 && high === 0) return `A fifth member changes no ${metric} ${where}.`;
  const told = `${signed(metric, value)} ${unitOf(metric)} ${rangeOf(gain, interval.level)}`;
  if (!isShown) return `Whether a fifth member pays is not shown ${where}: ${told}.`;
  return `A fifth member ${low > 0 ? 'still pays' : 'harms'} ${where}: ${told}.`;
}

export interface ReadGain {
  readonly metric: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** True when the whole interval is on one side of zero. */
  readonly isShown: boolean;
}

/** The gain in the metric shown to people. */
export function readGain(gains: Gains): ReadGain {
  const metric = readableAmong(gains);
  const gain = gains[metric] ?? { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  return { metric, ...gain, isShown: gain.low > 0 || gain.high < 0 };
}

export function rangeOf({ metric, low, high }: ReadGain, level: number): string {
  return `(${100 * level} % interval ${signed(metric, low)} to ${signed(metric, high)})`;
}

export function amount(metric: string, value: number): string {
  return `${plain(metric, value)} ${unitOf(metric)}`;
}

function signed(metric: string, value: number): string {
  const size = plain(metric, Math.abs(value));
  if (Number(size) === 0) return size;
  return `${value < 0 ? '−' : '+'}${size}`;
}

function plain(metric: string, value: number): string {
  return isPercentage(metric) ? (100 * value).toFixed(2) : formatNumber(value);
}

function unitOf(metric: string): string {
  return isPercentage(metric) ? `points of ${titleOf(metric)}` : `of ${titleOf(metric)}`;
}
