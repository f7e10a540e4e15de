import pc from 'picocolors';
import { shortened } from '../../../faults/visible-text.ts';
import type { ColumnRelation, RelationGroup } from '../../../reports/data/relation-report.ts';
import { dayText, percent } from '../../../reports/number-text.ts';
import { formatNumber, plainLine } from '../parts/format.ts';
import { html, json } from '../parts/output-flags.ts';
import { sparkline } from '../parts/sparkline.ts';
import { renderWideTable } from '../parts/wide-table.ts';
import { wrapLine } from '../parts/wrap-line.ts';

const listedColumns = 15;
const listedGroups = 3;
const longestName = 28;
const longestGroup = 14;
const longestList = 48;
const sparklineWidth = 12;

/** The columns by what they tell of the target, with the typical values of a few groups. */
export function renderRelations(relations: readonly ColumnRelation[], width: number): string {
  const listed = relations.slice(0, listedColumns);
  const more = relations.length - listed.length;
  const hasCorrelations = listed.some(({ correlation }) => correlation !== undefined);
  const text = renderWideTable(
    [
      {
        title: 'tells of the target',
        align: 'left',
        cells: listed.map(({ column }) => shortened(plainLine(column), longestName)),
      },
      { title: 'explains', cells: listed.map(({ explained }) => percent(explained.share)) },
      { title: '95 %', cells: listed.map(intervalText) },
      ...(hasCorrelations ? [{ title: 'correlation', cells: listed.map(correlationText) }] : []),
      { title: 'by group', align: 'left', cells: listed.map(groupsText) },
    ],
    width,
    1,
  );
  const notes = [
    `explains: share of the variance of ranks${listed.some(({ summarises }) => summarises === 'classes') ? ", or Cramér's V²," : ''} beyond chance, without test rows; by group: ${groupsNote(listed)}`,
    ...(more > 0 ? [`and ${more} more columns: ${json} and ${html} have all`] : []),
  ];
  return [text, ...notes.flatMap((note) => wrapLine(note, width)).map((line) => pc.dim(line))].join('\n');
}

function groupsNote(relations: readonly ColumnRelation[]): string {
  const kinds = new Set(relations.map(({ summarises }) => summarises));
  return [
    ...(kinds.has('column') ? ['medians of the column in each class'] : []),
    ...(kinds.has('classes') ? ['the most frequent class in the largest categories'] : []),
    ...(kinds.has('target') ? ['medians of the target'] : []),
  ].join(', ');
}

function intervalText({ explained: { low, high, chance } }: ColumnRelation): string {
  return chance > 0.05 ? 'perhaps none' : `${percent(low)} to ${percent(high)}`;
}

function correlationText({ correlation }: ColumnRelation): string {
  return correlation === undefined ? '' : correlation.value.toFixed(2);
}

function groupsText({ groups, classes = [], correlation, areDates, summarises }: ColumnRelation): string {
  const medians = groups.map(({ numbers }) => numbers?.p50 ?? 0);
  if (correlation !== undefined && groups.length > listedGroups) return sparkline(medians, sparklineWidth);
  const largest = summarises === 'column' ? groups.toSorted((one, other) => other.rows - one.rows) : groups;
  const parts = largest
    .slice(0, listedGroups)
    .map(
      (group) =>
        `${shortened(plainLine(group.name), longestGroup)} ${valueText(group, classes, areDates === true)}`,
    );
  return shortened(parts.join(', ') + (groups.length > listedGroups ? ', …' : ''), longestList);
}

function valueText(
  { numbers, shares = [] }: RelationGroup,
  classes: readonly string[],
  areDates: boolean,
): string {
  if (numbers !== undefined) return areDates ? dayText(numbers.p50).slice(0, 10) : formatNumber(numbers.p50);
  const place = shares.indexOf(Math.max(...shares));
  return `${percent(shares[place] ?? 0)} ${shortened(plainLine(classes[place] ?? ''), longestGroup)}`;
}
