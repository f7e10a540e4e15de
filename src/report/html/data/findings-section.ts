import { type DataFinding, type DataReport, severities } from '../../../reports/data-report.ts';
import { badge, countOf, showCount } from '../elements/figures.ts';
import { html, type Markup } from '../elements/markup.ts';
import { renderHtmlTable } from '../elements/table-html.ts';
import type { Section } from '../page/page.ts';
import { featureAnchor, shownOf } from './features-section.ts';

const nouns = { fail: 'fault', warn: 'warning', info: 'remark' } as const;

/** All findings in the report's order, the worst first. */
export function findingsSection(report: DataReport): Section {
  const { findings } = report;
  const anchors = new Map(shownOf(report).map(({ name }, index) => [name, featureAnchor(index)]));
  const section = { id: 'findings', title: 'Findings', note: showCount(findings.length) };
  if (findings.length === 0) return { ...section, content: html`<p>Nothing stands out.</p>` };
  const table = renderHtmlTable({
    id: 'finding-table',
    caption: 'Findings, the worst first',
    rows: findings,
    hasFilter: true,
    isFullWidth: true,
    groupOf: ({ severity }) => severity,
    chips: tally(findings).map(({ severity, text }) => ({ group: severity, label: text })),
    columns: [
      {
        title: 'Severity',
        cell: ({ severity }) => badge(severity, nouns[severity]),
        sortBy: ({ severity }) => severities.indexOf(severity),
      },
      {
        title: 'Finding',
        style: 'wide',
        cell: ({ message, advice }) => html`${message}<span class="advice">${advice}</span>`,
      },
      { title: 'Kind', style: 'code', cell: ({ kind }) => kind },
      { title: 'Columns', cell: ({ columns }) => linksTo(columns, anchors) },
      {
        title: findings.some(({ files }) => files !== undefined) ? 'Files' : 'Rows',
        style: 'rows',
        cell: ({ rows, files }) => (files ?? rows).join(', '),
      },
      { title: 'Count', kind: 'number', cell: ({ count }) => count },
    ],
  });
  return { ...section, content: table };
}

/** "2 faults" and so on, for each severity that occurs. */
export function tally(findings: readonly DataFinding[]) {
  return severities
    .map((severity) => {
      const count = findings.filter((finding) => finding.severity === severity).length;
      return { severity, count, text: countOf(count, nouns[severity]) };
    })
    .filter(({ count }) => count > 0);
}

function linksTo(columns: readonly string[], anchors: ReadonlyMap<string, string>): Markup[] {
  return columns.map((name, index) => {
    const anchor = anchors.get(name);
    const comma = index === 0 ? '' : ', ';
    return anchor === undefined ? html`${comma}${name}` : html`${comma}<a href="#${anchor}">${name}</a>`;
  });
}
