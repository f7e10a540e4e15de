import {
  type ClassSuspect,
  type ClassSuspectsReport,
  quickText,
  type SuspectsReport,
  type TargetSuspectsReport,
  targetReports,
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
  const reports = targetReports(report);
  return html`${reports.map((each, at) => renderTarget(each, report.humanBaseline, at))}`;
}

/** Names and ids of the tables of one target; the only one has no name. */
interface Place {
  readonly name: string | undefined;
  readonly at: number;
}

/** Ids are unique on the page; several targets have their names in the titles. */
function tablePlace(id: string, title: string, { name, at }: Place) {
  return name === undefined ? { id, title } : { id: `${id}-${at + 1}`, title: `${title}: ${name}` };
}

function renderTarget(
  report: TargetSuspectsReport & { readonly name?: string },
  humanBaseline: SuspectsReport['humanBaseline'],
  at: number,
): Markup {
  const { study, trials, quick, splits, notes, name } = report;
  const counted = splits.map(({ name, rows, suspects }) => {
    const confident =
      report.task === 'classification' ? html`, <b>${report.confident[name]}</b> confident` : '';
    return html`<li>${name}: <b>${showCount(suspects)}</b> of ${countOf(rows, 'row')}${confident}</li>`;
  });
  const asked =
    trials.length === 0
      ? html`<p>The rows were judged by ${quick ? quickText(quick) : ''}.</p>`
      : html`<p>${countOf(trials.length, 'trial')} of <b>${study}</b> ${trials.length === 1 ? 'was' : 'were'} asked: ${trials.join(', ')}.</p>`;
  const content = html`${asked}
<ul class="facts">${counted}${at === 0 ? humanBaseline && baselineFacts(humanBaseline, trials[0]) : undefined}</ul>
<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>
${report.task === 'classification' ? classTables(report, { name, at }) : valueTables(report, { name, at })}`;
  if (name === undefined) return content;
  // A page that takes labels needs the target's name.
  return html`<div data-target="${name}"><h3>${name}</h3>${content}</div>`;
}

/** The human baseline beside the best trial. */
function baselineFacts(
  baseline: NonNullable<SuspectsReport['humanBaseline']>,
  best: number | undefined,
): Markup {
  return html`<li>${baselineFact(baseline)}</li><li>trial ${best} <b>${showNumber(baseline.reached)}</b></li>`;
}

function classTables(report: ClassSuspectsReport, place: Place): Markup {
  const suspects = rowTable<ClassSuspect>(report, {
    ...tablePlace('suspect-table', 'Possibly mislabelled', place),
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
    ...tablePlace('worst-table', 'Predicted worst', place),
    rows: report.worst,
    columns: [
      { title: 'Given', cell: ({ given }) => given },
      { title: 'Predicted', cell: ({ predicted }) => html`<b>${predicted}</b>` },
      share('P(predicted)', ({ probability }) => probability),
      number('Loss', ({ loss }) => loss),
    ],
  });
  return html`${suspects}${report.confusion && confusionMatrix(report.confusion, place.name)}${worst}`;
}

function valueTables(report: ValueSuspectsReport, place: Place): Markup {
  const suspects = rowTable<ValueSuspect>(report, {
    ...(place.name === undefined
      ? { id: 'suspect-table', title: `Suspicious values of ${report.target}` }
      : tablePlace('suspect-table', 'Suspicious values', place)),
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
    ...tablePlace('worst-table', 'Predicted worst', place),
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
