import { didYouMean } from '../../faults/did-you-mean.ts';
import { UsageError } from '../../faults/errors.ts';
import { joined, type Message, message, option as reference } from '../../faults/message.ts';
import { shownValue } from '../../faults/shown-value.ts';
import type { Option, Options, OptionsOf } from './option.ts';

/** Options as given, by name. */
export type GivenOptions = Readonly<Record<string, unknown>>;

/** The options of an action, and rules between them. */
export interface ActionOptions<O extends Options = Options> {
  readonly options: O;
  /** A message for each pair of options that exclude or require each other; undefined for valid pairs. */
  readonly rules?: (given: GivenOptions) => readonly (Message | undefined)[];
}

/**
 * The options that an action receives: each as its kind reads it, or its default. UsageError, with a line per fault,
 * for unknown, missing and invalid options.
 */
export function readOptions<O extends Options>(
  { options, rules }: ActionOptions<O>,
  given: unknown,
): OptionsOf<O> {
  const values = namedValues(given);
  const known = Object.entries(options);
  const faults = [
    ...unknownOptions(values, Object.keys(options)).map(
      ({ name, hint }) => message`${name}: is not a known option (${hint})`,
    ),
    ...known.map(([name, each]) => optionFault(name, each, values[name])),
    ...(rules?.(values) ?? []),
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0) throw new UsageError(joined(faults, '\n'));
  return Object.fromEntries(
    known.map(([name, each]) => [name, readValue(each, values[name])]),
  ) as OptionsOf<O>;
}

/** The constraint that an option's value breaks; undefined when it breaks none. */
export function optionFault(name: string, option: Option, value: unknown): Message | undefined {
  if (value === undefined) {
    return option.isRequired ? message`${reference(name)}: must be given` : undefined;
  }
  const broken = option.broken(value, name);
  return broken === undefined ? undefined : message`${reference(name)}: ${broken}, got ${shownValue(value)}`;
}

/** Unknown names, each with the option that may be meant. Undefined values count as absent. */
export function unknownOptions(
  given: object,
  known: readonly string[],
): { readonly name: string; readonly hint: string }[] {
  return Object.entries(given)
    .filter(([name, value]) => value !== undefined && !known.includes(name))
    .map(([name]) => ({ name, hint: didYouMean(name, known) ?? `known: ${known.join(', ')}` }));
}

/** UsageError for anything but an object. */
export function namedValues(given: unknown): GivenOptions {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as GivenOptions;
  throw new UsageError(`options: must be an object, got ${shownValue(given)}`);
}

function readValue(option: Option, value: unknown): unknown {
  if (value === undefined) return option.default?.();
  return option.read === undefined ? value : option.read(value);
}

/** The given options that differ from their defaults: those to repeat in a command. */
export function withoutDefaults<O extends Options>(options: O, values: OptionsOf<O>): GivenOptions {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== options[name]?.default?.()),
  );
}
