import pc from 'picocolors';
import { type ExitCode, exitCodes, HpsearchError } from '../../faults/errors.ts';
import type { Wording } from '../../faults/message.ts';
import { visibleLine } from '../../faults/visible-text.ts';
import { describeSystemFault, systemFault } from '../../files/system-fault.ts';
import { thrownText, userPlace } from '../../modules/thrown-text.ts';

/** Names and reasons in a message may have any length. */
const longestMessage = 100_000;
const longestLine = 2000;
const mostLines = 100;

export interface RenderedError {
  readonly text: string;
  readonly exitCode: ExitCode;
}

/**
 * A message without a stack for an error that the user can fix: hpsearch's own, the system's, or one that a module
 * raised outside of any call to it, such as in a timer. Any other error is a bug of hpsearch, and has its stack.
 */
export function renderError(error: unknown, words: Wording): RenderedError {
  if (error instanceof HpsearchError) {
    return { text: renderUserError(error.inWords(words)), exitCode: error.exitCode };
  }
  const fault = systemFault(error);
  if (fault !== undefined) {
    return { text: renderUserError(describeSystemFault(fault)), exitCode: exitCodes.userFault };
  }
  if (userPlace(error) !== undefined) {
    const message = `a module raised an error outside of any call to it: ${thrownText(error)}`;
    return { text: `${pc.red('hpsearch:')} ${message}`, exitCode: exitCodes.userFault };
  }
  const stack = error instanceof Error ? error.stack : String(error);
  const text = `${pc.red('hpsearch:')} this is a fault of hpsearch itself\n${stack}`;
  return { text, exitCode: exitCodes.ourFault };
}

/** The message of an error that the user can fix. */
export function renderUserError(message: string): string {
  const lines = message.slice(0, longestMessage).split('\n');
  const shown = lines.slice(0, mostLines).map((line) => visibleLine(line, longestLine));
  const left = lines.length > mostLines ? ['…'] : [];
  return [`${pc.red('hpsearch:')} ${shown[0]}`, ...shown.slice(1), ...left].join('\n');
}
