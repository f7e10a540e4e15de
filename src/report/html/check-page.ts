import { type CheckReport, type CheckResult, checkStatuses } from '../../reports/check-report.ts';
import { formatDuration, formatValue } from '../text/parts/format.ts';
import { loadCharts } from './drawings/charts.ts';
import { exhibitFigure } from './drawings/exhibit.ts';
import { badge, baselineFact, definitions, showNumber } from './elements/figures.ts';
import { type Content, html, type Markup } from './elements/markup.ts';
import { renderHtmlTable } from './elements/table-html.ts';
import { type Page, renderPage } from './page/page.ts';

/** The report of the checks as a self-contained HTML document; the same report gives the same text. */
export async function renderCheckPage(report: CheckReport): Promise<string> {
  return renderPage(await checkPage(report));
}

/** The same report before it is rendered. */
export async function checkPage(report: CheckReport): Promise<Page> {
  const charts = await loadCharts();
  const { study, backend, config, humanBaseline, results } = report;
  const articles = results.map((result, index) => {
    const figures = result.exhibits.map((exhibit, place) =>
      exhibitFigure(`exhibit-${index}-${place}`, exhibit, charts),
    );
    return renderCheck(result, anchorOf(index), figures);
  });
  const settings = Object.entries(config).map(([name, value]) => [name, formatValue(value)] as const);
  return {
    kind: 'Checks',
    title: study,
    facts: [
      html`backend <b>${backend}</b>`,
      ...(humanBaseline === undefined ? [] : [baselineFact(humanBaseline)]),
      ...tally(results).map(({ status, text }) => badge(status, text)),
    ],
    sections: [
      { id: 'overview', title: 'Overview', content: overview(results) },
      { id: 'checks', title: 'Checks', note: String(results.length), content: articles },
      { id: 'configuration', title: 'Configuration', content: definitions(settings) },
    ],
  };
}

function tally(results: readonly CheckResult[]) {
  return checkStatuses
    .map((status) => ({ status, count: results.filter((result) => result.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => ({ status, text: `${count} ${words[status]}` }));
}

const words = { fail: 'failed', warn: 'to look at', pass: 'passed', skip: 'skipped' } as const;

function overview(results: readonly CheckResult[]): Markup {
  const places = new Map(results.map((result, index) => [result, index]));
  return renderHtmlTable({
    id: 'check-table',
    caption: 'Checks',
    rows: results,
    hasFilter: true,
    isFullWidth: true,
    groupOf: ({ status }) => status,
    chips: tally(results).map(({ status, text }) => ({ group: status, label: text })),
    columns: [
      {
        title: 'Status',
        cell: ({ status }) => badge(status),
        sortBy: ({ status }) => checkStatuses.indexOf(status),
      },
      {
        title: 'Check',
        isHeading: true,
        style: 'name',
        cell: (result) => html`<a href="#${anchorOf(places.get(result) ?? 0)}">${result.name}</a>`,
      },
      { title: 'What was found', style: 'wide', cell: ({ message }) => message },
      {
        title: 'Time',
        kind: 'number',
        cell: ({ seconds }) => formatDuration(seconds),
        sortBy: ({ seconds }) => seconds,
      },
    ],
  });
}

function anchorOf(index: number): string {
  return `check-${index}`;
}

function renderCheck(result: CheckResult, id: string, figures: readonly Content[]): Markup {
  const { name, status, hypothesis, message, advice, numbers } = result;
  const measured = Object.entries(numbers).map(([title, value]) => [title, showNumber(value)] as const);
  return html`<article class="check ${status}" id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title">${name} ${badge(status)}</h3>
<div class="columns"><div class="told"><p class="quiet">${hypothesis}</p>
<p>${message}</p>
${advice === undefined ? undefined : html`<p class="hint">${advice}</p>`}</div>
${measured.length === 0 ? undefined : definitions(measured)}</div>
${figures.length === 0 ? undefined : html`<div class="figures">${figures}</div>`}
</article>
`;
}
