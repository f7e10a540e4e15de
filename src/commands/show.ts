import type { GivenOptions } from '../actions/options/read-options.ts';
import { inspect, type ShowReport, show, showOptions } from '../actions/show.ts';
import { type Message, message, option, worded } from '../faults/message.ts';
import { renderConfusion } from '../report/text/parts/confusion-text.ts';
import { formatDuration } from '../report/text/parts/format.ts';
import { renderImportance } from '../report/text/parts/importance-text.ts';
import { provisionalText } from '../report/text/trials/provisional-text.ts';
import { schedulingLines, standingsLine } from '../report/text/trials/scheduling-text.ts';
import { renderTrial } from '../report/text/trials/trial-text.ts';
import type { Study } from '../store/store.ts';
import type { Trial } from '../study/trial.ts';
import { asciiFlag, type Call, defineCommand, jsonFlag, printReport, quietFlag } from './define-command.ts';
import { pageFlags, pageRules, putPage, requirePage } from './page-flags.ts';

const flags = {
  ...pageFlags('its curves, its network and its predictions'),
  ...jsonFlag,
  ...asciiFlag,
  ...quietFlag,
};

/** hpsearch show <trial>: one trial with its configuration, its outcome and its epochs. */
export const showCommand = defineCommand({
  action: showOptions,
  positional: 'trial',
  flags,
  rules: (given) => [...pageRules(given), dynamicsWithoutPage(given)],
  examples: [
    ['show 17', 'show trial 17 of the newest study'],
    ['show 17 --confusion', 'also show its confusion matrix'],
    ['show 17 --importance', 'also show which columns of the table matter to it'],
    ['show 17 --html page.html', 'also write a page with its curves, its network and its predictions'],
  ],
  run: async (call) => {
    requirePage(call, [call.request.db]);
    if (call.flags.html === undefined) return show(call.request);
    const begin = (study: Study, trial: Trial) => announce(call, study, trial);
    const { report, reads } = await inspect(call.request, { begin, words: call.words });
    await putPage(call, reads, async () => {
      const { renderTrialPage } = await import('../report/html/trial/trial-page.ts');
      return renderTrialPage(report, call.words);
    });
    return report;
  },
  print: (report, call) => {
    const { study, trial, ...rest } = report;
    printReport(call, { study: study.name, ...trial, ...rest }, () => text(report, call));
  },
});

/** The second training takes as long as the first one did. */
function announce(
  { flags: { quiet }, terminal, words }: Call<typeof showOptions.options, typeof flags>,
  { name, backend }: Study,
  { trial, seconds }: Trial,
): { readonly signal: AbortSignal } {
  if (!quiet) {
    const time = seconds === null ? '' : `, which took ${formatDuration(seconds)}`;
    const omit = message`${option('dynamics', false)} omits this`;
    terminal.err(
      `study ${name}: training trial ${trial} again on ${backend}${time}, to follow its predictions (${worded(omit, words)})`,
    );
  }
  return { signal: terminal.interruption() };
}

function dynamicsWithoutPage({ dynamics, html }: GivenOptions): Message | undefined {
  if (dynamics !== false || html !== undefined) return undefined;
  return message`${option('dynamics', false)}: must come with ${option('html')}`;
}

function text(
  { study, trial, history, confusion, importance, rungs, scheduling, provisional, ...measured }: ShowReport,
  { terminal: { columns, plotColumns: plotWidth }, words }: Call<typeof showOptions.options, typeof flags>,
): string {
  return [
    renderTrial(study, trial, history, columns, { ...measured, words, plotWidth }),
    ...(provisional === undefined ? [] : [provisionalText(provisional)]),
    ...(rungs === undefined ? [] : [standingsLine(rungs)]),
    ...(scheduling === undefined ? [] : [schedulingLines(scheduling).join('\n')]),
    ...(confusion === undefined ? [] : [renderConfusion(confusion, columns)]),
    ...(importance === undefined ? [] : [renderImportance(importance, columns)]),
  ].join('\n\n');
}
