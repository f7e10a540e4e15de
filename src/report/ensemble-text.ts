import pc from 'picocolors';
import type { EnsembleReport } from '../ensemble/ensemble.ts';
import type { Metrics } from '../study/trial.ts';
import { formatNumber, formatShare } from './format.ts';
import { renderTable } from './table.ts';

/** The ensemble beside the best single model, on both splits, and the gain by size. */
export function renderEnsemble(report: EnsembleReport & { readonly study: string }, width: number): string {
  const { study, method, members, bestSingle, validation, test, bySize } = report;
  const rows = [
    {
      title: `best single (trial ${bestSingle.trial})`,
      validation: bestSingle.validation,
      test: bestSingle.test,
    },
    { title: `ensemble of ${members.length}`, validation, test },
  ];
  const names = Object.keys(validation);
  const comparison = renderTable(
    [
      { title: '', align: 'left', cells: rows.map(({ title }) => title) },
      ...(['validation', 'test'] as const).flatMap((split) =>
        names.map((name) => ({
          title: `${split} ${name}`,
          cells: rows.map((row) => cell(name, row[split])),
        })),
      ),
    ],
    width,
  ).text;
  const picked = members.map(({ trial, weight }) => `trial ${trial} × ${formatNumber(weight)}`).join(', ');
  return [
    `${pc.bold(study)}: ${method} ensemble`,
    `members: ${picked}`,
    '',
    comparison,
    '',
    verdict(report),
    '',
    'validation by size',
    bySizeTable(bySize, names, width),
  ].join('\n');
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

function bySizeTable(bySize: EnsembleReport['bySize'], names: readonly string[], width: number): string {
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
