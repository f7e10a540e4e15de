import { availableParallelism } from 'node:os';
import { message, option } from '../../faults/message.ts';
import { defaultDatabase } from '../../store/default-database.ts';
import { backendNames } from '../../study/study-spec.ts';
import { brokenText, location, oneOf, path, text, toggle, wholeNumber } from './kinds.ts';
import { optionOf } from './option.ts';

/** The database of the studies. */
export const database = {
  db: location({
    describe: 'database of the studies: a file, or postgres://user@host/database',
    default: defaultDatabase,
    defaultText: '$HPSEARCH_DB or ./hpsearch.db',
  }),
};

/** A study of a database. */
export const storedStudy = {
  study: text({ describe: 'name of the study (default: the newest)' }),
  ...database,
};

/** A study of a database, also by its id, which a number is. */
export const anyStudy = {
  study: optionOf<string | number, { describe: string; defaultText: string }>(
    {
      kind: 'text',
      broken: (value) =>
        isCount(value) || brokenText(value) === undefined
          ? undefined
          : 'must be the name of a study, or its id as a whole number',
    },
    { describe: 'name or id of the study', defaultText: 'the newest' },
  ),
  ...database,
};

/** A trained model of a study. */
export const storedModel = {
  model: optionOf<string, { describe: string; defaultText: string }>(
    {
      kind: 'text',
      broken: (value) =>
        isCount(value) || brokenText(value) === undefined
          ? undefined
          : "must be a trial's number or a model's name",
      read: String,
    },
    {
      describe: "a trial's number, an ensemble's name, student (the newest), or an exported folder",
      defaultText: 'the best trial',
    },
  ),
  ...storedStudy,
};

export const trial = wholeNumber(0, { describe: 'number of the trial', isRequired: true });

export const space = path({ describe: 'the space file, JSON or YAML', isRequired: true });

/** Data in place of a space file: a table, a database, or a folder of images. */
export const tableOptions = {
  target: text({
    describe: 'the column to predict, of a table in place of a space file; several are separated by commas',
  }),
  query: text({ describe: 'the SQL select that makes the table, of an SQLite database' }),
};

export const spaceOrData = path({
  describe: message`the space file, JSON or YAML, or a table with its ${option('target')}, or a folder of images`,
  isRequired: true,
});

export const resize = toggle('scale images to the size of the training images');

export const backend = oneOf([...backendNames, 'auto'], {
  describe: 'TensorFlow.js backend (default: the fastest by measurement)',
});

/** Number of trainings that run at once; while fewer run, the other threads help with large ones. */
export function workers(describe: string) {
  return wholeNumber(1, { describe, default: availableParallelism, defaultText: 'one per core' });
}

/** For actions that write a file or a folder; `older` names what may be overwritten. */
export function replace(older: string) {
  return toggle(`overwrite ${older}`);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
