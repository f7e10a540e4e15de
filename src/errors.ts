/** What the process exits with; the same for every command (docs/formats.md). */
export const exitCodes = {
  done: 0,
  ourFault: 1,
  userFault: 2,
  noTrialCompleted: 3,
  checkFailed: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Root of every error that hpsearch itself raises: the command line prints its message and never its stack. */
export class HpsearchError extends Error {
  override readonly name: string = 'HpsearchError';
  readonly exitCode: ExitCode = exitCodes.userFault;
}

/** One broken law of a file the user wrote. `field` is empty for the file itself; `hint` is a near word or a way out. */
export interface Fault {
  readonly file: string;
  readonly field: string;
  readonly law: string;
  readonly value?: unknown;
  readonly line?: number;
  readonly column?: number;
  readonly hint?: string;
}

/** "space.json:7 space.units.min: must be at least 1, got 0 (hint)". One line whatever the value holds. */
export function describeFault(fault: Fault): string {
  const place = [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(':');
  const got = 'value' in fault ? `, got ${brief(fault.value)}` : '';
  const hint = fault.hint === undefined ? '' : ` (${fault.hint})`;
  const field = fault.field === '' ? '' : ` ${fault.field}`;
  return `${place}${field}: ${fault.law}${got}${hint}`.replace(lineBreaksAndControls, ' ');
}

/** A name in the user's file may hold anything, and must neither break the line nor steer the terminal. */
const lineBreaksAndControls = /[\p{Cc}\u2028\u2029]+/gu;

function brief(value: unknown): string {
  const characters = [...written(value)];
  return characters.length > 80 ? `${characters.slice(0, 77).join('')}...` : characters.join('');
}

/** As in the file, where JSON has a word for it: it has none for NaN and Infinity, and would say null. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' ? JSON.stringify(value) : String(value);
  }
  const fields = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}:${written(part)}`);
  return `{${fields.join(',')}}`;
}

/** Every fault found in the user's files, all at once. */
export class FaultsError extends HpsearchError {
  override readonly name = 'FaultsError';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(describeFault).join('\n'));
    this.faults = faults;
  }
}

/** A command line that cannot be carried out: an unknown flag, a study that is not there. */
export class UsageError extends HpsearchError {
  override readonly name = 'UsageError';
}

/** The search ran, and not one of its trials completed. */
export class NoTrialCompletedError extends HpsearchError {
  override readonly name = 'NoTrialCompletedError';
  override readonly exitCode = exitCodes.noTrialCompleted;
}

/** The user stopped a search; what was recorded stays, and the message says how to go on. */
export class InterruptedError extends HpsearchError {
  override readonly name = 'InterruptedError';
  override readonly exitCode = exitCodes.interrupted;
}

/** A check of the recipe found the pipeline unsound. */
export class CheckFailedError extends HpsearchError {
  override readonly name = 'CheckFailedError';
  override readonly exitCode = exitCodes.checkFailed;
}
