import pc from 'picocolors';
import { visibleLine } from '../../faults/visible-text.ts';
import { thrownText } from '../../modules/thrown-text.ts';

/** A name or a reason in a message may be of any length. */
const longestMessage = 100_000;
const longestLine = 2000;
const mostLines = 100;

/** An error that the user can mend: its message alone. */
export function renderUserError(error: Error): string {
  const lines = error.message.slice(0, longestMessage).split('\n');
  const shown = lines.slice(0, mostLines).map((line) => visibleLine(line, longestLine));
  const left = lines.length > mostLines ? ['…'] : [];
  return [`${pc.red('hpsearch:')} ${shown[0]}`, ...shown.slice(1), ...left].join('\n');
}

/** An error of ours: where it came from, for whoever fixes it. */
export function renderOwnError(error: unknown): string {
  const stack = error instanceof Error ? error.stack : String(error);
  return `${pc.red('hpsearch:')} this is a fault of hpsearch itself\n${stack}`;
}

/** An error that a user's module raised outside of any call to it, such as in a timer: one line, with its place. */
export function renderModuleError(error: unknown): string {
  return `${pc.red('hpsearch:')} a module raised an error outside of any call to it: ${thrownText(error)}`;
}
