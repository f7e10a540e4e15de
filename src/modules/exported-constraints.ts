import type { Value } from '../study/distribution.ts';
import {
  brokenConstraint,
  type ParameterConstraint,
  type ParameterConstraints,
} from '../study/parameter-constraint.ts';

export const exportedConstraint =
  "must be an array of names, or an object of constraints such as { units: { type: 'integer', min: 1, default: 8 } }";

/**
 * Plain copies of the constraints in a module's export `parameters`: a name alone has no constraint, and must be given.
 * Undefined for any other value.
 */
export function exportedConstraints(parameters: unknown): ParameterConstraints | undefined {
  if (isNames(parameters)) {
    return Object.fromEntries(
      parameters.map((name) => [name, { type: 'any' } satisfies ParameterConstraint]),
    );
  }
  if (typeof parameters !== 'object' || parameters === null) return undefined;
  const constraints = Object.entries(parameters).map(
    ([name, constraint]) => [name, plainConstraint(constraint)] as const,
  );
  return constraints.every(isKeptByDefault) ? Object.fromEntries(constraints) : undefined;
}

/** The first constraint whose type does not exist, as a fault of the export; undefined when there is none. */
export function constraintTypeFault(parameters: unknown) {
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) return undefined;
  for (const [name, constraint] of Object.entries(parameters)) {
    if (typeof constraint !== 'object' || constraint === null) continue;
    const { type } = constraint as Record<string, unknown>;
    if (types.some((each) => each === type)) continue;
    return {
      field: `parameters.${name}.type`,
      constraint: `must be one of ${types.join(', ')}`,
      value: type,
    };
  }
  return undefined;
}

const types = ['number', 'integer', 'choice', 'any'] satisfies ParameterConstraint['type'][];

export function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

/** Reads each field once: a proxy or a getter may answer differently the second time. */
function plainConstraint(constraint: unknown): unknown {
  if (typeof constraint !== 'object' || constraint === null) return undefined;
  const { type, min, max, exclusive, values, default: fallback, off } = constraint as Record<string, unknown>;
  const lists = { exclusive: listOf(exclusive), values: listOf(values) };
  const fields = Object.entries({ type, min, max, ...lists, default: fallback, off });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function listOf(value: unknown): unknown {
  return Array.isArray(value) ? [...value] : value;
}

/** True when the constraint's default, and the value that switches a regulariser off, obey it. */
function isKeptByDefault(entry: readonly [string, unknown]): entry is [string, ParameterConstraint] {
  const [, constraint] = entry;
  const { type, default: fallback, off = fallback, values } = (constraint ?? {}) as Record<string, unknown>;
  if (type === 'any') return true;
  if (type === 'choice') return Array.isArray(values) && values.includes(fallback) && values.includes(off);
  const isNumeric = type === 'number' || type === 'integer';
  const isKept = (value: unknown) =>
    brokenConstraint(constraint as ParameterConstraint, value as Value) === undefined;
  return isNumeric && isKept(fallback) && isKept(off);
}
