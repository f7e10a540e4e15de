import type { PageRows } from '../../../reports/data/rows-report.ts';
import { type DataReport, shownSplits } from '../../../reports/data-report.ts';
import { type SuspectsReport, targetReports } from '../../../reports/suspects-report.ts';
import { loadCharts } from '../drawings/charts.ts';
import { badge, showCount } from '../elements/figures.ts';
import { html } from '../elements/markup.ts';
import { type Page, renderPage } from '../page/page.ts';
import { duplicatesSection } from './duplicates-section.ts';
import { featuresSection } from './features-section.ts';
import { findingsSection, tally } from './findings-section.ts';
import { imagesSection } from './images-section.ts';
import { probesSection } from './probes-section.ts';
import { relationsSection } from './relations-section.ts';
import { rowsSection } from './rows-section.ts';
import { renderSuspects } from './suspects-section.ts';
import { targetSection } from './target-section.ts';

/** The report of `hpsearch data` as a self-contained HTML document; the same report gives the same text. */
export async function renderDataPage(
  report: DataReport,
  suspects?: SuspectsReport,
  rows?: PageRows,
): Promise<string> {
  return renderPage(await dataPage(report, suspects, rows));
}

/** The same report before it is rendered. */
export async function dataPage(
  report: DataReport,
  suspects?: SuspectsReport,
  rows?: PageRows,
): Promise<Page> {
  const charts = await loadCharts();
  const { source, task, notes, features, images, findings, relations, probes } = report;
  return {
    kind: 'Data report',
    title: source,
    facts: [
      html`<b>${showCount(report.rows)}</b> rows`,
      ...shownSplits(report).map((split) => html`${split.name} <b>${showCount(split.rows)}</b>`),
      ...(features.length === 0
        ? []
        : [html`<b>${showCount(features.length)}</b> ${features.length === 1 ? 'feature' : 'features'}`]),
      ...(images === undefined ? [] : [html`images of <b>${images.shape.join(' × ')}</b>`]),
      task,
      ...notes,
      ...tally(findings).map(({ severity, text }) => badge(severity, text)),
    ],
    sections: [
      findingsSection(report),
      ...(suspects === undefined
        ? []
        : [
            {
              id: 'suspects',
              title: 'Suspects',
              note: suspectCount(suspects),
              content: renderSuspects(suspects),
            },
          ]),
      targetSection(report, charts),
      ...(relations.length === 0 ? [] : [relationsSection(relations)]),
      ...(probes === undefined ? [] : [probesSection(probes)]),
      ...(features.length === 0 ? [] : [featuresSection(report, charts)]),
      ...(images === undefined ? [] : [imagesSection(images, charts)]),
      duplicatesSection(report.duplicates),
      ...(rows === undefined ? [] : [rowsSection(rows, images?.shape)]),
    ],
  };
}

export function suspectCount(report: SuspectsReport): string {
  const splits = targetReports(report).flatMap((each) => each.splits);
  return showCount(splits.reduce((sum, { suspects }) => sum + suspects, 0));
}
