import { judged, judgedSplit } from '../../../reports/ensemble-report.ts';
import type { StoredEnsemble } from '../../../store/store.ts';
import { formatNumber, formatShare, trialTitle } from '../parts/format.ts';
import { renderTable } from '../parts/table.ts';

/** A study's stored ensembles, one line each, oldest first. */
export function renderEnsembleList(
  study: string,
  ensembles: readonly StoredEnsemble[],
  width: number,
): string {
  const [first] = ensembles;
  if (first === undefined) return `study '${study}' has no ensemble yet`;
  // All ensembles of a study are measured on its data.
  const split = judgedSplit(first.report);
  const column = (title: string, cell: (ensemble: StoredEnsemble) => string, rank = 0) => ({
    title,
    rank,
    cells: ensembles.map(cell),
  });
  const isRegression = first.temperature === null;
  return renderTable(
    [
      { ...column('ensemble', ({ name }) => name), align: 'left' },
      column('created (UTC)', ({ createdAt }) => createdAt.slice(0, 16).replace('T', ' '), 2),
      column('method', ({ method }) => method, 1),
      column('trials', ({ members }) =>
        members.map(({ trial }) => (trial < 0 ? trialTitle(trial) : trial)).join(' '),
      ),
      ...(isRegression
        ? [column(`${split} mae`, ({ report }) => formatNumber(judged(report).mae ?? Number.NaN))]
        : [
            column('temperature', ({ temperature }) => formatNumber(temperature ?? Number.NaN), 3),
            column(`${split} accuracy`, ({ report }) => formatShare(judged(report).accuracy ?? Number.NaN)),
          ]),
    ],
    width,
  ).text;
}
