import { checkConfiguration } from '../study/check-configuration.ts';
import type { Parameter } from '../study/search-space.ts';
import { completeParameter } from './complete-spec.ts';
import { conditionFaults } from './condition-faults.ts';
import { distributionFaults } from './distribution-faults.ts';
import { distributionSchema, parameterSchema } from './distribution-schema.ts';
import { type Finding, isEmptyObject, valueAt } from './finding.ts';
import { parseWhatStands } from './partial-parse.ts';
import { parameterName } from './space-schema.ts';

/** The usable parts of a file's `space`, faulty or not. */
export interface SketchedSpace {
  /** All names in the file. */
  readonly names: readonly string[];
  /** The parameters that obey the schema. */
  readonly parameters: readonly Parameter[];
}

export function sketchSpace(content: unknown): SketchedSpace {
  const space = valueAt(content, ['space']);
  if (typeof space !== 'object' || space === null || Array.isArray(space))
    return { names: [], parameters: [] };
  const names = Object.keys(space);
  return { names, parameters: names.flatMap((name) => sketchParameter(name, valueAt(space, [name]))) };
}

function sketchParameter(name: string, written: unknown): Parameter[] {
  const schema = typeof written === 'object' ? distributionSchema : parameterSchema;
  const entry = parseWhatStands(schema, written, ['when', 'weights', 'prior']);
  return entry === undefined ? [] : [completeParameter(name, entry)];
}

/** A prior at a value that the parameter cannot have. */
function priorFault({ name, distribution, prior }: Parameter): Finding[] {
  if (prior === undefined || distributionFaults(distribution, []).length > 0) return [];
  const { faults } = checkConfiguration([{ name, distribution }], { [name]: prior.at });
  return faults.map(({ constraint, value }) => ({ path: ['space', name, 'prior', 'at'], constraint, value }));
}

/** Faults of `space` that the schema cannot express. */
export function spaceFaults(content: unknown, { names, parameters }: SketchedSpace): Finding[] {
  const isEmpty = isEmptyObject(valueAt(content, ['space']));
  return [
    ...(isEmpty ? [{ path: ['space'], constraint: 'must name one hyperparameter at least' }] : []),
    // The one name that the schema silently ignores.
    ...(names.includes('__proto__')
      ? [{ path: ['space', '__proto__'], constraint: parameterName.constraint }]
      : []),
    ...parameters.flatMap(({ name, distribution }) => distributionFaults(distribution, ['space', name])),
    ...parameters.flatMap(priorFault),
    ...conditionFaults(parameters, names),
  ];
}
