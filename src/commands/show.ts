import { type ShowReport, show, showOptions } from '../actions/show.ts';
import type { Wording } from '../faults/message.ts';
import { renderConfusion } from '../report/text/parts/confusion-text.ts';
import { renderImportance } from '../report/text/parts/importance-text.ts';
import { provisionalText } from '../report/text/trials/provisional-text.ts';
import { schedulingLines, standingsLine } from '../report/text/trials/scheduling-text.ts';
import { renderTrial } from '../report/text/trials/trial-text.ts';
import { defineCommand, jsonFlag, printReport } from './define-command.ts';

/** hpsearch show <trial>: one trial with its configuration, its outcome and its epochs. */
export const showCommand = defineCommand({
  action: showOptions,
  positional: 'trial',
  flags: jsonFlag,
  examples: [
    ['show 17', 'show trial 17 of the newest study'],
    ['show 17 --confusion', 'also show its confusion matrix'],
    ['show 17 --importance', 'also show which columns of the table matter to it'],
  ],
  run: ({ request }) => show(request),
  print: (report, call) => {
    const { study, trial, ...rest } = report;
    printReport(call, { study: study.name, ...trial, ...rest }, () =>
      text(report, call.terminal.columns, call.words),
    );
  },
});

function text(
  { study, trial, history, confusion, importance, rungs, scheduling, provisional, ...measured }: ShowReport,
  columns: number,
  words: Wording,
): string {
  return [
    renderTrial(study, trial, history, columns, { ...measured, words }),
    ...(provisional === undefined ? [] : [provisionalText(provisional)]),
    ...(rungs === undefined ? [] : [standingsLine(rungs)]),
    ...(scheduling === undefined ? [] : [schedulingLines(scheduling).join('\n')]),
    ...(confusion === undefined ? [] : [renderConfusion(confusion, columns)]),
    ...(importance === undefined ? [] : [renderImportance(importance, columns)]),
  ].join('\n\n');
}
