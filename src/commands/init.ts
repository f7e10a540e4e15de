import { initOptions, initSpace } from '../actions/init.ts';
import { renderInit } from '../report/text/init-text.ts';
import { defineCommand, jsonFlag, printReport } from './define-command.ts';

/** hpsearch init <data>: a space file for a table or a folder of images. */
export const initCommand = defineCommand({
  action: initOptions,
  positional: 'data',
  flags: jsonFlag,
  examples: [
    ['init houses.csv --target price', 'write space.yaml for a table'],
    ['init weather.csv --target rain --window 14', 'forecast each row from the 14 rows before it'],
    ['init pets/ --to pets.json', 'write pets.json for a folder of images'],
  ],
  run: ({ request }) => initSpace(request),
  print: (report, call) => printReport(call, report, () => renderInit(report)),
});
