import { visibleJson } from '../faults/visible-text.ts';

/** A command's streams and interruptions, so that only `cli.ts` uses the process. */
export interface Terminal {
  /** The version of hpsearch. */
  readonly version: string;
  /** Prints a result for people, in lines that fit the terminal. It may contain any text from files and modules. */
  out(text: string): void;
  /** Prints a result for programs unchanged; on a terminal, invisible characters are escaped. */
  data(text: string): void;
  /** Resolves when nearly all printed text has been consumed; for results that may exceed the memory. */
  drained?(): Promise<void>;
  /** Prints a remark that is not the result. */
  err(text: string): void;
  /** The stream for progress. */
  readonly progress: {
    write(text: string): unknown;
    readonly isTTY?: boolean | undefined;
    readonly columns?: number | undefined;
  };
  readonly columns: number;
  /** Characters of a line of a plot: 80 where the width is not known, and 100 at most. */
  readonly plotColumns: number;
  /**
   * Aborted at the first Ctrl-C; the second one ends the process. Until this is called, the first one ends the process.
   */
  interruption(): AbortSignal;
}

export function printJson(terminal: Terminal, value: unknown): void {
  terminal.data(visibleJson(JSON.stringify(value, null, 2)));
}
