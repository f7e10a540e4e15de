import { exportModel } from '../actions/transfer/export-model.ts';
import { exportOptions } from '../actions/transfer/export-options.ts';
import { exportStudy } from '../actions/transfer/export-study.ts';
import { message, option } from '../faults/message.ts';
import { renderExport } from '../report/text/models/export-text.ts';
import { counted } from '../reports/figure.ts';
import { defineCommand, jsonFlag, printReport } from './define-command.ts';

/** hpsearch export: a model for use without hpsearch, or a whole study for other tools. */
export const exportCommand = defineCommand({
  action: exportOptions,
  flags: jsonFlag,
  rules: ({ json, to }) => [
    json === true && to === undefined
      ? message`${option('json')}: goes with ${option('to')}: without it the study itself is printed`
      : undefined,
  ],
  examples: [
    ['export --to model', 'export the best trial as a folder that tf.loadLayersModel opens'],
    ['export --model greedy --to model', 'export an ensemble as one model'],
    ['export --format csv --to trials.csv', 'export all trials of the newest study'],
  ],
  run: async ({ request, terminal }) => {
    const { format } = request;
    const signal = () => terminal.interruption();
    if (format === 'tfjs' || format === 'savedmodel')
      return { model: await exportModel(request, { signal }) };
    const events = { signal, print: terminal.data };
    return { study: await exportStudy({ ...request, format }, events) };
  },
  print: ({ model, study }, call) => {
    if (model !== undefined) return printReport(call, model, () => renderExport(model));
    if (study?.to === undefined) return;
    const { study: name, trials, to } = study;
    printReport(call, study, () => `exported study '${name}', ${counted(trials, 'trial')}, to ${to}`);
  },
});
