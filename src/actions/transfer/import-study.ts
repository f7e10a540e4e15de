import { extname } from 'node:path';
import { UsageError } from '../../faults/errors.ts';
import { joined, type Message, message, option } from '../../faults/message.ts';
import { isSqliteFile } from '../../files/file-kind.ts';
import { requireExistingFile } from '../../files/readable-file.ts';
import { requireWritableStore } from '../../store/open-store.ts';
import type { TrialCounts } from '../../store/store.ts';
import { withNewStore } from '../../store/with-store.ts';
import { type StudyFormat, studyFormats } from '../../transfer/transfer.ts';
import { oneOf, path, text } from '../options/kinds.ts';
import type { OptionsOf } from '../options/option.ts';
import { database } from '../options/shared.ts';
import { readWholeStudy } from './read-whole-study.ts';

export const importOptions = {
  options: {
    file: path({ describe: 'csv, json or SQLite', isRequired: true }),
    format: oneOf(studyFormats, {
      describe: 'what the file is: a table of trials, what export wrote, a database of Optuna',
      defaultText: 'detected from the file',
    }),
    space: path({ describe: 'space file that the trials belong to; must be given for csv' }),
    study: text({ describe: 'which one of several in a database of Optuna' }),
    name: text({ describe: 'name of the study here (default: its own)' }),
    directory: path({
      describe: 'folder of the data and the module of a json study (default: as recorded)',
    }),
    ...database,
  },
};

type ImportRequest = OptionsOf<typeof importOptions.options>;

export interface ImportedStudy {
  readonly study: string;
  readonly db: string;
  readonly format: StudyFormat;
  readonly trials: TrialCounts;
}

/**
 * Stores a whole study from a file of hpsearch, Optuna or a table. FaultsError or UsageError with the file's faults; a
 * failed import creates no database.
 */
export async function importStudy(
  request: ImportRequest,
  { note }: { note(text: string): void },
): Promise<ImportedStudy> {
  const { file, db } = request;
  requireExistingFile(file);
  await requireWritableStore(db);
  const format = request.format ?? formatOf(file);
  requireFitting(request, format);
  const { whole, remark } = await readWholeStudy(request, format);
  return withNewStore(db, async (store) => {
    const { name } = whole.study;
    if ((await store.findStudy(name)) !== undefined) {
      throw new UsageError(
        message`${db} holds a study '${name}' already: ${option('name')} gives this one another name`,
      );
    }
    const study = await store.importStudy(whole);
    if (remark !== undefined) note(remark);
    return { study: name, db, format, trials: await store.counts(study.id) };
  });
}

function requireFitting({ space, study, directory }: ImportRequest, format: StudyFormat): void {
  const faults: (Message | false)[] = [
    format === 'csv' &&
      space === undefined &&
      message`${option('space')}: must be given for csv: the space file that the table's trials belong to`,
    format === 'json' &&
      space !== undefined &&
      message`${option('space')}: must be left out: a json study brings its own`,
    format !== 'optuna' && study !== undefined && message`${option('study')}: goes with a database of Optuna`,
    format !== 'json' && directory !== undefined && message`${option('directory')}: goes with json`,
  ];
  const found = faults.filter((fault) => fault !== false);
  if (found.length > 0) throw new UsageError(joined(found, '\n'));
}

/** Detected by its ending, or by the first bytes of a SQLite file. */
function formatOf(file: string): StudyFormat {
  const ending = extname(file).toLowerCase();
  if (ending === '.json') return 'json';
  if (ending === '.csv' || ending === '.tsv') return 'csv';
  if (isSqliteFile(file)) return 'optuna';
  throw new UsageError(
    message`${option('format')}: must be given: neither ${file}'s name nor its beginning says what it is`,
  );
}
