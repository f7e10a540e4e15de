import { readableAmong } from '../../../metrics/task-metrics.ts';
import type { EnsembleReport, JudgedSplit } from '../../../reports/ensemble-report.ts';
import { formatMetric } from '../parts/format.ts';
import { type Column, renderTable } from '../parts/table.ts';

/** Sizes that show where the curve flattens; --json has all of them. */
const shownSizes: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 30, 40, 50];
const longestBar = 16;

/** The metrics of the ensembles by the most members there may be. */
export function bySizeTable(all: EnsembleReport['bySize'], width: number): string {
  const bySize = all.filter(({ size }) => shownSizes.includes(size) || size === all.length);
  const readMetric = readableAmong(bySize[0]?.validation ?? {});
  const column = (split: JudgedSplit, name: string, rank: number): Column => ({
    title: `${split} ${name}`,
    rank,
    cells: bySize.map((each) => formatMetric(name, each[split]?.[name] ?? Number.NaN)),
  });
  return renderTable(
    [
      { title: 'size', cells: bySize.map(({ size }) => String(size)) },
      column('validation', 'loss', 0),
      {
        title: '',
        align: 'left',
        rank: 3,
        cells: bars(bySize.map((each) => each.validation.loss as number)),
      },
      column('validation', readMetric, 1),
      ...(bySize.some(({ test }) => test === null) ? [] : [column('test', readMetric, 2)]),
    ],
    width,
  ).text;
}

/** The decrease of each loss from the first one; the largest has the longest bar. */
function bars(losses: readonly number[]): string[] {
  const gains = losses.map((loss) => (losses[0] as number) - loss);
  const most = Math.max(...gains);
  return gains.map((gain) =>
    most > 0 ? '▇'.repeat(Math.max(0, Math.round((longestBar * gain) / most))) : '',
  );
}
