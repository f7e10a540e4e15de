import { type Message, programWording, type Wording, worded } from './message.ts';
import { shownValue } from './shown-value.ts';
import { shortened, visibleLine } from './visible-text.ts';

/** The process's exit codes; the same for every command (docs/formats.md). */
export const exitCodes = {
  done: 0,
  ourFault: 1,
  userFault: 2,
  noTrialCompleted: 3,
  checkFailed: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export interface HpsearchErrorOptions extends ErrorOptions {
  readonly report?: unknown;
}

/** Root of every error that hpsearch raises itself: the command line prints its message, never its stack. */
export class HpsearchError extends Error {
  override readonly name: string = 'HpsearchError';
  readonly exitCode: ExitCode = exitCodes.userFault;
  /** The report of an action that ended with this error but has results. */
  readonly report?: unknown;
  readonly #text: Message;

  /** `message` uses a program's wording. */
  constructor(text: Message, { report, ...options }: HpsearchErrorOptions = {}) {
    super(worded(text), options);
    this.#text = text;
    if (report !== undefined) this.report = report;
  }

  /** The message in another caller's wording. */
  inWords(wording: Wording): string {
    return worded(this.#text, wording);
  }

  /** The message with the options and actions in it as data. */
  get text(): Message {
    return this.#text;
  }
}

/**
 * One broken constraint of a user's file. `field` is empty for the file itself; `hint` is a similar name or a remedy.
 */
export interface Fault {
  readonly file: string;
  /** The option with the value, when there is no file; `file` is then its name too. */
  readonly option?: string;
  readonly field: string;
  readonly constraint: string;
  readonly value?: unknown;
  readonly line?: number;
  readonly column?: number;
  /** From 1, in a file whose rows have no lines. */
  readonly row?: number;
  readonly hint?: Message;
  /** Number of further places that break the constraint in the same way. */
  readonly alike?: number;
}

/** "space.json:7 space.units.min: must be at least 1, got 0 (hint)". One line of bounded length for any fault. */
export function describeFault(fault: Fault, wording: Wording = programWording): string {
  const file = fault.option === undefined ? fault.file : wording.option({ option: fault.option });
  const place = [shortened(file, 1000), fault.line, fault.column].filter((part) => part !== undefined);
  const got = 'value' in fault ? `, got ${shownValue(fault.value)}` : '';
  const hints = [
    ...(fault.row === undefined ? [] : [`row ${fault.row}`]),
    ...(fault.hint === undefined ? [] : [worded(fault.hint, wording)]),
  ];
  const hint = hints.length === 0 ? '' : ` (${visibleLine(hints.join('; '), 300)})`;
  const field = fault.field === '' ? '' : ` ${shortened(fault.field, 200)}`;
  return `${place.join(':')}${field}: ${visibleLine(fault.constraint, 800)}${got}${hint}`;
}

const mostShown = 20;
/** More faults than this of one constraint in one file share a line. */
const mostAlike = 3;

/** One line per cause, of which there may be thousands of faults, and the number of faults without a line. */
function describeFaults(faults: readonly Fault[], unlisted: number, wording: Wording): string {
  const causes = [...alike(faults).values()].flatMap((group) =>
    group.length > mostAlike ? [group] : group.map((fault) => [fault]),
  );
  const places = new Map(faults.map((fault, index) => [fault, index]));
  const place = ([first]: readonly Fault[]) => (first && places.get(first)) ?? 0;
  const shown = causes.sort((one, other) => place(one) - place(other)).slice(0, mostShown);
  const lines = shown.map(([first, ...others]) => {
    const alike = others.length + [first, ...others].reduce((sum, each) => sum + (each?.alike ?? 0), 0);
    const more = alike === 0 ? '' : ` … and ${counted(alike)} more like it`;
    return first === undefined ? '' : describeFault(first, wording) + more;
  });
  const rest = unlisted + faults.length - shown.reduce((sum, group) => sum + group.length, 0);
  if (rest > 0) lines.push(`… and ${counted(rest)} more ${rest === 1 ? 'fault' : 'faults'}`);
  return lines.join('\n');
}

function alike(faults: readonly Fault[]): Map<string, Fault[]> {
  const groups = new Map<string, Fault[]>();
  for (const fault of faults) {
    const { file, constraint, hint = '' } = fault;
    const key = [file, constraint, worded(hint)].join('\n');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fault]);
    else group.push(fault);
  }
  return groups;
}

function counted(count: number): string {
  return count.toLocaleString('en-US');
}

/** The faults found in the user's files, all at once; the message shows the first of them. */
export class FaultsError extends HpsearchError {
  override readonly name = 'FaultsError';
  readonly faults: readonly Fault[];
  readonly #unlisted: number;

  /** `unlisted` is the number of further faults, not in `faults`. */
  constructor(faults: readonly Fault[], unlisted = 0) {
    super(describeFaults(faults, unlisted, programWording));
    this.faults = faults;
    this.#unlisted = unlisted;
  }

  override inWords(wording: Wording): string {
    return describeFaults(this.faults, this.#unlisted, wording);
  }
}

/** A command line that cannot be executed: an unknown flag, a missing study. */
export class UsageError extends HpsearchError {
  override readonly name: string = 'UsageError';
}

/** A study or a trial that the database does not have. */
export class MissingError extends UsageError {}

/** The search ran, but none of its trials completed. */
export class NoTrialCompletedError extends HpsearchError {
  override readonly name = 'NoTrialCompletedError';
  override readonly exitCode = exitCodes.noTrialCompleted;
}

/** The user stopped a search; recorded results are kept, and the message tells how to resume. */
export class InterruptedError extends HpsearchError {
  override readonly name = 'InterruptedError';
  override readonly exitCode = exitCodes.interrupted;
}

/** A check of the recipe found the pipeline unsound. */
export class CheckFailedError extends HpsearchError {
  override readonly name = 'CheckFailedError';
  override readonly exitCode = exitCodes.checkFailed;
}
