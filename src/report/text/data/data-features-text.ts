import pc from 'picocolors';
import { shortened } from '../../../faults/visible-text.ts';
import type { FeatureReport } from '../../../reports/data-report.ts';
import { dayText, percent } from '../../../reports/number-text.ts';
import { formatCount, formatNumber, plainLine } from '../parts/format.ts';
import { html, json } from '../parts/output-flags.ts';
import { sparkbars } from '../parts/sparkline.ts';
import type { Column } from '../parts/table.ts';
import { renderWideTable } from '../parts/wide-table.ts';
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
  const text = renderWideTable(columnsOf(listed), width, 1);
  const more = features.length - listed.length;
  const notes = more > 0 ? [`and ${more} more features: ${json} and ${html} have all`] : [];
  const lines = notes.flatMap((note) => wrapLine(note, width));
  const texts = listed
    .flatMap((feature) => wrapLine(textsLine(feature), width))
    .filter((line) => line !== '');
  return [text, ...texts, ...lines.map((line) => pc.dim(line))].join('\n');
}

/** "text: 10 words at the median, 27 at 95 %, 71 at most; …"; empty for other columns. */
function textsLine(feature: FeatureReport): string {
  if (feature.kind !== 'category' || feature.texts === undefined) return '';
  const { of, lengths, distinct, vocabulary, unknown, length, cut = 0 } = feature.texts;
  const { median, p95, most } = lengths;
  const known = vocabulary === distinct ? '' : `, ${formatCount(vocabulary)} of them with an id`;
  const shares = `unknown: ${percent(unknown.validation)} of those of validation, ${percent(unknown.test)} of test`;
  const whole =
    length === undefined ? '' : `; the first ${length} enter, which cuts ${percent(cut)} of the texts`;
  const sizes = `${formatNumber(median)} ${of} at the median, ${formatNumber(p95)} at 95 %, ${formatNumber(most)} at most`;
  return plainLine(
    `${feature.name}: ${sizes}${whole}; ${formatCount(distinct)} different ${of} in the training rows${known}; ${shares}`,
  );
}

type NumberFeature = Extract<FeatureReport, { kind: 'number' }>;

function columnsOf(features: readonly FeatureReport[]): Column[] {
  const number = (title: string, cell: (feature: NumberFeature) => number): Column => ({
    title,
    cells: features.map((feature) => {
      if (feature.kind !== 'number') return '';
      const value = cell(feature);
      return feature.areDates && title !== 'deviation' ? dayText(value).slice(0, 10) : formatNumber(value);
    }),
  });
  const count = (title: string, cell: (feature: FeatureReport) => number): Column => ({
    title,
    cells: features.map((feature) => String(cell(feature) || '')),
  });
  return [
    {
      title: 'feature',
      align: 'left',
      cells: features.map(({ name }) => shortened(plainLine(name), longestName)),
    },
    count('missing', ({ missing }) => missing),
    count('distinct', ({ distinct }) => distinct),
    number('min', ({ min }) => min),
    number('median', ({ quantiles }) => quantiles.p50),
    number('max', ({ max }) => max),
    number('mean', ({ mean }) => mean),
    number('deviation', ({ std }) => std),
    count('outliers', (feature) => (feature.kind === 'number' ? feature.outliers.count : 0)),
    { title: 'distribution', align: 'left', cells: features.map(distribution) },
  ];
}

function distribution(feature: FeatureReport): string {
  if (feature.kind === 'number') return sparkbars(feature.histogram.counts, sparklineWidth);
  const named = feature.values
    .slice(0, listedValues)
    .map(({ value, count }) => `${shortened(plainLine(value), longestValue)} ${count}`);
  return shortened(named.join(', ') + (feature.distinct > listedValues ? ', …' : ''), longestList);
}
