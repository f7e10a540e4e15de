import { studies, studiesOptions } from '../actions/studies.ts';
import { renderStudies } from '../report/text/trials/studies-table.ts';
import { defineCommand, jsonFlag, printReport } from './define-command.ts';

/** hpsearch studies: the studies of a database, the oldest first. */
export const studiesCommand = defineCommand({
  action: studiesOptions,
  flags: jsonFlag,
  examples: [['studies', 'list the studies of ./hpsearch.db']],
  run: ({ request }) => studies(request),
  print: (rows, call) => {
    const { request, terminal } = call;
    const none = `${request.db} holds no study yet`;
    printReport(call, rows, () => (rows.length === 0 ? none : renderStudies(rows, terminal.columns)));
  },
});
