import pc from 'picocolors';
import { thrownText } from '../modules/thrown-text.ts';

/** An error that the user can mend: its message alone. */
export function renderUserError(error: Error): string {
  return `${pc.red('hpsearch:')} ${error.message}`;
}

/** An error of ours: where it came from, for whoever mends it. */
export function renderOwnError(error: unknown): string {
  const stack = error instanceof Error ? error.stack : String(error);
  return `${pc.red('hpsearch:')} this is a fault of hpsearch itself\n${stack}`;
}

/** An error that a user's module raised outside of any call to it, such as in a timer: one line, with its place. */
export function renderModuleError(error: unknown): string {
  return `${pc.red('hpsearch:')} a module raised an error outside of any call to it: ${thrownText(error)}`;
}
