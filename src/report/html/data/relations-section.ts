import type { ColumnRelation, RelationGroup } from '../../../reports/data/relation-report.ts';
import { dayText } from '../../../reports/number-text.ts';
import { groupRanges, groupShares } from '../drawings/group-ranges.ts';
import { showCount, showNumber, showShare } from '../elements/figures.ts';
import { html, type Markup } from '../elements/markup.ts';
import { renderHtmlTable, type TableColumn } from '../elements/table-html.ts';
import type { Section } from '../page/page.ts';

const shownColumns = 150;
/** A relation that chance explains more often than this is not claimed. */
const likelyChance = 0.05;

/** One row per column, the one that tells most of the target first, which expands to its groups. */
export function relationsSection(relations: readonly ColumnRelation[]): Section {
  const shown = relations.slice(0, shownColumns);
  const hasCorrelations = relations.some(({ correlation }) => correlation !== undefined);
  const table = renderHtmlTable<ColumnRelation>({
    id: 'relation',
    caption: 'Columns against the target',
    rows: shown,
    hasFilter: true,
    details: (relation, index) => groupTable(`relation-${index}-groups`, relation),
    columns: [
      { title: 'Column', isHeading: true, style: 'name', cell: ({ column }) => column },
      {
        title: 'Explains',
        kind: 'number',
        cell: ({ explained }) => showShare(explained.share),
        sortBy: ({ explained }) => explained.share,
      },
      { title: '95 % interval', kind: 'number', isSortable: false, cell: interval },
      ...(hasCorrelations ? correlationColumns : []),
      { title: 'By group', isSortable: false, cell: picture },
    ],
  });
  const left = relations.length - shown.length;
  const note = html`<p class="quiet">The share of the variance of ranks that the groups explain beyond chance (Kruskal and Wallis), or Cramér's V² of two columns of names; on rows of training and validation. Boxes span the middle half of a group's values.${left > 0 ? ` ${showCount(left)} columns that tell less are left out.` : ''}</p>
`;
  return {
    id: 'relations',
    title: 'Against the target',
    note: showCount(relations.length),
    content: html`${note}${table}`,
  };
}

function interval({ explained: { low, high, chance } }: ColumnRelation): Markup {
  if (chance > likelyChance) return html`<span class="quiet">perhaps none</span>`;
  return html`${showShare(low)} to ${showShare(high)}`;
}

const correlationColumns: readonly TableColumn<ColumnRelation>[] = [
  {
    title: 'Rank correlation',
    kind: 'number',
    cell: ({ correlation }) =>
      correlation === undefined
        ? ''
        : html`${correlation.value.toFixed(2)} <span class="quiet">${correlation.low.toFixed(2)} to ${correlation.high.toFixed(2)}</span>`,
    sortBy: ({ correlation }) => correlation?.value,
  },
];

function picture({ column, summarises, groups }: ColumnRelation): Markup | undefined {
  return summarises === 'classes'
    ? groupShares(`shares of the classes by ${column}`, groups)
    : groupRanges(summarises === 'column' ? `${column} by class` : `the target by ${column}`, groups);
}

function groupTable(
  id: string,
  { column, summarises, groups, classes = [], areDates }: ColumnRelation,
): Markup {
  const caption =
    summarises === 'column'
      ? `${column} in each class`
      : summarises === 'target'
        ? `The target by ${column}`
        : `Shares of the classes by ${column}`;
  const table = renderHtmlTable<RelationGroup>({
    id,
    caption,
    rows: groups,
    columns: [
      {
        title: summarises === 'column' ? 'Class' : column,
        isHeading: true,
        style: 'name',
        cell: ({ name }) => name,
      },
      { title: 'Rows', kind: 'number', cell: ({ rows }) => rows },
      ...(summarises === 'classes' ? shareColumns(classes) : numberColumns(areDates === true)),
    ],
  });
  return html`<div class="columns"><div><h4>${caption}</h4>${table}</div></div>`;
}

function numberColumns(areDates: boolean): TableColumn<RelationGroup>[] {
  return (
    [
      ['25 %', 'p25'],
      ['Median', 'p50'],
      ['75 %', 'p75'],
      ['Mean', 'mean'],
    ] as const
  ).map(([title, name]) => ({
    title,
    kind: 'number' as const,
    cell: ({ numbers }) => {
      if (numbers === undefined) return '';
      return areDates ? dayText(numbers[name]).slice(0, 10) : showNumber(numbers[name]);
    },
    sortBy: ({ numbers }) => numbers?.[name],
  }));
}

function shareColumns(classes: readonly string[]): TableColumn<RelationGroup>[] {
  return classes.map((title, place) => ({
    title,
    kind: 'number',
    cell: ({ shares = [] }) => showShare(shares[place] ?? 0),
    sortBy: ({ shares = [] }) => shares[place],
  }));
}
