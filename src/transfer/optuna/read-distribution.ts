import { readPythonJson } from '../../store/optuna/python-json.ts';
import type { Value } from '../../study/distribution.ts';
import type { OptunaDistribution } from './distributions.ts';

/** A distribution as Optuna 3 to 5 writes it, or with the class names from before 3.0; undefined for any other. */
export function readDistribution(json: string): OptunaDistribution | undefined {
  const content = readPythonJson(json);
  if (!isRecord(content) || !isRecord(content.attributes)) return undefined;
  const { low, high, choices, q } = content.attributes;
  const { log = false, step = q ?? null } = content.attributes;
  if (content.name === 'CategoricalDistribution') {
    if (!Array.isArray(choices)) return undefined;
    return { name: content.name, attributes: { choices: choices.map(scalarOf) } };
  }
  if (typeof low !== 'number' || typeof high !== 'number') return undefined;
  const range = { low, high, log: log === true || /Log/.test(String(content.name)) };
  const width = typeof step === 'number' ? step : null;
  switch (content.name) {
    case 'FloatDistribution':
    case 'UniformDistribution':
    case 'LogUniformDistribution':
    case 'DiscreteUniformDistribution':
      return { name: 'FloatDistribution', attributes: { ...range, step: width } };
    case 'IntDistribution':
    case 'IntUniformDistribution':
    case 'IntLogUniformDistribution':
      return { name: 'IntDistribution', attributes: { ...range, step: width ?? 1 } };
    default:
      return undefined;
  }
}

/** A choice as a value of ours: Python's None, and any non-scalar, become text. */
export function scalarOf(choice: unknown): Value {
  if (choice === null) return 'None';
  if (typeof choice === 'number' || typeof choice === 'string' || typeof choice === 'boolean') return choice;
  return JSON.stringify(choice);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
