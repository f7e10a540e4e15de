import type { Random } from '../../src/statistics/random.ts';
import type { Stock } from './stock.ts';

/** A change to a copy of a stock file: bytes are replaced at an offset, or one SQL statement is executed. */
export type Edit =
  | { readonly at: number; readonly remove: number; readonly insert: string }
  | { readonly sql: string };

/** The content of a file of a case: text, bytes in base64, or a stock file or folder with edits. A folder may also be empty. */
export type CaseFile =
  | { readonly text: string }
  | { readonly base64: string }
  | { readonly stock: string; readonly edits?: readonly Edit[] }
  | { readonly kind: 'folder' | 'pipe' };

/** Where commands run: in a server that runs one after another, or each as a process of its own, as users start it. */
export type Program = 'server' | 'built';

/** Plain JSON, so that a failing case can be stored, shrunk and repeated. */
export interface FuzzCase {
  /** Which change was made to which input, for the report. */
  readonly title: string;
  /** Relative path → content. */
  readonly files: Readonly<Record<string, CaseFile>>;
  /** Run one after another in the folder of the files. */
  readonly commands: readonly (readonly string[])[];
  readonly program: Program;
  /** Existing files that the commands may change; all others must stay as they are. */
  readonly mayChange?: readonly string[];
  /** The facts about the input that `judge` needs. */
  readonly expected?: unknown;
}

/** How one command ended. */
export interface Run {
  readonly args: readonly string[];
  /** Null: it was ended at its deadline, or by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Why `code` is null, and anything else that no command may do, such as a Node warning. */
  readonly breaches: readonly string[];
  readonly processorSeconds: number;
}

/** The outcome of a case; it passed when there are no faults. */
export interface Outcome {
  readonly runs: readonly Run[];
  readonly faults: readonly string[];
}

export interface Fuzzer {
  readonly name: string;
  /** Cases in the short form, which `npm test` runs. */
  readonly shortCases: number;
  /** The same random stream gives the same case. */
  next(random: Random, stock: Stock): FuzzCase | Promise<FuzzCase>;
  /** Faults besides those that `oracle.ts` finds for every command; `folder` holds what the commands left. */
  judge?(fuzzCase: FuzzCase, runs: readonly Run[], folder: string): string[];
}
