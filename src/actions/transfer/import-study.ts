import { extname, resolve } from 'node:path';
import { UsageError } from '../../faults/errors.ts';
import { joined, type Message, message, option } from '../../faults/message.ts';
import { shownValue } from '../../faults/shown-value.ts';
import { isSqliteFile, isWriteAhead } from '../../files/file-kind.ts';
import { requireExistingFile } from '../../files/readable-file.ts';
import { isServerUrl } from '../../store/location.ts';
import { requireWritableStore } from '../../store/open-store.ts';
import { requireStudy } from '../../store/require-study.ts';
import type { Store, TrialCounts } from '../../store/store.ts';
import { withNewStore, withStore } from '../../store/with-store.ts';
import { brokenStudyName } from '../../study/study-name.ts';
import { type ImportFormat, importFormats } from '../../transfer/transfer.ts';
import { oneOf, path, text } from '../options/kinds.ts';
import type { OptionsOf } from '../options/option.ts';
import { database } from '../options/shared.ts';
import { readWholeStudy } from './read-whole-study.ts';

export const importOptions = {
  options: {
    file: path({ describe: 'csv, json, or a database: a file or a URL', isRequired: true }),
    format: oneOf(importFormats, {
      describe: 'what the file is: a table of trials, what export wrote, a database of Optuna or of hpsearch',
      defaultText: 'detected from the file',
    }),
    space: path({ describe: 'space file that the trials belong to; must be given for csv' }),
    study: text({ describe: 'which one of several in a database (of hpsearch, default: the newest)' }),
    name: text({ describe: 'name of the study here (default: its own)' }),
    directory: path({
      describe: 'folder of the data and the module of a study of hpsearch (default: as recorded)',
    }),
    ...database,
  },
};

type ImportRequest = OptionsOf<typeof importOptions.options>;

export interface ImportedStudy {
  readonly study: string;
  readonly db: string;
  readonly format: ImportFormat;
  readonly trials: TrialCounts;
}

/**
 * Stores a whole study from a file or a database of hpsearch, Optuna or a table. FaultsError or UsageError with the file's faults; a
 * failed import creates no database.
 */
export async function importStudy(
  request: ImportRequest,
  { note }: { note(text: string): void },
): Promise<ImportedStudy> {
  const { file, db } = request;
  if (!isServerUrl(file)) requireExistingFile(file);
  await requireWritableStore(db);
  const format = request.format ?? (await formatOf(file));
  requireFitting(request, format);
  if (format === 'hpsearch') return copyStudy(request);
  const { whole, remark } = await readWholeStudy(request, format);
  return withNewStore(db, async (store) => {
    const { name } = whole.study;
    await requireUsableName(store, name, db);
    const study = await store.importStudy(whole);
    if (remark !== undefined) note(remark);
    return { study: name, db, format, trials: await store.counts(study.id) };
  });
}

/** Copies a study from another database, row by row. */
function copyStudy({ file, study: asked, name, directory, db }: ImportRequest): Promise<ImportedStudy> {
  return withStore(file, async (source) => {
    const { id, name: own } = await requireStudy(source, asked, file);
    const as = { name: name ?? own, ...(directory !== undefined && { directory: resolve(directory) }) };
    return withNewStore(db, async (store) => {
      await requireUsableName(store, as.name, db);
      const copy = await store.addCopy(as, (add) => source.copyStudy(id, add));
      return { study: as.name, db, format: 'hpsearch', trials: await store.counts(copy) };
    });
  });
}

async function requireUsableName(store: Store, name: string, db: string): Promise<void> {
  const broken = brokenStudyName(name);
  if (broken !== undefined)
    throw new UsageError(message`${option('name')}: ${broken}, got ${shownValue(name)}`);
  if ((await store.findStudy(name)) === undefined) return;
  throw new UsageError(
    message`${db} holds a study '${name}' already: ${option('name')} gives this one another name`,
  );
}

function requireFitting({ space, study, directory }: ImportRequest, format: ImportFormat): void {
  const isOfHpsearch = format === 'json' || format === 'hpsearch';
  const isOfDatabase = format === 'optuna' || format === 'hpsearch';
  const faults: (Message | false)[] = [
    format === 'csv' &&
      space === undefined &&
      message`${option('space')}: must be given for csv: the space file that the table's trials belong to`,
    isOfHpsearch &&
      space !== undefined &&
      message`${option('space')}: must be left out: a study of hpsearch brings its own`,
    !isOfDatabase && study !== undefined && message`${option('study')}: goes with a database`,
    !isOfHpsearch &&
      directory !== undefined &&
      message`${option('directory')}: goes with a study of hpsearch: json or hpsearch`,
  ];
  const found = faults.filter((fault) => fault !== false);
  if (found.length > 0) throw new UsageError(joined(found, '\n'));
}

/** Detected by its ending, or by the first bytes of a SQLite file. */
async function formatOf(file: string): Promise<ImportFormat> {
  if (isServerUrl(file)) return 'hpsearch';
  const ending = extname(file).toLowerCase();
  if (ending === '.json') return 'json';
  if (ending === '.csv' || ending === '.tsv') return 'csv';
  if (isSqliteFile(file)) return (await isOwnDatabase(file)) ? 'hpsearch' : 'optuna';
  throw new UsageError(
    message`${option('format')}: must be given: neither ${file}'s name nor its beginning says what it is`,
  );
}

/** Databases of hpsearch have a write-ahead log; one of Optuna may have one, but not our tables. */
async function isOwnDatabase(file: string): Promise<boolean> {
  if (!isWriteAhead(file)) return false;
  return withStore(file, async () => true).catch((error) => {
    if (error instanceof UsageError) return false;
    throw error;
  });
}
