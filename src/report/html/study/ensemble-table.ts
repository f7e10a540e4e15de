import { isPercentage } from '../../../metrics/metric-format.ts';
import { judged, judgedSplit } from '../../../reports/ensemble-report.ts';
import type { StoredEnsemble } from '../../../store/store.ts';
import { formatNumber } from '../../text/parts/format.ts';
import { showNumber, showShare } from '../elements/figures.ts';
import type { Markup } from '../elements/markup.ts';
import { renderHtmlTable, type TableColumn } from '../elements/table-html.ts';

/** The stored ensembles, each beside the best single trial, with the interval of its gain. */
export function ensembleTable(ensembles: readonly StoredEnsemble[]): Markup {
  const reports = ensembles.map(({ report }) => report);
  const split = reports[0] === undefined ? 'test' : judgedSplit(reports[0]);
  const metrics = Object.keys(reports[0]?.interval.ensemble ?? {});
  return renderHtmlTable<StoredEnsemble>({
    id: 'ensemble-table',
    caption: 'Ensembles',
    rows: ensembles,
    columns: [
      { title: 'Ensemble', isHeading: true, cell: ({ name }) => name },
      { title: 'Method', cell: ({ method }) => method },
      { title: 'Trials × weights', isSortable: false, style: 'wide', cell: membersOf },
      ...metrics.flatMap((metric) => metricColumns(metric, split)),
    ],
  });
}

function membersOf({ members }: StoredEnsemble): string {
  return members
    .map(({ trial, weight }) => `${trial} × ${formatNumber(Number(weight.toPrecision(2)))}`)
    .join(', ');
}

function metricColumns(metric: string, split: string): TableColumn<StoredEnsemble>[] {
  const show = (value: number | undefined) =>
    value === undefined ? '–' : isPercentage(metric) ? showShare(value) : showNumber(value);
  return [
    {
      title: `${split} ${metric}`,
      kind: 'number',
      cell: ({ report }) => show(judged(report)[metric]),
      sortBy: ({ report }) => judged(report)[metric],
    },
    {
      title: 'best single',
      kind: 'number',
      cell: ({ report }) => show(judged(report.bestSingle)[metric]),
      sortBy: ({ report }) => judged(report.bestSingle)[metric],
    },
    {
      title: 'gain (95 %)',
      isSortable: false,
      cell: ({ report }) => {
        const gain = report.interval.ensemble[metric];
        if (gain === undefined) return '–';
        const [value, low, high] = [gain.value, gain.low, gain.high].map((each) =>
          show(Number(each.toPrecision(2))),
        );
        return `${value} (${low} to ${high})`;
      },
    },
  ];
}
