import { evaluate, evaluatedFiles, evaluateOptions } from '../actions/evaluate.ts';
import { renderEvaluation } from '../report/text/models/evaluate-text.ts';
import { defineCommand, jsonFlag, printReport } from './define-command.ts';
import { pageFlags, pageRules, putPage, requirePage } from './page-flags.ts';

const testReminder =
  'The test split is there to report with: a model that is chosen by it is flattered by it. To choose, use --split validation.';

const withoutTest =
  'The study has no test rows: these are the validation rows, by which its models were chosen, and which flatter them.';

/** hpsearch evaluate: metrics of a model on a split, or on a file of labelled rows, with intervals. */
export const evaluateCommand = defineCommand({
  action: evaluateOptions,
  flags: {
    ...pageFlags('charts'),
    ...jsonFlag,
    quiet: { type: 'boolean', default: false, describe: 'omit the reminder about the test split' },
  },
  rules: pageRules,
  examples: [
    ['evaluate', 'evaluate the best trial of the newest study on the test split'],
    ['evaluate --model greedy --split validation', 'evaluate an ensemble on the validation split'],
    ['evaluate --importance', 'also show which columns of the table matter to it'],
    ['evaluate --html page.html', 'also write a page with the reliability diagram'],
    ['evaluate --model ./exported --data new.csv', 'evaluate an exported model on new rows'],
  ],
  run: async (call) => {
    requirePage(call, evaluatedFiles(call.request));
    const evaluated = await evaluate(call.request);
    await putPage(call, evaluated.reads, async () => {
      const { renderEvaluationPage } = await import('../report/html/evaluation-page.ts');
      return renderEvaluationPage(evaluated.report);
    });
    return evaluated;
  },
  print: ({ study, report }, call) => {
    printReport(call, { study, ...report }, () => renderEvaluation(report, call.terminal.columns));
  },
  end: ({ report }, { request, flags, terminal }) => {
    if (flags.quiet) return;
    if (report.data === 'test') terminal.err(testReminder);
    else if (request.split === undefined && request.data === undefined) terminal.err(withoutTest);
  },
});
