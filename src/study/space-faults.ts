import { completeParameter } from './complete-spec.ts';
import { addConditionFaults } from './condition-faults.ts';
import { addDistributionFaults } from './distribution-faults.ts';
import { distributionSchema, parameterSchema } from './distribution-schema.ts';
import { type FaultList, valueAt } from './fault-list.ts';
import { parseWhatStands } from './partial-parse.ts';
import type { Parameter } from './search-space.ts';
import { parameterName } from './space-schema.ts';

/** What can be made out of a file's `space`, faulty or not. */
export interface SketchedSpace {
  /** Every name that the file has. */
  readonly names: readonly string[];
  /** The parameters that obey the schema. */
  readonly parameters: readonly Parameter[];
}

/** Adds what the schema cannot say of `space`, and returns what stands. */
export function addSpaceFaults(content: unknown, faults: FaultList): SketchedSpace {
  const space = valueAt(content, ['space']);
  if (typeof space !== 'object' || space === null || Array.isArray(space))
    return { names: [], parameters: [] };
  const names = Object.keys(space);
  if (names.length === 0) faults.addField(['space'], 'must name one hyperparameter at least');
  // The one name that the schema passes over in silence.
  if (names.includes('__proto__')) faults.addField(['space', '__proto__'], parameterName.law);
  const parameters = names.flatMap((name) => sketch(name, valueAt(space, [name])));
  for (const { name, distribution } of parameters) {
    addDistributionFaults(distribution, ['space', name], faults);
  }
  addConditionFaults(parameters, names, faults);
  return { names, parameters };
}

function sketch(name: string, written: unknown): Parameter[] {
  const schema = typeof written === 'object' ? distributionSchema : parameterSchema;
  const entry = parseWhatStands(schema, written, ['when', 'weights']);
  return entry === undefined ? [] : [completeParameter(name, entry)];
}
