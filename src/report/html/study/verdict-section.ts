import { type Wording, worded } from '../../../faults/message.ts';
import type { StudyHead } from '../../../plots/study-head.ts';
import { errorText, type VerdictReport } from '../../../reports/dashboard/verdict-report.ts';
import { formatNumber } from '../../text/parts/format.ts';
import { html, type Markup } from '../elements/markup.ts';
import type { Section } from '../page/page.ts';

/** The best value so far in large digits, what the study has shown in words, and the commands to type next. */
export function verdictSection(verdict: VerdictReport, { objective }: StudyHead, words: Wording): Section {
  const next = verdict.next.map(
    ({ reason, action }) =>
      html`<li><code>${worded(action, words)}</code> <span class="quiet">${reason}</span></li>`,
  );
  return {
    id: 'verdict',
    title: 'Verdict',
    content: html`<div class="verdict">${reachedOf(verdict, objective.metric)}<div>
<ul class="lines">${verdict.lines.map(({ text, tone }) => html`<li class="${tone}">${text}</li>`)}</ul>
${next.length === 0 ? undefined : html`<ul class="next">${next}</ul>`}</div></div>`,
  };
}

function reachedOf({ best }: VerdictReport, metric: string): Markup {
  if (best === null) return html`<p class="reached">–<small>no trial is complete</small></p>`;
  const { value, standardError, trial } = best;
  const error = standardError === null ? '' : ` ± ${formatNumber(Number(standardError.toPrecision(2)))}`;
  const source = errorText(best);
  return html`<p class="reached">${formatNumber(value)}<small>${error} ${metric}, trial ${trial}${source === '' ? '' : ` (${source})`}</small></p>`;
}
