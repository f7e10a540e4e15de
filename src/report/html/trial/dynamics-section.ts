import type { InspectionReport } from '../../../reports/learned/inspection-report.ts';
import type { Charts } from '../drawings/charts.ts';
import { exhibitFigure } from '../drawings/exhibit.ts';
import { badge, countOf, showNumber } from '../elements/figures.ts';
import { html } from '../elements/markup.ts';
import type { Section } from '../page/page.ts';

/** Predictions for fixed validation rows, epoch by epoch. */
export function dynamicsSection(dynamics: InspectionReport['dynamics'], charts: Charts): Section {
  const head = { id: 'dynamics', title: 'Prediction dynamics' };
  if ('missing' in dynamics) return { ...head, content: html`<p>Not shown: ${dynamics.missing}.</p>` };
  const { rows, exhibit, jitter, isIdentical } = dynamics;
  const warning = html`<p class="warn">${badge('warn', 'Another training')}: its losses differ from the recorded ones, as after a change of versions or of the machine.</p>`;
  return {
    ...head,
    content: html`<p class="quiet">The trial was trained again${isIdentical ? ', with the same losses,' : ''} and its predictions for fixed validation rows were followed. Over the last third of the epochs they move to and fro by <b>${showNumber(jitter)}</b> an epoch, the mean of ${countOf(rows, 'row')}; a smooth course has 0. Predictions that still jump ask for a lower learning rate or a larger batch.</p>
${isIdentical ? undefined : warning}<div class="figures">${exhibitFigure('dynamics-lines', exhibit, charts)}</div>`,
  };
}
