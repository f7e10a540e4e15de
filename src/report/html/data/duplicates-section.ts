import type { DuplicatePair, DuplicatesReport } from '../../../reports/data-report.ts';
import { badge, definitions, showCount } from '../elements/figures.ts';
import { html } from '../elements/markup.ts';
import { renderHtmlTable, type TableColumn } from '../elements/table-html.ts';
import type { Section } from '../page/page.ts';

/** The number of duplicate rows, and examples of them. */
export function duplicatesSection(duplicates: DuplicatesReport): Section {
  const { withinSplits, acrossSplits, nearAcrossSplits, conflicting, pairs } = duplicates;
  const counts = definitions([
    ['Rows with the inputs of an earlier row of their split', showCount(withinSplits)],
    ['Rows of validation and test with the inputs of a training row', showCount(acrossSplits)],
    ['Rows that are nearly a row of another split', showCount(nearAcrossSplits)],
    ['Rows whose inputs stand elsewhere with another target', showCount(conflicting)],
  ]);
  const table = renderHtmlTable({
    id: 'duplicate-table',
    caption: 'Pairs of duplicates',
    rows: pairs,
    hasFilter: true,
    columns: [
      { title: 'Pair', cell: ({ kind }) => (kind === 'same' ? 'the same' : 'nearly the same') },
      placeColumn(pairs, 0),
      { title: 'Split', cell: ({ splits }) => splits[0] },
      placeColumn(pairs, 1),
      { title: 'Split', cell: ({ splits }) => splits[1] },
      {
        title: 'Target',
        cell: ({ hasSameTarget }) => (hasSameTarget ? 'the same' : badge('fail', 'another')),
        sortBy: ({ hasSameTarget }) => (hasSameTarget ? 'the same' : 'another'),
      },
    ],
  });
  return {
    id: 'duplicates',
    title: 'Duplicates',
    note: showCount(withinSplits + acrossSplits + nearAcrossSplits),
    content: html`${counts}${pairs.length === 0 ? undefined : html`<h3>Examples</h3>${table}`}`,
  };
}

/** One side of each pair, with its file where rows are files. */
function placeColumn(pairs: readonly DuplicatePair[], side: 0 | 1): TableColumn<DuplicatePair> {
  return pairs.some(({ files }) => files !== undefined)
    ? { title: 'File', cell: ({ files }) => files?.[side] ?? '' }
    : { title: 'Row', kind: 'number', cell: ({ rows }) => rows[side] };
}
