import { sample, sampleOptions } from '../actions/sample.ts';
import { renderSample } from '../report/text/trials/sample-table.ts';
import { defineCommand, jsonFlag, printReport } from './define-command.ts';

/** hpsearch sample <space>: prints the configurations that `start` would run. */
export const sampleCommand = defineCommand({
  action: sampleOptions,
  positional: 'space',
  flags: jsonFlag,
  examples: [['sample space.json --n 5', 'print the first five configurations']],
  run: ({ request }) => sample(request),
  print: ({ spec, sampled, trialsNote, dataNote, laterNote }, call) => {
    for (const note of [trialsNote, dataNote, laterNote]) if (note !== undefined) call.note(note);
    printReport(call, sampled, () => renderSample(sampled, spec.space, call.terminal.columns));
  },
});
