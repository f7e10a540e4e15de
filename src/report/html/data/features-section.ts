import type { DataReport, FeatureReport } from '../../../reports/data-report.ts';
import { dayText } from '../../../reports/number-text.ts';
import type { Charts } from '../drawings/charts.ts';
import { inlineBars } from '../drawings/inline-bars.ts';
import { showCount, showNumber, showShare, sortNumber } from '../elements/figures.ts';
import { html, type Markup } from '../elements/markup.ts';
import { renderHtmlTable, type TableColumn } from '../elements/table-html.ts';
import type { Section } from '../page/page.ts';
import { featureDetails } from './feature-details.ts';
import { textsTable } from './texts-table.ts';

const tableId = 'feature';

/** The id of a feature's row in the page. */
export function featureAnchor(index: number): string {
  return `${tableId}-${index}`;
}

/** Drawings for a thousand features would make a page of tens of megabytes. */
const shownFeatures = 150;

/**
 * One row per feature, which expands to a larger histogram, the quantiles and the outlier rows. Of many features, those
 * named in findings take precedence.
 */
export function featuresSection(report: DataReport, charts: Charts): Section {
  const features = shownOf(report);
  const { length } = report.features;
  const table = renderHtmlTable({
    id: tableId,
    caption: 'Features',
    rows: features,
    hasFilter: true,
    isFullWidth: true,
    groupOf: ({ kind }) => kind,
    chips: chipsOf(features),
    details: (feature, index) => featureDetails(`${featureAnchor(index)}-outliers`, feature, charts),
    columns: columnsFor(features),
  });
  return {
    id: 'features',
    title: 'Features',
    note: showCount(length),
    content: html`${leftOut(features.length, length)}${table}${textsTable(report, features)}`,
  };
}

/** The features shown on the page, in their original order. */
export function shownOf({ features, findings }: DataReport): readonly FeatureReport[] {
  if (features.length <= shownFeatures) return features;
  const named = new Set(findings.flatMap(({ columns }) => columns));
  const isNamed = ({ name }: FeatureReport) => named.has(name);
  const chosen = new Set(
    [...features.filter(isNamed), ...features.filter((each) => !isNamed(each))].slice(0, shownFeatures),
  );
  return features.filter((each) => chosen.has(each));
}

function leftOut(shown: number, all: number): Markup | undefined {
  if (shown === all) return undefined;
  return html`<p class="quiet">${showCount(shown)} of ${showCount(all)} features, those with findings first; ${showCount(all - shown)} are left out. the JSON report has them all.</p>
`;
}

function chipsOf(features: readonly FeatureReport[]) {
  const [numbers, categories] = (['number', 'category'] as const).map(
    (group) => features.filter(({ kind }) => kind === group).length,
  );
  if (numbers === 0 || categories === 0) return [];
  return [
    { group: 'number', label: `${numbers} numeric` },
    { group: 'category', label: `${categories} categorical` },
  ];
}

function columnsFor(features: readonly FeatureReport[]): TableColumn<FeatureReport>[] {
  const hasNumbers = features.some(({ kind }) => kind === 'number');
  return [
    { title: 'Feature', isHeading: true, style: 'name', cell: ({ name }) => name },
    { title: 'Distribution', isSortable: false, cell: distribution },
    { title: 'Missing', kind: 'number', cell: missing, sortBy: (feature) => feature.missing },
    { title: 'Distinct', kind: 'number', cell: ({ distinct }) => distinct },
    ...(hasNumbers ? numberColumns : []),
  ];
}

type NumberFeature = Extract<FeatureReport, { kind: 'number' }>;

const numberColumns: readonly TableColumn<FeatureReport>[] = (
  [
    ['Min', ({ min }) => min],
    ['5 %', ({ quantiles }) => quantiles.p5],
    ['Median', ({ quantiles }) => quantiles.p50],
    ['95 %', ({ quantiles }) => quantiles.p95],
    ['Max', ({ max }) => max],
    ['Mean', ({ mean }) => mean],
    ['Deviation', ({ std }) => std],
    ['Outliers', ({ outliers }) => outliers.count],
  ] satisfies [string, (feature: NumberFeature) => number][]
).map(([title, measure]) => ({
  title,
  kind: 'number',
  cell: (feature) => (feature.kind === 'number' ? showValue(feature, title, measure(feature)) : ''),
  sortBy: (feature) => (feature.kind === 'number' ? sortNumber(measure(feature)) : undefined),
}));

/** Dates as dates, but for what counts rows or days. */
function showValue({ areDates }: NumberFeature, title: string, value: number): string {
  const isMoment = areDates === true && Number.isFinite(value) && !['Deviation', 'Outliers'].includes(title);
  return isMoment ? dayText(value).slice(0, 10) : showNumber(value);
}

function distribution(feature: FeatureReport): Markup | undefined {
  if (feature.kind === 'number') {
    const { min, max, histogram } = feature;
    const [first, last] = [min, max].map((value) => showValue(feature, 'Min', value));
    return inlineBars(`from ${first} to ${last}`, histogram.counts);
  }
  const counts = feature.values.slice(0, 24).map(({ count }) => count);
  return inlineBars(`${feature.distinct} values`, counts);
}

function missing({ missing, count }: FeatureReport): Markup {
  if (missing === 0) return html`<span class="quiet">0</span>`;
  return html`${missing} <span class="quiet">${showShare(missing / (missing + count))}</span>`;
}
