import { didYouMean } from '../faults/did-you-mean.ts';
import { UsageError } from '../faults/errors.ts';
import { shownValue } from '../faults/shown-value.ts';
import type { Constraint } from './option-constraints.ts';

/** A constraint for each option that a function has; one more or less does not compile. */
export type Constraints<Options> = Readonly<Record<keyof Options, Constraint>>;

export interface Requirements<Options> {
  /** Options that must be given. */
  readonly required?: readonly string[];
  /** What options say against each other, a line each; undefined where they agree. Asked once they are known to be an object. */
  readonly together?: (options: Options) => readonly (string | undefined)[];
}

/** UsageError that says of all options at once, a line each, which are unknown or break a constraint. */
export function requireOptions<Options>(
  options: unknown,
  constraints: Constraints<Options>,
  { required = [], together }: Requirements<Options> = {},
): void {
  const given = optionsOf(options);
  const known = Object.keys(constraints);
  const lines = [
    ...unknownOptions(given, known).map(({ name, hint }) => `${name}: is not a known option (${hint})`),
    ...required.filter((name) => given[name] === undefined).map((name) => `${name}: must be given`),
    ...known.map((name) => brokenBy(name, given[name], constraints[name as keyof Options])),
    ...(together?.(given as Options) ?? []),
  ].filter((line) => line !== undefined);
  if (lines.length > 0) throw new UsageError(lines.join('\n'));
}

/** What was given under no known name, and the option that may have been meant. Undefined counts as left out. */
export function unknownOptions(
  options: object,
  known: readonly string[],
): { readonly name: string; readonly hint: string }[] {
  return Object.entries(options)
    .filter(([name, value]) => value !== undefined && !known.includes(name))
    .map(([name]) => ({ name, hint: didYouMean(name, known) ?? `known: ${known.join(', ')}` }));
}

/** Options by name. UsageError for what is no object. */
export function optionsOf(options: unknown): Readonly<Record<string, unknown>> {
  if (typeof options === 'object' && options !== null && !Array.isArray(options)) {
    return options as Record<string, unknown>;
  }
  throw new UsageError(`options: must be an object, got ${shownValue(options)}`);
}

function brokenBy(name: string, value: unknown, constraint: Constraint): string | undefined {
  const law = value === undefined ? undefined : constraint(value, name);
  return law === undefined ? undefined : `${name}: must be ${law}, got ${shownValue(value)}`;
}
