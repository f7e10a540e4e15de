import { parameterImportance, parameterImportanceOptions } from '../../actions/learned/importance.ts';
import { renderParameterImportance } from '../../report/text/trials/parameter-importance-text.ts';
import { asciiFlag, defineCommand, jsonFlag, printReport } from '../define-command.ts';

/** hpsearch importance: which parameters of a study matter, and what the best trials have. */
export const importanceCommand = defineCommand({
  action: parameterImportanceOptions,
  flags: { ...jsonFlag, ...asciiFlag },
  examples: [
    ['importance', 'what sets the best tenth of the trials of the newest study apart'],
    ['importance --method fanova --pairs', 'what explains the variance of all trials, also by pairs'],
  ],
  run: ({ request }) => parameterImportance(request),
  print: (report, call) =>
    printReport(call, report, () => renderParameterImportance(report, call.terminal.columns)),
});
