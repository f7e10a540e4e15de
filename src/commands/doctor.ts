import { doctor, doctorOptions } from '../actions/doctor.ts';
import { UsageError } from '../faults/errors.ts';
import { renderDoctor } from '../report/text/doctor-text.ts';
import { inCommandWords } from '../report/text/parts/command-words.ts';
import { defineCommand, jsonFlag, printReport } from './define-command.ts';

/** hpsearch doctor: which backends load on this machine, and the state of the database. */
export const doctorCommand = defineCommand({
  action: doctorOptions,
  flags: jsonFlag,
  examples: [['doctor', 'show which backends load, and why others do not']],
  run: ({ request }) => doctor(request),
  print: (report, call) => {
    const backends = report.backends.map((each) => ({
      ...each,
      reason: each.reason === null ? null : inCommandWords(each.reason),
    }));
    printReport(call, { ...report, backends }, () =>
      renderDoctor(report, call.request.db, call.terminal.columns),
    );
  },
  end: ({ database }) => {
    if (database !== null && database.faults.length > 0) throw new UsageError(database.faults.join('\n'));
  },
});
