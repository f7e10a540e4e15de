import pc from 'picocolors';
import type { FeatureReport } from '../../../reports/data-report.ts';
import { formatNumber, plainLine } from '../parts/format.ts';
import { html, json } from '../parts/output-flags.ts';
import { sparkbars } from '../parts/sparkline.ts';
import { type Column, renderTable } from '../parts/table.ts';
import { wrapLine } from '../parts/wrap-line.ts';

const listedFeatures = 60;
const sparklineWidth = 16;
const longestName = 28;
const listedValues = 3;
const longestValue = 14;
const longestList = 36;

/** One line per feature: numbers with their range and distribution, categories with their most frequent values. */
export function renderFeatures(features: readonly FeatureReport[], width: number): string {
  const listed = features.slice(0, listedFeatures);
  const { text, omitted } = renderTable(columnsOf(listed), width);
  const more = features.length - listed.length;
  const notes = [
    ...(more > 0 ? [`and ${more} more features: ${json} and ${html} have all`] : []),
    ...(omitted.length > 0 ? [`left out for want of room: ${omitted.join(', ')}`] : []),
  ];
  const lines = notes.flatMap((note) => wrapLine(note, width));
  return [text, ...lines.map((line) => pc.dim(line))].join('\n');
}

type NumberFeature = Extract<FeatureReport, { kind: 'number' }>;

function columnsOf(features: readonly FeatureReport[]): Column[] {
  const number = (title: string, cell: (feature: NumberFeature) => number, rank: number): Column => ({
    title,
    rank,
    cells: features.map((feature) => (feature.kind === 'number' ? formatNumber(cell(feature)) : '')),
  });
  const count = (title: string, cell: (feature: FeatureReport) => number, rank: number): Column => ({
    title,
    rank,
    cells: features.map((feature) => String(cell(feature) || '')),
  });
  return [
    {
      title: 'feature',
      align: 'left',
      cells: features.map(({ name }) => shorten(plainLine(name), longestName)),
    },
    count('missing', ({ missing }) => missing, 1),
    count('distinct', ({ distinct }) => distinct, 4),
    number('min', ({ min }) => min, 2),
    number('median', ({ quantiles }) => quantiles.p50, 1),
    number('max', ({ max }) => max, 2),
    number('mean', ({ mean }) => mean, 5),
    number('deviation', ({ std }) => std, 5),
    count('outliers', (feature) => (feature.kind === 'number' ? feature.outliers.count : 0), 3),
    { title: 'distribution', align: 'left', cells: features.map(distribution) },
  ];
}

function distribution(feature: FeatureReport): string {
  if (feature.kind === 'number') return sparkbars(feature.histogram.counts, sparklineWidth);
  const named = feature.values
    .slice(0, listedValues)
    .map(({ value, count }) => `${shorten(plainLine(value), longestValue)} ${count}`);
  return shorten(named.join(', ') + (feature.distinct > listedValues ? ', …' : ''), longestList);
}

function shorten(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}
