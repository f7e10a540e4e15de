import { type HumanBaseline, humanBaselineOf, leadOver } from '../../../metrics/human-baseline.ts';
import type { StudySpec } from '../../../study/study-spec.ts';
import type { Trial } from '../../../study/trial.ts';
import { formatNumber } from './format.ts';

/** "human baseline 0.98 valAccuracy: the best is 0.962, 0.018 worse"; no line when the space has none. */
export function baselineLines(
  spec: Pick<StudySpec, 'humanBaseline' | 'objective'>,
  { metrics }: Pick<Trial, 'metrics'>,
  who = 'the best',
): string[] {
  const baseline = humanBaselineOf(spec, metrics);
  if (baseline === undefined) return [];
  return [renderBaseline(baseline, [{ who, reached: metrics[baseline.metric] }])];
}

/** The human baseline beside several results; one without the metric is left out. */
export function renderBaseline(
  baseline: HumanBaseline,
  results: readonly { readonly who: string; readonly reached: number | undefined }[],
  metric: string = baseline.metric,
): string {
  const told = results.flatMap(({ who, reached }) =>
    reached === undefined ? [] : [`${who} is ${formatNumber(reached)}, ${comparison(baseline, reached)}`],
  );
  return [`human baseline ${baselineFigure(baseline)} ${metric}`, told.join('; ')].filter(Boolean).join(': ');
}

/** "0.98", or "0.98 (0.95 to 0.99)". */
function baselineFigure({ value, low, high }: HumanBaseline): string {
  const interval =
    low === undefined || high === undefined ? '' : ` (${formatNumber(low)} to ${formatNumber(high)})`;
  return `${formatNumber(value)}${interval}`;
}

/** A difference within the interval of the people's score may be one of the examples that they were asked. */
function comparison(baseline: HumanBaseline, reached: number): string {
  const lead = leadOver(baseline, reached);
  if (lead === 0) return 'the same';
  const { value, low = value, high = value } = baseline;
  const within = reached >= low && reached <= high ? ', within its interval' : '';
  return `${formatNumber(Math.abs(lead))} ${lead > 0 ? 'better' : 'worse'}${within}`;
}
