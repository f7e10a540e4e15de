import type { Options as Flag } from 'yargs';
import type { Option, Options } from '../../actions/options/option.ts';
import { type GivenOptions, optionFault } from '../../actions/options/read-options.ts';
import { UsageError } from '../../faults/errors.ts';
import { type Wording, worded } from '../../faults/message.ts';
import { shortened } from '../../faults/visible-text.ts';
import { commandWords, flagName } from '../../report/text/parts/command-words.ts';
import { flagCheck } from './flag-fault.ts';
import { parsedText } from './parsed-text.ts';

/** An action's options as flags, by flag name. */
export function flagsOf(options: Options): Record<string, Flag> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [flagName(name), flagOf(name, option)]),
  );
}

/** An argument without a flag. */
export function positionalOf(name: string, option: Option): Flag {
  const { isRequired, kind } = option;
  const describe = worded(option.describe, commandWords());
  const isList = kind === 'wholeNumbers';
  const words = commandWords({ positional: name });
  return {
    describe,
    ...(isRequired && { demandOption: true }),
    ...(isList ? { array: true } : kind === 'text' || kind === 'path' ? { type: 'string' } : {}),
    ...(option.choices === undefined
      ? { coerce: checked(name, option, { words, isList }) }
      : { choices: option.choices }),
  };
}

/** The values of an action's options on a command line. */
export function givenOptions(options: Options, argv: GivenOptions): GivenOptions {
  return Object.fromEntries(
    Object.keys(options).map((name) => {
      const value = argv[flagName(name)];
      // yargs returns an empty list for absent positional arguments.
      return [name, Array.isArray(value) && value.length === 0 ? undefined : value];
    }),
  );
}

function flagOf(name: string, option: Option): Flag {
  const { kind, choices } = option;
  const describe = worded(option.describe, commandWords());
  const fallback = option.defaultText ?? option.default?.();
  const about = { describe, ...(fallback !== undefined && { defaultDescription: String(fallback) }) };
  if (kind === 'switch') {
    return { type: 'boolean', describe, ...(option.default?.() === true && { default: true }) };
  }
  if (choices !== undefined) return { ...about, requiresArg: true, choices };
  const isText = !['wholeNumber', 'number', 'seconds', 'bytes'].includes(kind);
  return {
    ...about,
    requiresArg: true,
    ...(isText && { type: 'string' }),
    coerce: checked(name, option),
  };
}

interface Reading {
  readonly words?: Wording;
  /** True for an argument of several words. */
  readonly isList?: boolean;
}

/** Parses the words as the option's kind requires, and then applies the option's own check. */
function checked(name: string, option: Option, { words = commandWords(), isList = false }: Reading = {}) {
  return flagCheck((given): unknown => {
    if (given === undefined || isOfTextFaults(option, given)) return given;
    const { value, constraint } = parsedText(isList ? 'list' : option.kind, given);
    if (constraint !== undefined) {
      const got = JSON.stringify(typeof given === 'string' ? shortened(given, 80) : given);
      throw new UsageError(`${words.option({ option: name })}: ${constraint}, got ${got}`);
    }
    const fault = isEmptyList(value) ? undefined : optionFault(name, option, value);
    if (fault !== undefined) throw new UsageError(worded(fault, words));
    return value;
  });
}

/** An empty text, and a repeated flag, are refused for all flags. */
function isOfTextFaults({ kind }: Option, given: unknown): boolean {
  if (kind !== 'text' && kind !== 'path') return false;
  return typeof given !== 'string' || given.trim() === '';
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
