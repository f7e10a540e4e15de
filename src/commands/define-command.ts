import type { Argv, CommandModule, Options as Flag, InferredOptionTypes } from 'yargs';
import type { Options, OptionsOf } from '../actions/options/option.ts';
import { type ActionOptions, type GivenOptions, readOptions } from '../actions/options/read-options.ts';
import { HpsearchError, UsageError } from '../faults/errors.ts';
import { type Message, type Wording, worded } from '../faults/message.ts';
import { asciiText } from '../report/text/parts/ascii-text.ts';
import { commandWords } from '../report/text/parts/command-words.ts';
import { flagsOf, givenOptions, positionalOf } from './flags/option-flags.ts';
import { withFeatureProgress } from './notices/feature-progress.ts';
import { printJson, type Terminal } from './terminal.ts';

type Flags = Readonly<Record<string, Flag>>;

/** A command line that is being executed. */
export interface Call<O extends Options, Own extends Flags> {
  readonly request: OptionsOf<O>;
  /** The command's flags that are not options of the action. */
  readonly flags: InferredOptionTypes<Own>;
  readonly terminal: Terminal;
  /** Prints a remark that is not the result. */
  note(text: Message): void;
  /** How it words options and actions: a command names the study and the database of this one. */
  readonly words: Wording;
}

interface Definition<O extends Options, Own extends Flags, Report> {
  readonly action: ActionOptions<O>;
  /** The option that is given as an argument, without its flag. */
  readonly positional?: keyof O & string;
  /** Flags that exist only on the command line. */
  readonly flags: Own;
  /** A message for each flag of the command line that conflicts with the others. */
  readonly rules?: (given: GivenOptions) => readonly (Message | undefined)[];
  /** Command lines without `hpsearch`, and their effect. */
  readonly examples: readonly (readonly [string, string])[];
  run(call: Call<O, Own>): Promise<Report>;
  /** Also called with the report of an error, if it has one. */
  print(report: Report, call: Call<O, Own>): void;
  /** Called after printing; may throw the error that determines the exit code. */
  end?(report: Report, call: Call<O, Own>): void | Promise<void>;
}

/** The flag of every command that prints a report. */
export const jsonFlag = {
  json: { type: 'boolean', default: false, describe: 'print one JSON document' },
} as const satisfies Flags;

/** The flag of every command that takes long. */
export const quietFlag = {
  quiet: { type: 'boolean', default: false, describe: 'print no progress' },
} as const satisfies Flags;

/** The flag of every command that draws. */
export const asciiFlag = {
  ascii: { type: 'boolean', default: false, describe: 'draw with ASCII characters only' },
} as const satisfies Flags;

/** A command that runs an action: its flags are the action's options. */
export function defineCommand<O extends Options, const Own extends Flags, Report>(
  definition: Definition<O, Own, Report>,
): (terminal: Terminal) => CommandModule {
  const { action, positional, flags, examples } = definition;
  const { [positional ?? '']: argument, ...options } = action.options;
  return (terminal) => ({
    builder: (yargs: Argv) => {
      const named =
        positional === undefined || argument === undefined
          ? yargs
          : yargs.positional(positional, positionalOf(positional, argument) as object);
      return examples
        .reduce(
          (inner, [line, what]) => inner.example(`$0 ${line}`, what),
          named.options({ ...flagsOf(options), ...flags }),
        )
        .check((argv) => refuse(definition, argv));
    },
    handler: async (argv) => {
      const call = callOf(definition, argv, terminal);
      const work = () => printing(definition, call);
      const report = await (argv.quiet === true ? work() : withFeatureProgress(terminal, work));
      await definition.end?.(report, call);
    },
  });
}

async function printing<O extends Options, Own extends Flags, Report>(
  { run, print }: Definition<O, Own, Report>,
  call: Call<O, Own>,
): Promise<Report> {
  try {
    const report = await run(call);
    print(report, call);
    return report;
  } catch (error) {
    if (error instanceof HpsearchError && error.report !== undefined) print(error.report as Report, call);
    throw error;
  }
}

function callOf<O extends Options, Own extends Flags, Report>(
  { action, positional }: Definition<O, Own, Report>,
  argv: GivenOptions,
  terminal: Terminal,
): Call<O, Own> {
  const { study, db } = argv as { study?: string; db?: string };
  const words: Wording = commandWords({ study, db, positional });
  return {
    request: readOptions(action, givenOptions(action.options, argv)),
    flags: argv as InferredOptionTypes<Own>,
    terminal,
    words,
    note: (text) => terminal.err(worded(text, words)),
  };
}

function refuse<O extends Options, Own extends Flags, Report>(
  { action, positional, rules }: Definition<O, Own, Report>,
  argv: GivenOptions,
): true {
  const given = givenOptions(action.options, argv);
  const broken = [...(action.rules?.(given) ?? []), ...(rules?.({ ...argv, ...given }) ?? [])];
  const words = commandWords({ positional });
  const lines = broken.filter((line) => line !== undefined).map((line) => worded(line, words));
  if (lines.length > 0) throw new UsageError(lines.join('\n'));
  return true;
}

/** Prints JSON with `--json`, and `text` without. */
export function printReport(
  {
    flags: { json, ascii = false },
    terminal,
  }: {
    readonly flags: { readonly json: boolean; readonly ascii?: boolean };
    readonly terminal: Terminal;
  },
  document: unknown,
  text: () => string | undefined,
): void {
  const shown = json ? undefined : text();
  if (json) printJson(terminal, document);
  else if (shown !== undefined) terminal.out(ascii ? asciiText(shown) : shown);
}
