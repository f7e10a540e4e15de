import { isPercentage } from '../../metrics/metric-format.ts';
import { splitless } from '../../metrics/validation-metric.ts';
import type {
  EvaluationReport,
  Measured,
  QuantileReport,
  ReliabilityBin,
} from '../../reports/evaluation-report.ts';
import { noveltyLines } from '../text/models/novelty-text.ts';
import { expectationText } from '../text/parts/test-interval-text.ts';
import { type Charts, loadCharts } from './drawings/charts.ts';
import { heatTable } from './drawings/confusion-matrix.ts';
import { baselineFact, showCount, showNumber, showShare } from './elements/figures.ts';
import { html, type Markup } from './elements/markup.ts';
import { renderHtmlTable } from './elements/table-html.ts';
import { importanceSection } from './importance-section.ts';
import { type Page, renderPage, type Section } from './page/page.ts';

/** The evaluation of a model as a self-contained HTML document; the same report gives the same text. */
export async function renderEvaluationPage(report: EvaluationReport): Promise<string> {
  return renderPage(await evaluationPage(report));
}

/** The same report before it is rendered. */
export async function evaluationPage(report: EvaluationReport): Promise<Page> {
  const { model, data, rows, humanBaseline, targets, threshold, weight } = report;
  const { novelty, importance, expectation, notes = [] } = report;
  const sections: Section[] = [{ id: 'metrics', title: 'Metrics', content: metricTable(report) }];
  if (report.quantiles !== undefined) {
    sections.push({ id: 'quantiles', title: 'Quantiles', content: coverageTable(report.quantiles) });
  }
  const tables: readonly TargetTables[] = targets ?? [{ ...report, name: undefined }];
  const charts = await loadCharts();
  sections.push(...tables.flatMap((target, at) => targetSections(target, { at, data, charts })));
  if (importance !== undefined) sections.push(importanceSection(importance));
  return {
    kind: 'Evaluation',
    title: `${model} on ${data}`,
    facts: [
      html`<b>${showCount(rows)}</b> ${rows === 1 ? 'row' : 'rows'}`,
      ...(weight === undefined ? [] : [html`counted by <b>${weight}</b>`]),
      ...(threshold === undefined ? [] : [html`threshold <b>${showNumber(threshold)}</b>`]),
      // The metric's plain name, since the measured data need not be the validation split.
      ...(humanBaseline === undefined ? [] : [baselineFact(humanBaseline, splitless(humanBaseline.metric))]),
      ...(expectation === undefined ? [] : [html`${expectationText(expectation)}`]),
      ...(novelty === undefined ? [] : noveltyLines(novelty).map((line) => html`${line}`)),
      ...notes.map(({ message, advice }) => html`<b>${message}</b>: ${advice}`),
      ...(targets ?? []).flatMap(({ name, notes: own = [] }) =>
        own.map(({ message, advice }) => html`${name}: <b>${message}</b>: ${advice}`),
      ),
    ],
    sections,
  };
}

type TargetTables = Pick<EvaluationReport, 'confusion' | 'reliability'> & {
  /** Present where there are several targets. */
  readonly name: string | undefined;
};

function targetSections(
  { name, confusion, reliability }: TargetTables,
  { at, data, charts }: { readonly at: number; readonly data: string; readonly charts: Charts },
): Section[] {
  const [suffix, named] = name === undefined ? ['', ''] : [`-${at + 1}`, `: ${name}`];
  const what = name === undefined ? `On ${data}` : `${name} on ${data}`;
  return [
    ...(confusion === undefined
      ? []
      : [
          {
            id: `confusion${suffix}`,
            title: `Confusion matrix${named}`,
            content: heatTable(confusion, what),
          },
        ]),
    ...(reliability === undefined
      ? []
      : [
          {
            id: `reliability${suffix}`,
            title: `Reliability${named}`,
            content: reliabilityDiagram(reliability, charts, `reliability-table${suffix}`),
          },
        ]),
  ];
}

function metricTable({ metrics, level }: EvaluationReport): Markup {
  const show = (name: string, value: number) => (isPercentage(name) ? showShare(value) : showNumber(value));
  return renderHtmlTable<[string, Measured]>({
    id: 'metric-table',
    caption: 'Metrics',
    rows: Object.entries(metrics),
    columns: [
      { title: 'Metric', isHeading: true, isSortable: false, cell: ([name]) => name },
      {
        title: 'Value',
        kind: 'number',
        isSortable: false,
        cell: ([name, { value }]) => show(name, value),
      },
      {
        title: `${100 * level} % interval`,
        isSortable: false,
        cell: ([name, { low, high }]) => `${show(name, low)} to ${show(name, high)}`,
      },
    ],
  });
}

function coverageTable({ below, intervals }: QuantileReport): Markup {
  const rows = [
    ...intervals.map(({ level, coverage, meanWidth }) => ({
      name: `within ${showShare(level)}`,
      ...{ expected: level, share: coverage, size: showNumber(meanWidth) },
    })),
    ...below.map(({ quantile, share }) => ({
      name: `at or below ${quantile}`,
      ...{ expected: quantile, share, size: '' },
    })),
  ];
  return renderHtmlTable<(typeof rows)[number]>({
    id: 'quantile-table',
    caption: 'Shares of the targets',
    rows,
    columns: [
      { title: 'Quantiles', isHeading: true, isSortable: false, cell: ({ name }) => name },
      { title: 'Expected', kind: 'number', cell: ({ expected }) => showShare(expected), isSortable: false },
      { title: 'Found', kind: 'number', cell: ({ share }) => showShare(share.value), isSortable: false },
      {
        title: '95 % interval',
        isSortable: false,
        cell: ({ share: { low, high } }) => `${showShare(low)} to ${showShare(high)}`,
      },
      { title: 'Mean width', kind: 'number', cell: ({ size }) => size, isSortable: false },
    ],
  });
}

function reliabilityDiagram(bins: readonly ReliabilityBin[], charts: Charts, id: string): Markup {
  const edges = [...bins.map(({ from }) => from), 1];
  const filled = bins.filter(({ rows }) => rows > 0);
  return html`<p class="quiet">A bar is the share that is right of the rows with that confidence, the largest probability; its mark is their mean confidence. Where the mark is above the bar, the model is too sure of itself.</p>
<div class="figures"><figure><h4>Right, by confidence</h4>
${charts.reliability('share that is right, by confidence', bins)}</figure>
<figure><h4>Rows, by confidence</h4>
${charts.histogram('rows, by confidence', { edges, counts: bins.map(({ rows }) => rows) })}</figure></div>
${renderHtmlTable<ReliabilityBin>({
  id,
  caption: 'Reliability',
  rows: filled,
  columns: [
    {
      title: 'Confidence',
      kind: 'number',
      cell: ({ confidence }) => showShare(confidence ?? 0),
      sortBy: ({ from }) => from,
    },
    {
      title: 'Right',
      kind: 'number',
      cell: ({ accuracy }) => showShare(accuracy ?? 0),
      sortBy: ({ accuracy }) => accuracy ?? 0,
    },
    { title: 'Rows', kind: 'number', cell: ({ rows }) => showCount(rows), sortBy: ({ rows }) => rows },
  ],
})}`;
}
