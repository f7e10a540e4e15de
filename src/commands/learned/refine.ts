import { refine, refineOptions } from '../../actions/learned/refine.ts';
import { renderRefine } from '../../report/text/trials/refine-text.ts';
import { defineCommand, jsonFlag, printReport } from '../define-command.ts';

/** hpsearch refine: a space file for a next search, from what a study has shown. */
export const refineCommand = defineCommand({
  action: refineOptions,
  flags: jsonFlag,
  examples: [
    ['refine', 'write digits-refined.yaml from the best trials of the newest study, digits'],
    ['refine --study digits --to digits-2.yaml', 'choose the study and the file'],
  ],
  run: ({ request }) => refine(request),
  print: (report, call) =>
    printReport(call, report, () => renderRefine(report, call.terminal.columns, call.words)),
});
