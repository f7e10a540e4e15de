import createYargs from 'yargs';
import { addCommands } from './catalogue.ts';
import { CommandLineFaults, usageError } from './command-line-faults.ts';
import { withLockNotice } from './lock-notice.ts';
import type { Terminal } from './terminal.ts';

/**
 * Carries a command line out, or prints help. UsageError of all that is wrong with it, before `begin` is called and the
 * command with it; otherwise throws what the command does.
 */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  begin: () => void,
): Promise<void> {
  const faults = new CommandLineFaults(args);
  const yargs = addCommands(createYargs([...args]), terminal, (inner) => faults.watch(inner, begin))
    .scriptName('hpsearch')
    .usage('$0 <command>\n\nRandom hyperparameter search for TensorFlow.js models in Node.')
    .version(terminal.version)
    .completion('completion', 'print a script that completes commands in bash or zsh')
    .demandCommand(1, 'which command?')
    .recommendCommands()
    .strict()
    .wrap(Math.min(100, terminal.columns))
    .fail((message, error) => faults.hear(message, error));
  try {
    await withLockNotice(terminal, () => yargs.parseAsync());
  } catch (error) {
    // Of yargs's own, where it could not read the words at all.
    throw error instanceof Error && error.name === 'YError' ? usageError(error.message) : error;
  }
}
