import { type EnsembleList, ensemble, ensembleOptions, ensembles } from '../actions/ensemble.ts';
import type { GivenOptions } from '../actions/options/read-options.ts';
import { type Message, message, option } from '../faults/message.ts';
import { renderEnsembleList } from '../report/text/models/ensemble-list.ts';
import { renderEnsemble } from '../report/text/models/ensemble-text.ts';
import { defineCommand, jsonFlag, printReport } from './define-command.ts';

/** The options of an ensemble that is made; a list needs none of them. */
const notListed = ['method', 'k', 'trials', 'size', 'name', 'replace'] as const;

function unlistable(given: GivenOptions, name: string): Message | undefined {
  if (given[name] === undefined || given[name] === false) return undefined;
  return message`${option(name)}: must not be given together with ${option('list')}`;
}

/** hpsearch ensemble: combines the best models, reports the gain, and stores the members. */
export const ensembleCommand = defineCommand({
  action: ensembleOptions,
  flags: {
    list: { type: 'boolean', default: false, describe: "list the study's ensembles" },
    ...jsonFlag,
  },
  rules: ({ list, ...given }) => (list === true ? notListed.map((name) => unlistable(given, name)) : []),
  examples: [
    ['ensemble', 'combine at most five of the twenty best trials of the newest study'],
    ['ensemble --k 10 --method average', 'average the ten best trials'],
    ['ensemble --trials 3,7,9 --name chosen', 'combine only these trials'],
    ['ensemble --list', 'list the stored ensembles'],
  ],
  run: async ({ request, flags, note }) =>
    flags.list ? { list: await ensembles(request) } : { made: await ensemble(request, { note }) },
  print: ({ list, made }, call) => {
    const { columns } = call.terminal;
    if (list !== undefined) {
      printReport(call, rowsOf(list), () => renderEnsembleList(list.study, list.ensembles, columns));
    } else if (made !== undefined) {
      printReport(call, made, () => renderEnsemble(made, columns));
    }
  },
});

function rowsOf({ study, ensembles: stored }: EnsembleList) {
  return stored.map(({ report, ...each }) => {
    const { validation, test } = report;
    return { study, ...each, validation, test };
  });
}
