import { type Message, message, option as reference } from '../../faults/message.ts';

/** How an option's value is written as text, such as on a command line. */
export type OptionKind =
  | 'text'
  | 'path'
  | 'number'
  | 'wholeNumber'
  | 'seconds'
  | 'bytes'
  | 'switch'
  | 'numbers'
  | 'wholeNumbers'
  | 'words'
  | 'any';

/** An option of an action; `Value` is what the action receives. */
export interface Option<Value = unknown> {
  readonly kind: OptionKind;
  /** The constraint that a value of the option called `name` breaks, from "must" on; undefined when it breaks none. */
  broken(value: unknown, name: string): string | undefined;
  /** Converts an allowed value into the form that the action receives. */
  read?(value: unknown): Value;
  readonly choices?: readonly string[];
  readonly describe: Message;
  readonly isRequired: boolean;
  default?(): Value;
  /** The default in words, if it is not a fixed value. */
  readonly defaultText?: string;
}

/** An option's properties besides its kind and its constraint. */
export interface About<Value> {
  readonly describe: Message;
  readonly isRequired?: true;
  readonly default?: Value | (() => Value);
  readonly defaultText?: string;
}

export type Options = Readonly<Record<string, Option>>;

/** A value that is always present, because of a default or because it is required; or one that may be undefined. */
type Read<Value, A> = A extends { readonly default: unknown } | { readonly isRequired: true }
  ? Value
  : Value | undefined;

/** The options that an action receives. */
export type OptionsOf<O extends Options> = {
  readonly [Name in keyof O]: O[Name] extends Option<infer Value> ? Value : never;
};

interface Form<Value> {
  readonly kind: OptionKind;
  broken(value: unknown, name: string): string | undefined;
  read?(value: unknown): Value;
  readonly choices?: readonly string[];
}

/** An option of this form. */
export function optionOf<Value, const A extends About<Value>>(
  form: Form<Value>,
  about: A,
): Option<Read<Value, A>> {
  const { default: given, isRequired = false, ...rest } = about as About<Value>;
  const fallback = typeof given === 'function' ? (given as () => Value) : () => given as Value;
  return {
    ...form,
    ...rest,
    isRequired,
    ...('default' in about && { default: fallback }),
  } as Option<Read<Value, A>>;
}

/** A message that two options exclude each other; undefined unless both are given. */
export function conflict(
  given: Readonly<Record<string, unknown>>,
  name: string,
  other: string,
): Message | undefined {
  if (given[name] === undefined || given[other] === undefined) return undefined;
  return message`${reference(name)}: must not be given together with ${reference(other)}`;
}

/** A message that an option requires the other one; undefined unless it is given alone. */
export function missing(
  given: Readonly<Record<string, unknown>>,
  name: string,
  other: string,
): Message | undefined {
  if (given[name] === undefined || given[name] === false) return undefined;
  if (given[other] !== undefined && given[other] !== false) return undefined;
  return message`${reference(name)}: must come with ${reference(other)}`;
}

/** A message that two options, of which one is a switch, exclude each other; undefined unless both are set. */
export function without(
  given: Readonly<Record<string, unknown>>,
  name: string,
  other: string,
): Message | undefined {
  return given[name] === false || given[other] === false ? undefined : conflict(given, name, other);
}
