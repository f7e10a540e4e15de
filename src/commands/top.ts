import { top, topOptions } from '../actions/top.ts';
import { renderTop } from '../report/text/trials/top.ts';
import { shownBaseline } from '../reports/baseline.ts';
import { defineCommand, jsonFlag, printReport } from './define-command.ts';

/** hpsearch top: the ranking, with the best configuration in full. */
export const topCommand = defineCommand({
  action: topOptions,
  flags: jsonFlag,
  examples: [['top --k 5', 'rank the five best trials of the newest study']],
  run: ({ request }) => top(request),
  print: ({ study, trials, tied }, call) => {
    const text = () =>
      trials.length === 0 ? undefined : renderTop(study, trials, call.terminal.columns, tied);
    const simple = (study.baselines ?? [])
      .map(shownBaseline)
      .map(({ name, ...measured }) => ({ baseline: name, ...measured }));
    printReport(call, trials.length === 0 ? [] : [...trials, ...simple], text);
  },
});
