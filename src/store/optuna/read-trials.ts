import type { OptunaRows } from './optuna-rows.ts';
import type { Attributes, OptunaParameter, OptunaState, OptunaTrial } from './optuna-study.ts';
import * as tables from './optuna-tables.ts';

interface TrialRow {
  readonly trial_id: number;
  readonly number: number | null;
  readonly state: OptunaState;
  readonly datetime_start: string | null;
  readonly datetime_complete: string | null;
}

interface ParameterRow {
  readonly trial_id: number;
  readonly param_id: number;
  readonly param_name: string;
  readonly param_value: number;
  readonly distribution_json: string;
}

interface ValueRow {
  readonly trial_id: number;
  readonly value: number | null;
  readonly value_type: string;
}

interface StepRow {
  readonly trial_id: number;
  readonly step: number;
  readonly intermediate_value: number | null;
  readonly intermediate_value_type: string;
}

/** The trials of a study, by number. Rows that break a rule are faults of `rows`, and left out. */
export function readTrials(rows: OptunaRows, study: number): OptunaTrial[] {
  const trials = rows.select<TrialRow>(
    tables.trials,
    'where study_id = ?',
    [study],
    'number is null, number, trial_id',
  );
  const ofStudy = 'join trials using (trial_id) where study_id = ?';
  const parameters = byTrial(rows.select<ParameterRow>(tables.parameters, ofStudy, [study]));
  const values = byTrial(rows.select<ValueRow>(tables.values, `${ofStudy} and objective = 0`, [study]));
  const steps = byTrial(rows.select<StepRow>(tables.intermediateValues, ofStudy, [study], 'step'));
  const user = attributesOf(rows, 'trial', 'user', study);
  const system = attributesOf(rows, 'trial', 'system', study);
  const numbers = uniqueNumbers(rows, trials);
  return trials.map(({ trial_id: id, state, datetime_start: start, datetime_complete: complete }, index) => ({
    number: numbers[index] ?? index,
    ...{ state, start, complete },
    parameters: (parameters.get(id) ?? []).map(parameterOf),
    value: values.get(id)?.map((each) => numberOf(each.value, each.value_type))[0] ?? null,
    intermediate: (steps.get(id) ?? []).map((each) => ({
      step: each.step,
      value: numberOf(each.intermediate_value, each.intermediate_value_type),
    })),
    userAttributes: user.get(id) ?? {},
    systemAttributes: system.get(id) ?? {},
  }));
}

function parameterOf(row: ParameterRow): OptunaParameter {
  return {
    id: row.param_id,
    name: row.param_name,
    value: row.param_value,
    distribution: row.distribution_json,
  };
}

/**
 * Optuna intends numbers to be unique, but does not enforce it. `trials` are sorted by number; those without one
 * follow.
 */
function uniqueNumbers(rows: OptunaRows, trials: readonly TrialRow[]): number[] {
  const numbers: number[] = [];
  for (const { trial_id: id, number } of trials) {
    const before = numbers.at(-1) ?? -1;
    if (number !== null && number <= before) {
      const fault = { column: 'number', constraint: 'must be a number of its own', value: number };
      rows.refuse(tables.trials, id, fault);
    }
    numbers.push(number ?? before + 1);
  }
  return numbers;
}

function numberOf(value: number | null, kind: string): number {
  if (kind === 'INF_POS') return Number.POSITIVE_INFINITY;
  if (kind === 'INF_NEG') return Number.NEGATIVE_INFINITY;
  return value ?? Number.NaN;
}

function byTrial<Row extends { readonly trial_id: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.trial_id);
    if (group === undefined) groups.set(row.trial_id, [row]);
    else group.push(row);
  }
  return groups;
}

/** Attributes of the study or of its trials, by id. */
export function attributesOf(
  rows: OptunaRows,
  owner: 'study' | 'trial',
  kind: 'user' | 'system',
  study: number,
): Map<number, Attributes> {
  const clause =
    owner === 'study' ? 'where study_id = ?' : 'join trials using (trial_id) where trials.study_id = ?';
  type Row = Readonly<Record<'study_id' | 'trial_id', number>> & {
    readonly key: string;
    readonly value_json: string;
  };
  const groups = new Map<number, Record<string, string>>();
  for (const row of rows.select<Row>(tables.attributes(owner, kind), clause, [study])) {
    const id = row[`${owner}_id`];
    groups.set(id, { ...groups.get(id), [row.key]: row.value_json });
  }
  return groups;
}
