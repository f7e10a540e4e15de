import { isPercentage } from '../../metrics/metric-format.ts';
import { formatNumber } from '../../metrics/number-format.ts';
import { splitless } from '../../metrics/validation-metric.ts';
import { quantileOf } from '../../statistics/sorted-values.ts';
import type { Scale } from '../axes/scale.ts';
import { chosen, type PictureSettings } from '../picture.ts';
import type { StudyView } from '../study-view.ts';
import { type ChartAxis, numberAxis, percentTexts } from './chart-axis.ts';

/** The choices of every picture with the objective on an axis. */
export const valueSettings = {
  axis: ['automatic', 'linear', 'log', 'best half', 'best tenth'],
} as const;

/** The objective as an axis. Values beyond its worse end are drawn at the end. */
export interface ValueAxis extends ChartAxis {
  readonly scale: Scale;
  isBeyond(value: number): boolean;
  /** The place of the end where the worst values are. */
  readonly worst: number;
}

/** By default it ends where values are more than this many times as far from the best as the median is. */
const farthest = 8;

export function valueAxis(view: StudyView, settings: PictureSettings): ValueAxis {
  const { metric, direction } = view.head.objective;
  const isDown = direction === 'minimize';
  const values = view.trials.value.filter(Number.isFinite).sort();
  const choice = chosen(settings, 'axis', valueSettings.axis);
  const kind = scaleKind(view, values, choice);
  const range = rangeOf(values, isDown, kind, choice);
  const scale: Scale = { kind, ...range };
  const isShare = isPercentage(splitless(metric));
  const axis = numberAxis(metric, scale, { margin: 0.04, ...(isShare && { texts: percentTexts }) });
  return {
    ...axis,
    scale,
    worst: isDown ? axis.high : axis.low,
    isBeyond: (value) => (isDown ? value > scale.max : value < scale.min),
  };
}

/** A value of the objective in words: 0.04318, or 96.5 %. */
export function valueText(metric: string, value: number): string {
  if (!Number.isFinite(value)) return '–';
  return isPercentage(splitless(metric)) ? `${formatNumber(100 * value)} %` : formatNumber(value);
}

function scaleKind({ head }: StudyView, sorted: Float64Array, choice: string): Scale['kind'] {
  const canBeLog = (sorted[0] ?? 0) > 0;
  if (choice === 'log' && canBeLog) return 'log';
  return choice !== 'linear' && canBeLog ? head.objectiveScale : 'linear';
}

function rangeOf(
  sorted: Float64Array,
  isDown: boolean,
  kind: Scale['kind'],
  choice: string,
): { min: number; max: number } {
  if (sorted.length === 0) return { min: kind === 'log' ? 0.1 : 0, max: 1 };
  const [least = 0, most = 1] = [sorted[0], sorted.at(-1)];
  const best = isDown ? least : most;
  const worst = isDown ? most : least;
  const share = choice === 'best half' ? 0.5 : choice === 'best tenth' ? 0.1 : 1;
  const end =
    choice === 'automatic'
      ? usualEnd(sorted, best, worst, kind)
      : quantileOf(sorted, isDown ? share : 1 - share);
  return isDown ? { min: best, max: Math.max(end, best) } : { min: Math.min(end, best), max: best };
}

/** The worst value; nearer to the best where few values far away would leave no room for the others. */
function usualEnd(sorted: Float64Array, best: number, worst: number, kind: Scale['kind']): number {
  const at = kind === 'log' ? Math.log : (value: number) => value;
  const back = kind === 'log' ? Math.exp : (value: number) => value;
  const reach = farthest * (at(quantileOf(sorted, 0.5)) - at(best));
  return reach === 0 || Math.abs(at(worst) - at(best)) <= Math.abs(reach) ? worst : back(at(best) + reach);
}
