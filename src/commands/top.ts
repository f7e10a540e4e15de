import { top, topOptions } from '../actions/top/top.ts';
import { renderPareto } from '../report/text/trials/pareto-text.ts';
import { renderTop } from '../report/text/trials/top.ts';
import { shownBaseline } from '../reports/baseline.ts';
import { asciiFlag, defineCommand, jsonFlag, printReport } from './define-command.ts';

/** hpsearch top: the ranking, with the best configuration in full. */
export const topCommand = defineCommand({
  action: topOptions,
  flags: { ...jsonFlag, ...asciiFlag },
  examples: [
    ['top --k 5', 'rank the five best trials of the newest study'],
    ['top --plot', 'also draw the values of all trials, and the best so far'],
    ['top --pareto --by valAccuracy,parameters', 'list the trials that no other one dominates'],
  ],
  run: ({ request }) => top(request),
  print: ({ study, trials, pareto, ...findings }, call) => {
    const { columns, plotColumns: plotWidth } = call.terminal;
    const text = () => {
      if (trials.length === 0) return undefined;
      if (pareto === undefined)
        return renderTop(study, trials, columns, { ...findings, words: call.words, plotWidth });
      return renderPareto(study.name, study.spec.space, { ...pareto, trials }, columns);
    };
    if (pareto !== undefined) return printReport(call, trials, text);
    const simple = (study.baselines ?? [])
      .map(shownBaseline)
      .map(({ name, ...measured }) => ({ baseline: name, ...measured }));
    printReport(call, trials.length === 0 ? [] : [...trials, ...simple], text);
  },
});
