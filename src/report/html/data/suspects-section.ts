import {
  type ClassSuspect,
  type ClassSuspectsReport,
  quickText,
  type SuspectsReport,
  type ValueSuspect,
  type ValueSuspectsReport,
  type WorstClassRow,
  type WorstValueRow,
} from '../../../reports/suspects-report.ts';
import { confusionMatrix } from '../drawings/confusion-matrix.ts';
import { baselineFact, countOf, showCount, showNumber } from '../elements/figures.ts';
import { html, type Markup } from '../elements/markup.ts';
import { number, rowTable, share } from './suspect-table.ts';

/** Rows that trained models consider mislabelled, those that they predict worst, and the classes that they confuse. */
export function renderSuspects(report: SuspectsReport): Markup {
  const { study, trials, quick, splits, humanBaseline, notes } = report;
  const counted = splits.map(({ name, rows, suspects }) => {
    const confident =
      report.task === 'classification' ? html`, <b>${report.confident[name]}</b> confident` : '';
    return html`<li>${name}: <b>${showCount(suspects)}</b> of ${countOf(rows, 'row')}${confident}</li>`;
  });
  const asked =
    trials.length === 0
      ? html`<p>The rows were judged by ${quick ? quickText(quick) : ''}.</p>`
      : html`<p>${countOf(trials.length, 'trial')} of <b>${study}</b> ${trials.length === 1 ? 'was' : 'were'} asked: ${trials.join(', ')}.</p>`;
  return html`${asked}
<ul class="facts">${counted}${humanBaseline && baselineFacts(humanBaseline, trials[0])}</ul>
<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>
${report.task === 'classification' ? classTables(report) : valueTables(report)}`;
}

/** The human baseline beside the best trial. */
function baselineFacts(
  baseline: NonNullable<SuspectsReport['humanBaseline']>,
  best: number | undefined,
): Markup {
  return html`<li>${baselineFact(baseline)}</li><li>trial ${best} <b>${showNumber(baseline.reached)}</b></li>`;
}

function classTables(report: ClassSuspectsReport): Markup {
  const suspects = rowTable<ClassSuspect>(report, {
    id: 'suspect-table',
    title: 'Possibly mislabelled',
    rows: report.suspects,
    columns: [
      { title: 'Given', cell: ({ given }) => given },
      { title: 'Suggested', cell: ({ suggested }) => html`<b>${suggested}</b>` },
      share('Models that agree', ({ agreement }) => agreement),
      {
        title: 'Confident',
        cell: ({ isConfident }) => (isConfident ? 'yes' : 'no'),
      },
      share('P(suggested)', ({ probability }) => probability),
      share('P(given)', ({ selfConfidence }) => selfConfidence),
      number('Score', ({ score }) => score),
    ],
  });
  const worst = rowTable<WorstClassRow>(report, {
    id: 'worst-table',
    title: 'Predicted worst',
    rows: report.worst,
    columns: [
      { title: 'Given', cell: ({ given }) => given },
      { title: 'Predicted', cell: ({ predicted }) => html`<b>${predicted}</b>` },
      share('P(predicted)', ({ probability }) => probability),
      number('Loss', ({ loss }) => loss),
    ],
  });
  return html`${suspects}${report.confusion && confusionMatrix(report.confusion)}${worst}`;
}

function valueTables(report: ValueSuspectsReport): Markup {
  const suspects = rowTable<ValueSuspect>(report, {
    id: 'suspect-table',
    title: `Suspicious values of ${report.target}`,
    rows: report.suspects,
    columns: [
      number('Given', ({ given }) => given),
      number('Suggested', ({ suggested }) => suggested),
      number('Residual', ({ residual }) => residual),
      share('Models that agree', ({ agreement }) => agreement),
      number('z', ({ z }) => z),
    ],
  });
  const worst = rowTable<WorstValueRow>(report, {
    id: 'worst-table',
    title: 'Predicted worst',
    rows: report.worst,
    columns: [
      number('Given', ({ given }) => given),
      number('Predicted', ({ predicted }) => predicted),
      number('Residual', ({ residual }) => residual),
      number('z', ({ z }) => z),
      number('Loss', ({ loss }) => loss),
    ],
  });
  return html`${suspects}${worst}`;
}
