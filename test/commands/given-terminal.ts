import type { Terminal } from '../../src/commands/terminal.ts';

/** A terminal that keeps what is printed. */
export function givenTerminal(): Terminal & { readonly printed: string[]; readonly remarks: string[] } {
  const printed: string[] = [];
  const remarks: string[] = [];
  return {
    version: '0.0.0',
    out: (text) => void printed.push(text),
    data: (text) => void printed.push(text),
    err: (text) => void remarks.push(text),
    progress: { write: () => true },
    columns: 120,
    plotColumns: 80,
    interruption: () => new AbortController().signal,
    printed,
    remarks,
  };
}
