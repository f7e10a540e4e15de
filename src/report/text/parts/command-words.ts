import {
  type ActionName,
  type ActionReference,
  type Message,
  type OptionReference,
  type Wording,
  worded,
} from '../../../faults/message.ts';
import { shellWord } from '../../../study/words/shell-word.ts';

/** The parts of a command line that affect the wording of messages. */
export interface CommandContext {
  /** The study and the database that it names; undefined when the command needs no names to find them. */
  readonly study?: string | undefined;
  readonly db?: string | undefined;
  /** The option given as an argument, without its flag. */
  readonly positional?: string | undefined;
}

interface Command {
  readonly name: string;
  /** The option given as an argument, without its flag. */
  readonly positional?: string;
  readonly takesStudy: boolean;
  /** True where absent. */
  readonly takesDatabase?: false;
}

const commands: Readonly<Record<ActionName, Command>> = {
  search: { name: 'start', positional: 'space', takesStudy: false },
  continueTrials: { name: 'continue', positional: 'trials', takesStudy: true },
  rerun: { name: 'rerun', positional: 'trial', takesStudy: true },
  confirm: { name: 'confirm', takesStudy: true },
  ensemble: { name: 'ensemble', takesStudy: true },
  distill: { name: 'distill', takesStudy: true },
  importance: { name: 'importance', takesStudy: true },
  refine: { name: 'refine', takesStudy: true },
  ablate: { name: 'ablate', positional: 'trial', takesStudy: true },
  learningCurve: { name: 'learning-curve', positional: 'trial', takesStudy: true },
  initSpace: { name: 'init', positional: 'data', takesStudy: false, takesDatabase: false },
  check: { name: 'check', positional: 'space', takesStudy: false, takesDatabase: false },
  show: { name: 'show', positional: 'trial', takesStudy: true },
  studies: { name: 'studies', takesStudy: false },
  exportStudy: { name: 'export', takesStudy: true },
  installBackend: { name: 'backend install', takesStudy: false, takesDatabase: false },
};

/**
 * Words options as flags and actions as commands that can be pasted into a shell. A command for a study names the study
 * of the context, unless the reference names another.
 */
export function commandWords(context: CommandContext = {}): Wording {
  return {
    option: ({ option, value }) => (option === context.positional ? `<${option}>` : flag(option, value)),
    action: (reference) => command(reference, context),
  };
}

/** A message that depends on no study. */
export function inCommandWords(text: Message): string {
  return worded(text, commandWords());
}

/** `--max-memory 512m`, `--keep 20`, `--replace`, `--no-check`. */
function flag(option: OptionReference['option'], value: unknown): string {
  if (value === false) return `--no-${flagName(option)}`;
  const text = value === undefined || value === true ? '' : ` ${shellWord(argument(option, value))}`;
  return `--${flagName(option)}${text}`;
}

/** An option's name as a flag, without its unit: `maxMemoryBytes` is `max-memory`. */
export function flagName(option: string): string {
  return option.replace(/(?:Seconds|Bytes)$/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function argument(option: string, value: unknown): string {
  if (option.endsWith('Bytes')) return `${Number(value) / 2 ** 20}m`;
  return String(value);
}

function command({ action, options }: ActionReference, { study, db }: CommandContext): string {
  const { name, positional, takesStudy, takesDatabase = true } = commands[action];
  if (Object.keys(options).length === 0) return `hpsearch ${name}`;
  const named = Object.entries(options).filter(([, value]) => value !== undefined);
  const context = { ...(takesStudy && { study }), ...(takesDatabase && { db }) };
  const flags = Object.entries({ ...context, ...Object.fromEntries(named) })
    .filter(([option, value]) => value !== undefined && option !== positional)
    .map(([option, value]) => flag(option, value));
  return ['hpsearch', name, ...positionals(options, positional), ...flags].join(' ');
}

/** Values that the reader has to fill in are in angle brackets. */
function positionals(options: ActionReference['options'], name: string | undefined): string[] {
  if (name === undefined || !(name in options)) return [];
  const value = options[name];
  if (value === undefined) return [`<${name}>`];
  return [value].flat().map((each) => shellWord(String(each)));
}
