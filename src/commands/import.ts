import { type ImportedStudy, importOptions, importStudy } from '../actions/transfer/import-study.ts';
import { defineCommand, jsonFlag, printReport } from './define-command.ts';

/** hpsearch import <file>: a whole study from a file or a database of hpsearch, of Optuna, or a table. */
export const importCommand = defineCommand({
  action: importOptions,
  positional: 'file',
  flags: jsonFlag,
  examples: [
    ['import study.json', 'import a study that hpsearch export --format json wrote'],
    [
      'import hpsearch.db --study mine --db postgres://db.example.com/hpsearch',
      'copy a study from a file to a server',
    ],
    ['import optuna.db --study first', "import the Optuna study 'first', read-only"],
    [
      'import trials.csv --space space.json',
      'import trials of another tool into a study that start can resume',
    ],
  ],
  run: ({ request, terminal }) => importStudy(request, { note: terminal.err }),
  print: (imported, call) => printReport(call, imported, () => text(imported)),
});

function text({ study, db, trials }: ImportedStudy): string {
  const states = (['complete', 'pruned', 'failed', 'waiting'] as const).filter((state) => trials[state] > 0);
  const counts = states.map((state) => `${trials[state]} ${state}`).join(', ') || 'no';
  const noun = states.length === 1 && states.every((state) => trials[state] === 1) ? 'trial' : 'trials';
  return `imported study '${study}' into ${db}: ${counts} ${noun}`;
}
