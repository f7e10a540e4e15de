import { existsSync, statSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { UsageError } from '../../errors.ts';
import { readableRevisions } from './optuna-schema.ts';
import type { Attributes, OptunaParameter, OptunaState, OptunaStudy, OptunaTrial } from './optuna-study.ts';

/**
 * Reads a study of a SQLite file that Optuna 3.0 to 5 wrote; `name` may be left out where the file holds one alone.
 * UsageError for any other file, a study that is not there, and one with several objectives. The file is left as it is.
 */
export function readOptuna(file: string, name: string | undefined): OptunaStudy {
  const database = open(file);
  try {
    checkRevision(database, file);
    const { id, title } = chooseStudy(database, file, name);
    return {
      name: title,
      direction: directionOf(database, id, title),
      userAttributes: attributes(database, 'study', 'user', id).get(id) ?? {},
      systemAttributes: attributes(database, 'study', 'system', id).get(id) ?? {},
      trials: trialsOf(database, id),
    };
  } finally {
    database.close();
  }
}

function open(file: string): SqliteDatabase.Database {
  if (!existsSync(file)) throw new UsageError(`${file}: does not exist`);
  if (statSync(file).isDirectory()) throw new UsageError(`${file}: is a folder`);
  const database = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  try {
    database.prepare('select count(*) from sqlite_schema').get();
    return database;
  } catch (cause) {
    database.close();
    throw new UsageError(`${file}: is not an SQLite database`, { cause });
  }
}

function checkRevision(database: SqliteDatabase.Database, file: string): void {
  const tables = database.prepare(`select name from sqlite_schema where type = 'table'`).pluck().all();
  if (!['alembic_version', 'version_info', 'trial_params'].every((table) => tables.includes(table))) {
    throw new UsageError(`${file}: is not a database of Optuna's`);
  }
  const revision = database.prepare('select version_num from alembic_version').pluck().get();
  if (readableRevisions.includes(String(revision))) return;
  throw new UsageError(
    `${file}: has Optuna's tables in version ${revision}, and those of Optuna 3.0 to 5 can be read; optuna storage upgrade brings older ones there`,
  );
}

function chooseStudy(database: SqliteDatabase.Database, file: string, name: string | undefined) {
  const studies = database
    .prepare<[], { id: number; title: string }>(
      'select study_id as id, study_name as title from studies order by study_id',
    )
    .all();
  const [first, ...others] = name === undefined ? studies : studies.filter(({ title }) => title === name);
  const names = studies.map(({ title }) => title).join(', ');
  if (first === undefined) {
    if (studies.length === 0) throw new UsageError(`${file}: holds no study`);
    throw new UsageError(`--study: there is no study '${name}' in ${file}; it holds ${names}`);
  }
  if (others.length === 0) return first;
  throw new UsageError(`${file} holds several studies: name one of ${names} with --study`);
}

function directionOf(database: SqliteDatabase.Database, study: number, name: string) {
  const [direction, ...others] = database
    .prepare<[number], string>('select direction from study_directions where study_id = ? order by objective')
    .pluck()
    .all(study);
  if (others.length > 0) {
    throw new UsageError(
      `study '${name}' has ${others.length + 1} objectives: a study with one alone can be imported`,
    );
  }
  return direction === 'MAXIMIZE' ? 'MAXIMIZE' : 'MINIMIZE';
}

interface TrialRow {
  readonly id: number;
  readonly number: number;
  readonly state: OptunaState;
  readonly start: string | null;
  readonly complete: string | null;
}

function trialsOf(database: SqliteDatabase.Database, study: number): OptunaTrial[] {
  const rows = database
    .prepare<[number], TrialRow>(
      `select trial_id as id, number, state, datetime_start as start, datetime_complete as complete
       from trials where study_id = ? order by number, trial_id`,
    )
    .all(study);
  const parameters = byTrial<OptunaParameter>(
    database,
    `select trial_id as trial, param_name as name, param_value as value, distribution_json as distribution
     from trial_params join trials using (trial_id) where study_id = ? order by param_id`,
    study,
  );
  const values = byTrial<StoredNumber>(database, `${valueQuery} where study_id = ? and objective = 0`, study);
  const steps = byTrial<StoredNumber & { step: number }>(database, stepQuery, study);
  const user = attributes(database, 'trial', 'user', study);
  const system = attributes(database, 'trial', 'system', study);
  const numbers = uniqueNumbers(rows);
  return rows.map(({ id, ...row }, index) => ({
    ...row,
    number: numbers[index] ?? index,
    parameters: parameters.get(id) ?? [],
    value: values.get(id)?.map(numberOf)[0] ?? null,
    intermediate: (steps.get(id) ?? []).map((each) => ({ step: each.step, value: numberOf(each) })),
    userAttributes: user.get(id) ?? {},
    systemAttributes: system.get(id) ?? {},
  }));
}

/** Optuna means numbers to be unique, and does not see to it. `rows` are in the order of theirs. */
function uniqueNumbers(rows: readonly TrialRow[]): number[] {
  const numbers: number[] = [];
  for (const { number } of rows) numbers.push(Math.max(number ?? 0, (numbers.at(-1) ?? -1) + 1));
  return numbers;
}

interface StoredNumber {
  readonly value: number | null;
  readonly kind: string;
}

const valueQuery = `select trial_id as trial, value, value_type as kind
  from trial_values join trials using (trial_id)`;
const stepQuery = `select trial_id as trial, step, intermediate_value as value, intermediate_value_type as kind
  from trial_intermediate_values join trials using (trial_id) where study_id = ? order by step`;

function numberOf({ value, kind }: StoredNumber): number {
  if (kind === 'INF_POS') return Number.POSITIVE_INFINITY;
  if (kind === 'INF_NEG') return Number.NEGATIVE_INFINITY;
  return value ?? Number.NaN;
}

/** A query's rows by the trial that they belong to. */
function byTrial<Row>(database: SqliteDatabase.Database, query: string, study: number): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const { trial, ...row } of database.prepare<[number], { trial: number }>(query).iterate(study)) {
    const group = groups.get(trial);
    if (group === undefined) groups.set(trial, [row as Row]);
    else group.push(row as Row);
  }
  return groups;
}

/** Of the study itself, or of its trials, by their id. */
function attributes(
  database: SqliteDatabase.Database,
  owner: 'study' | 'trial',
  kind: 'user' | 'system',
  study: number,
): Map<number, Attributes> {
  const table = owner === 'study' ? 'studies' : 'trials';
  const rows = byTrial<{ key: string; json: string }>(
    database,
    `select ${owner}_id as trial, "key", value_json as json
     from ${owner}_${kind}_attributes join ${table} using (${owner}_id) where study_id = ?`,
    study,
  );
  return new Map(
    [...rows].map(([id, each]) => [id, Object.fromEntries(each.map(({ key, json }) => [key, json]))]),
  );
}
