import createYargs from 'yargs';
import { didYouMean } from '../faults/did-you-mean.ts';
import { shownName } from '../faults/visible-text.ts';
import type { CommandContext } from '../report/text/parts/command-words.ts';
import { addCommands, commandNames } from './catalogue.ts';
import { CommandLineFaults, usageError } from './flags/command-line-faults.ts';
import { withoutPasswords } from './flags/hide-passwords.ts';
import { withWaitNotice } from './notices/wait-notice.ts';
import type { Terminal } from './terminal.ts';

/**
 * Executes a command line, or prints help. UsageError with all its faults before `begin` and the command are called;
 * otherwise throws the command's errors.
 */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  begin: (context: CommandContext) => void,
): Promise<void> {
  const faults = new CommandLineFaults(withoutPasswords(args));
  refuseUnknownCommand(faults.args);
  const yargs = addCommands(createYargs([...faults.args]), terminal, (inner, name, positional) =>
    faults.watch(inner, name, ({ study, db }) => begin({ study, db, positional } as CommandContext)),
  )
    .scriptName('hpsearch')
    .usage('$0 <command>\n\nRandom hyperparameter search for TensorFlow.js models in Node.')
    .version(terminal.version)
    .completion('completion', 'print a script that completes commands in bash or zsh')
    .demandCommand(1, 'which command?')
    .strict()
    .parserConfiguration({
      'dot-notation': false,
      'short-option-groups': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .wrap(Math.min(100, terminal.columns))
    .fail((message, error) => faults.handle(message, error));
  try {
    await withWaitNotice(terminal, () => yargs.parseAsync());
  } catch (error) {
    // yargs's own error, when it could not parse the words at all.
    throw error instanceof Error && error.name === 'YError' ? usageError(error.message) : error;
  }
}

/** yargs alone answers a misspelt command with a question, and one among unknown flags with a list. */
function refuseUnknownCommand(args: readonly string[]): void {
  const known = [...commandNames, 'completion'];
  const words = args.filter((word) => !word.startsWith('-'));
  const isAnswered = args.some((word) => ['--help', '--version', '--get-yargs-completions'].includes(word));
  const [first] = words;
  if (args[0] === '--') throw usageError('which command? it must stand before --');
  if (first === undefined || isAnswered || words.some((word) => known.includes(word))) return;
  // It may be the value of a flag when there is no command at all.
  if (args[0] !== first) return;
  const hint = didYouMean(first, known);
  throw usageError(`there is no command '${shownName(first)}'${hint === undefined ? '' : ` (${hint})`}`);
}
