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
  run: async ({ request, terminal }) => {
    const report = await top(request);
    if (report.all === undefined) return report;
    // Imported lazily, because few calls draw.
    const { historyPlot } = await import('../report/text/plots/history-plot.ts');
    const plot = historyPlot(report.all, report.study.spec.objective, terminal.plotColumns);
    return { ...report, plot };
  },
  print: ({ study, trials, pareto, ...findings }, call) => {
    const { columns } = call.terminal;
    const text = () => {
      if (trials.length === 0) return undefined;
      if (pareto === undefined) return renderTop(study, trials, columns, { ...findings, words: call.words });
      return renderPareto(study.name, study.spec.space, { ...pareto, trials }, columns);
    };
    if (pareto !== undefined) return printReport(call, trials, text);
    const simple = (study.baselines ?? [])
      .map(shownBaseline)
      .map(({ name, ...measured }) => ({ baseline: name, ...measured }));
    printReport(call, trials.length === 0 ? [] : [...trials, ...simple], text);
  },
});
