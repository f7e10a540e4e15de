import { existsSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { UsageError } from '../faults/errors.ts';
import { isSqliteFile } from '../files/file-kind.ts';
import { requireWritableStore } from '../store/open-store.ts';
import { withNewStore } from '../store/with-store.ts';
import { type StudyFormat, studyFormats } from '../transfer/transfer.ts';
import { databaseOption, jsonOption } from './options.ts';
import { type ReadStudy, readWholeStudy } from './read-whole-study.ts';
import { printJson, type Terminal } from './terminal.ts';

const options = {
  format: {
    choices: studyFormats,
    requiresArg: true,
    defaultDescription: 'by what the file is',
    describe: 'what the file is: a table of trials, what export wrote, a database of Optuna',
  },
  space: {
    type: 'string',
    requiresArg: true,
    describe: 'space file that the trials belong to; must be given for csv',
  },
  study: { type: 'string', requiresArg: true, describe: 'which one of several in a database of Optuna' },
  name: { type: 'string', requiresArg: true, describe: 'what to call it here (default: its own name)' },
  directory: {
    type: 'string',
    requiresArg: true,
    describe: 'folder of the data and the module that a json study names (default: as recorded)',
  },
  db: databaseOption,
  json: jsonOption,
} as const;

type ImportArguments = InferredOptionTypes<typeof options> & { file: string };

/** hpsearch import <file>: a whole study that hpsearch, Optuna or a table holds. */
export function importCommand(terminal: Terminal): CommandModule<object, ImportArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .positional('file', { type: 'string', demandOption: true, describe: 'csv, json or SQLite' })
        .options(options)
        .example('$0 import study.json', 'a study that hpsearch export --format json wrote')
        .example('$0 import optuna.db --study first', "the study 'first' of Optuna's, to be read")
        .example('$0 import trials.csv --space space.json', 'trials of another tool, to go on from'),
    handler: (argv) => importFile(argv, terminal),
  };
}

async function importFile(argv: ImportArguments, terminal: Terminal): Promise<void> {
  if (!existsSync(argv.file)) throw new UsageError(`${argv.file}: does not exist`);
  const found = statSync(argv.file);
  if (found.isDirectory()) throw new UsageError(`${argv.file}: is a folder, not a file`);
  if (!found.isFile()) throw new UsageError(`${argv.file}: is not a regular file`);
  requireWritableStore(argv.db);
  const format = argv.format ?? formatOf(argv.file);
  checkFlags(argv, format);
  const read = await readWholeStudy(argv, format);
  await storeStudy(argv, terminal, { ...read, format });
}

/** Where there was no database, an import that fails leaves none. */
async function storeStudy(
  argv: ImportArguments,
  terminal: Terminal,
  { format, whole, remark }: ReadStudy & { readonly format: StudyFormat },
): Promise<void> {
  await withNewStore(argv.db, async (store) => {
    const { name } = whole.study;
    if ((await store.findStudy(name)) !== undefined) {
      throw new UsageError(`${argv.db} holds a study '${name}' already: --name gives this one another name`);
    }
    const study = await store.importStudy(whole);
    const trials = await store.counts(study.id);
    if (remark !== undefined) terminal.err(remark);
    if (argv.json) return printJson(terminal, { study: name, db: argv.db, format, trials });
    const states = (['complete', 'pruned', 'failed', 'waiting'] as const).filter(
      (state) => trials[state] > 0,
    );
    const told = states.map((state) => `${trials[state]} ${state}`).join(', ') || 'no';
    terminal.out(`imported study '${name}' into ${argv.db}: ${told} trials`);
  });
}

function checkFlags({ space, study, directory }: ImportArguments, format: StudyFormat): void {
  const needsSpace = "must be given for csv: the space file that the table's trials belong to";
  const faults = [
    format === 'csv' && space === undefined ? `--space: ${needsSpace}` : undefined,
    format === 'json' && space !== undefined ? '--space: a json study brings its own' : undefined,
    format !== 'optuna' && study !== undefined ? '--study: goes with a database of Optuna' : undefined,
    format !== 'json' && directory !== undefined ? '--directory: goes with json' : undefined,
  ].filter((line) => line !== undefined);
  if (faults.length > 0) throw new UsageError(faults.join('\n'));
}

/** By its ending, or by the first bytes of an SQLite file. */
function formatOf(file: string): StudyFormat {
  const ending = extname(file).toLowerCase();
  if (ending === '.json') return 'json';
  if (ending === '.csv' || ending === '.tsv') return 'csv';
  if (isSqliteFile(file)) return 'optuna';
  throw new UsageError(
    `--format: must be given, for neither ${file}'s name nor its beginning says what it is`,
  );
}
