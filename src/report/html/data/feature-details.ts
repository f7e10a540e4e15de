import type { CategorySummary, FeatureReport, NumberSummary } from '../../../reports/data-report.ts';
import type { Charts } from '../drawings/charts.ts';
import { shareBar } from '../drawings/inline-bars.ts';
import { definitions, showCount, showNumber, showShare, sortNumber } from '../elements/figures.ts';
import { html, type Markup } from '../elements/markup.ts';
import { renderHtmlTable } from '../elements/table-html.ts';

/** `id` is the id of the table in it, unique on the page. */
export function featureDetails(id: string, feature: FeatureReport, charts: Charts): Markup {
  return feature.kind === 'number'
    ? numberDetails(id, feature.name, feature, charts)
    : categoryDetails(id, feature.name, feature);
}

/** A larger histogram, the statistics, and the rows of the outliers. */
export function numberDetails(id: string, name: string, summary: NumberSummary, charts: Charts): Markup {
  const { count, missing, distinct, min, max, mean, std, skewness, quantiles } = summary;
  const { p1, p5, p25, p50, p75, p95, p99 } = quantiles;
  const hasBars = summary.histogram.counts.some((bar) => bar > 0);
  return html`<div class="columns">
<div class="grow"><h4>Histogram</h4>
${hasBars ? charts.histogram(`Histogram of ${name}`, summary.histogram) : html`<p class="quiet">No values.</p>`}</div>
<div><h4>Quantiles</h4>${numbers({ min, '1 %': p1, '5 %': p5, '25 %': p25, median: p50, '75 %': p75, '95 %': p95, '99 %': p99, max })}</div>
<div><h4>Values</h4>${definitions([
    ['count', showCount(count)],
    ['missing', showCount(missing)],
    ['distinct', showCount(distinct)],
    ['mean', showNumber(mean)],
    ['deviation', showNumber(std)],
    ['skewness', showNumber(skewness)],
  ])}</div>
${outliers(id, name, summary)}</div>`;
}

function numbers(values: Readonly<Record<string, number>>): Markup {
  return definitions(Object.entries(values).map(([name, value]) => [name, showNumber(value)]));
}

function outliers(
  id: string,
  name: string,
  { outliers: { count, rows } }: NumberSummary,
): Markup | undefined {
  if (rows.length === 0) return undefined;
  const table = renderHtmlTable({
    id,
    caption: `Outliers of ${name}`,
    rows,
    columns: [
      { title: 'Row', kind: 'number', isHeading: true, cell: ({ row }) => row },
      {
        title: 'Value',
        kind: 'number',
        cell: ({ value }) => showNumber(value),
        sortBy: ({ value }) => sortNumber(value),
      },
    ],
  });
  const part = rows.length < count ? `, the ${rows.length} farthest of ${showCount(count)}` : '';
  return html`<div><h4>Outliers${part}</h4>${table}</div>`;
}

function categoryDetails(id: string, name: string, summary: CategorySummary): Markup {
  const { count, missing, distinct, values } = summary;
  const part =
    values.length < distinct ? `, the ${values.length} most frequent of ${showCount(distinct)}` : '';
  const table = renderHtmlTable({
    id,
    caption: `Values of ${name}`,
    rows: values,
    columns: [
      { title: 'Value', isHeading: true, style: 'name', cell: ({ value }) => value },
      { title: 'Rows', kind: 'number', cell: (value) => value.count },
      {
        title: 'Share',
        kind: 'number',
        cell: (value) => showShare(value.count / count),
        sortBy: (value) => value.count,
      },
      { title: '', isSortable: false, style: 'middle', cell: (value) => shareBar(value.count / count) },
    ],
  });
  return html`<div class="columns"><div><h4>Values${part}</h4>${table}</div>
<div><h4>Counts</h4>${definitions([
    ['count', showCount(count)],
    ['missing', showCount(missing)],
    ['distinct', showCount(distinct)],
  ])}</div></div>`;
}
