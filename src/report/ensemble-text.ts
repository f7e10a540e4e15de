import pc from 'picocolors';
import type { EnsembleReport } from '../study/ensemble-report.ts';
import type { Metrics } from '../study/trial.ts';
import { formatNumber, formatShare } from './format.ts';
import { renderTable } from './table.ts';

/** The ensemble beside the best single model, on both splits, and the gain by size. */
export function renderEnsemble(report: EnsembleReport & { readonly study: string }, width: number): string {
  const { study, method, members, bySize } = report;
  const names = Object.keys(report.validation);
  const picked = members.map(({ trial, weight }) => `trial ${trial} × ${formatNumber(weight)}`).join(', ');
  return [
    `${pc.bold(study)}: ${method} ensemble`,
    `members: ${picked}`,
    '',
    comparisonTable(report, names, width),
    '',
    verdict(report),
    '',
    'validation by size',
    bySizeTable(bySize, names, width),
  ].join('\n');
}

/** A line a metric: side by side they would not fit a terminal of 80 columns. */
function comparisonTable(report: EnsembleReport, names: readonly string[], width: number): string {
  const { bestSingle, members } = report;
  const lines = (['validation', 'test'] as const).flatMap((split) => names.map((name) => ({ split, name })));
  const column = (title: string, source: Pick<EnsembleReport, 'validation' | 'test'>) => ({
    title,
    cells: lines.map(({ split, name }) => cell(name, source[split])),
  });
  return renderTable(
    [
      { title: '', align: 'left', cells: lines.map(({ split, name }) => `${split} ${name}`) },
      column(`best single (trial ${bestSingle.trial})`, bestSingle),
      column(`ensemble of ${members.length}`, report),
    ],
    width,
  ).text;
}

/** Says in words what the test split showed, better or worse. */
export function verdict({ bestSingle, test }: EnsembleReport): string {
  const name = 'accuracy' in test ? 'accuracy' : 'mae';
  const change = (test[name] as number) - (bestSingle.test[name] as number);
  if (change === 0) return `On the test split the ensemble's ${name} is the best single model's.`;
  const isGain = name === 'accuracy' ? change > 0 : change < 0;
  const size =
    name === 'accuracy'
      ? `${(100 * Math.abs(change)).toFixed(2)} points of accuracy`
      : `${formatNumber(Math.abs(change))} of mean absolute error`;
  return `On the test split the ensemble ${isGain ? 'gains' : 'loses'} ${size}.`;
}

/** Enough of the curve to see where it flattens; --json has all of it. */
const shownSizes: readonly number[] = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 40, 50];

function bySizeTable(all: EnsembleReport['bySize'], names: readonly string[], width: number): string {
  const bySize = all.filter(({ size }) => shownSizes.includes(size) || size === all.length);
  return renderTable(
    [
      { title: 'size', cells: bySize.map(({ size }) => String(size)) },
      ...names.map((name) => ({ title: name, cells: bySize.map((each) => cell(name, each.validation)) })),
    ],
    width,
  ).text;
}

function cell(name: string, metrics: Metrics): string {
  const value = metrics[name] ?? Number.NaN;
  return name === 'accuracy' ? formatShare(value) : formatNumber(value);
}
