import type { Probe, ProbesReport } from '../../../reports/data/probes-report.ts';
import { showCount, showNumber, showShare } from '../elements/figures.ts';
import { html } from '../elements/markup.ts';
import { renderHtmlTable } from '../elements/table-html.ts';
import type { Section } from '../page/page.ts';

/** The scores of quick predictors, and what their differences say of a model. */
export function probesSection(report: ProbesReport): Section {
  const { metric, trainedRows, judgedRows, constant, probes, notes, labelNoise } = report;
  const isShare = metric === 'accuracy';
  const table = renderHtmlTable<Probe>({
    id: 'probe-table',
    caption: 'Quick predictors',
    rows: probes,
    columns: [
      { title: 'Inputs', isHeading: true, style: 'name', cell: ({ inputs }) => inputs },
      { title: 'Predictor', cell: ({ predictor }) => predictor },
      {
        title: isShare ? 'Accuracy' : 'R² of normal scores',
        kind: 'number',
        cell: ({ score }) => (isShare ? showShare(score) : showNumber(score)),
        sortBy: ({ score }) => score,
      },
    ],
  });
  const noise =
    labelNoise &&
    html`<li>${showShare(labelNoise.share)} of the labels are doubted by their neighbours (95 % ${showShare(labelNoise.low)} to ${showShare(labelNoise.high)}): they are wrong, or the classes overlap</li>`;
  return {
    id: 'probes',
    title: 'Quick predictors',
    content: html`<p class="quiet">A linear model and the five nearest neighbours, on ${showCount(judgedRows)} validation rows from ${showCount(trainedRows)} training rows${isShare ? html`; the most frequent class has ${showShare(constant)}` : undefined}.</p>
<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}${noise}</ul>
${table}`,
  };
}
