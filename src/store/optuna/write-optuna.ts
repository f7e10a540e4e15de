import SqliteDatabase from 'better-sqlite3';
import { asDatabaseError } from '../sqlite/sqlite-error.ts';
import { optunaRevision, optunaSchemaVersion, optunaTables, optunaVersion } from './optuna-schema.ts';
import type { Attributes, OptunaStudy, OptunaTrial } from './optuna-study.ts';

/** Writes a new file with one study; the file must not exist. DatabaseError when the disk cannot take it. */
export function writeOptuna(file: string, study: OptunaStudy): void {
  let database: SqliteDatabase.Database | undefined;
  try {
    database = new SqliteDatabase(file);
    database.exec(optunaTables);
    insertAll(database, study);
  } catch (error) {
    // The file has a temporary name, so the message names none: the caller knows the final one.
    throw asDatabaseError(error, 'the database');
  } finally {
    database?.close();
  }
}

function insertAll(database: SqliteDatabase.Database, study: OptunaStudy): void {
  database.transaction(() => insertStudy(database, study))();
}

type Insert = (...values: readonly (number | string | null)[]) => void;

function insertStudy(database: SqliteDatabase.Database, study: OptunaStudy): void {
  const into = (table: string, ...columns: readonly string[]): Insert => {
    const places = columns.map(() => '?').join(', ');
    const statement = database.prepare(`insert into ${table} (${columns.join(', ')}) values (${places})`);
    return (...values) => void statement.run(...values);
  };
  into('alembic_version', 'version_num')(optunaRevision);
  const version = into('version_info', 'version_info_id', 'schema_version', 'library_version');
  version(1, optunaSchemaVersion, optunaVersion);
  into('studies', 'study_id', 'study_name')(1, study.name);
  into('study_directions', 'direction', 'study_id', 'objective')(study.direction, 1, 0);
  for (const kind of ['user', 'system'] as const) {
    const attribute = into(`study_${kind}_attributes`, 'study_id', '"key"', 'value_json');
    insertAttributes(attribute, 1, study[`${kind}Attributes`]);
  }
  const insertTrial = trialInserter(into);
  for (const trial of study.trials) insertTrial(trial);
}

function trialInserter(into: (table: string, ...columns: readonly string[]) => Insert) {
  const dates = ['datetime_start', 'datetime_complete'];
  const trials = into('trials', 'trial_id', 'number', 'study_id', 'state', ...dates);
  const parameters = into('trial_params', 'trial_id', 'param_name', 'param_value', 'distribution_json');
  const values = into('trial_values', 'trial_id', 'objective', 'value', 'value_type');
  const stepColumns = ['step', 'intermediate_value', 'intermediate_value_type'];
  const steps = into('trial_intermediate_values', 'trial_id', ...stepColumns);
  const user = into('trial_user_attributes', 'trial_id', '"key"', 'value_json');
  const system = into('trial_system_attributes', 'trial_id', '"key"', 'value_json');
  let id = 0;
  return (trial: OptunaTrial): void => {
    id++;
    trials(id, trial.number, 1, trial.state, trial.start, trial.complete);
    for (const { name, value, distribution } of trial.parameters) parameters(id, name, value, distribution);
    if (trial.value !== null) values(id, 0, ...stored(trial.value));
    for (const { step, value } of trial.intermediate) steps(id, step, ...stored(value));
    insertAttributes(user, id, trial.userAttributes);
    insertAttributes(system, id, trial.systemAttributes);
  };
}

function insertAttributes(insert: Insert, owner: number, attributes: Attributes): void {
  for (const [key, json] of Object.entries(attributes)) insert(owner, key, json);
}

/** A number and its kind: SQL cannot represent non-finite numbers. */
function stored(value: number): [number | null, string] {
  if (Number.isNaN(value)) return [null, 'NAN'];
  if (!Number.isFinite(value)) return [null, value > 0 ? 'INF_POS' : 'INF_NEG'];
  return [value, 'FINITE'];
}
