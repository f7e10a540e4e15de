import { visibleJson } from '../faults/visible-text.ts';

/** Where a command runs: its streams and its interruptions, so that only `cli.ts` touches the process. */
export interface Terminal {
  /** Of hpsearch. */
  readonly version: string;
  /** Prints a result for people, in lines that fit their terminal. It may hold anything from files and modules. */
  out(text: string): void;
  /** Prints a result for programs unchanged; on a terminal, characters that cannot be seen are escaped. */
  data(text: string): void;
  /** Fulfilled when what was printed has gone to whoever reads it, or nearly; for results that may be larger than memory. */
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
  /** Aborted at the first Ctrl-C; the second one ends the process. Until it is called, the first one does. */
  interruption(): AbortSignal;
}

export function printJson(terminal: Terminal, value: unknown): void {
  terminal.data(visibleJson(JSON.stringify(value, null, 2)));
}
