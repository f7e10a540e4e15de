import type { SourceRows } from '../data/load-dataset.ts';

/** The reason why a row's own cells are not compared with its target where its inputs are other rows. */
export function notOfWindows({ raw }: SourceRows): string {
  return raw.windows?.spec.padding === undefined
    ? 'the inputs of a row are the rows before it, and not its own cells'
    : 'the inputs of an example are all rows of its series';
}

export function isWindowed({ raw }: SourceRows): boolean {
  return raw.windows !== undefined;
}

/** With the rows that have no whole window of their own, which stand in those of others, among the training rows. */
export function withFirstRows(source: SourceRows): SourceRows {
  const { raw, rows } = source;
  if (raw.windows === undefined) return source;
  const isExample = new Uint8Array(raw.rowNumbers.length);
  for (const row of raw.windows.targets) isExample[row] = 1;
  const train = raw.rowNumbers.map((_, row) => row).filter((row) => isExample[row] === 0);
  return { ...source, rows: { ...rows, train: Int32Array.from([...rows.train, ...train]).sort() } };
}
