import { count, finite, json, name, oneOf, orNull, time } from './column-rules.ts';
import type { OptunaTable } from './optuna-rows.ts';
import { optunaStates } from './optuna-study.ts';

/** The tables to read, with the values that Optuna writes into their columns. */
export const studies: OptunaTable = { name: 'studies', key: 'study_id', rules: { study_name: name } };

export const directions: OptunaTable = {
  name: 'study_directions',
  key: 'study_direction_id',
  rules: { direction: oneOf(['MINIMIZE', 'MAXIMIZE']) },
};

export const trials: OptunaTable = {
  name: 'trials',
  key: 'trial_id',
  rules: {
    number: orNull(count),
    state: oneOf(optunaStates),
    datetime_start: orNull(time),
    datetime_complete: orNull(time),
  },
};

export const parameters: OptunaTable = {
  name: 'trial_params',
  key: 'param_id',
  rules: { trial_id: count, param_name: name, param_value: finite, distribution_json: json },
};

const kinds = ['FINITE', 'INF_POS', 'INF_NEG'];

export const values: OptunaTable = {
  name: 'trial_values',
  key: 'trial_value_id',
  rules: { trial_id: count, value: orNull(finite), value_type: oneOf(kinds) },
};

export const intermediateValues: OptunaTable = {
  name: 'trial_intermediate_values',
  key: 'trial_intermediate_value_id',
  rules: {
    trial_id: count,
    step: count,
    intermediate_value: orNull(finite),
    intermediate_value_type: oneOf([...kinds, 'NAN']),
  },
};

/** User or system attributes of studies or of trials: four tables with the same columns. */
export function attributes(owner: 'study' | 'trial', kind: 'user' | 'system'): OptunaTable {
  const table = `${owner}_${kind}_attributes`;
  return {
    name: table,
    key: `${owner}_${kind}_attribute_id`,
    rules: { [`${owner}_id`]: count, key: name, value_json: json },
  };
}
