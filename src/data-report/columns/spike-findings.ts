import type { DataFinding } from '../../reports/data-report.ts';
import { percent } from '../../reports/number-text.ts';
import { columnFinding } from './finding-list.ts';
import type { MeasuredColumn } from './number-summary.ts';
import { othersText, spikeOf } from './spike.ts';

/** Beyond it the column is nearly constant, which another finding tells. */
const nearlyAll = 0.99;

interface NamedColumn extends Pick<MeasuredColumn, 'sorted' | 'commonest'> {
  readonly name: string;
  readonly show: (value: number) => string;
  readonly declareMissing?: ((word: string, hasIndicator?: boolean) => string) | undefined;
}

/** `spike`: many rows have one value of a column. */
export function spikeFindings({ name, sorted, commonest, show, declareMissing }: NamedColumn): DataFinding[] {
  const spike = spikeOf(sorted, commonest);
  if (spike === undefined || spike.share >= nearlyAll) return [];
  const { value, share } = spike;
  const way = declareMissing?.(String(value), true);
  return [
    columnFinding(name, {
      severity: 'info',
      kind: 'spike',
      message: `${percent(share)} of the values are ${show(value)}; ${othersText(spike, show)}`,
      advice: `these are two kinds of rows${way === undefined ? '' : `: if ${show(value)} means that there is none, set data.columns to ${way}, which adds an input for it`}`,
      count: Math.round(share * sorted.length),
    }),
  ];
}
