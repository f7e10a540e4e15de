import type { Value } from '../study/distribution.ts';
import { brokenLaw, type ParameterLaw, type ParameterLaws } from '../study/parameter-constraint.ts';

export const lawsConstraint =
  "must be an array of names, or an object of laws such as { units: { type: 'integer', min: 1, default: 8 } }";

/**
 * Plain copies of the laws that a module's export `parameters` states: a name alone has none, and must be given.
 * Undefined for anything else.
 */
export function exportedLaws(parameters: unknown): ParameterLaws | undefined {
  if (isNames(parameters)) {
    return Object.fromEntries(parameters.map((name) => [name, { type: 'any' } satisfies ParameterLaw]));
  }
  if (typeof parameters !== 'object' || parameters === null) return undefined;
  const laws = Object.entries(parameters).map(([name, law]) => [name, plainLaw(law)] as const);
  return laws.every(isKeptByDefault) ? Object.fromEntries(laws) : undefined;
}

export function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

/** Reads each field once: a proxy or a getter may answer differently the second time. */
function plainLaw(law: unknown): unknown {
  if (typeof law !== 'object' || law === null) return undefined;
  const { type, min, max, exclusive, values, default: fallback } = law as Record<string, unknown>;
  const lists = { exclusive: listOf(exclusive), values: listOf(values) };
  const fields = Object.entries({ type, min, max, ...lists, default: fallback });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function listOf(value: unknown): unknown {
  return Array.isArray(value) ? [...value] : value;
}

/** The law's own default obeys it. */
function isKeptByDefault(entry: readonly [string, unknown]): entry is [string, ParameterLaw] {
  const [, law] = entry;
  const { type, default: fallback, values } = (law ?? {}) as Record<string, unknown>;
  if (type === 'any') return true;
  if (type === 'choice') return Array.isArray(values) && values.includes(fallback);
  const isNumeric = type === 'number' || type === 'integer';
  return isNumeric && brokenLaw(law as ParameterLaw, fallback as Value) === undefined;
}
