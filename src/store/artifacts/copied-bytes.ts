import type { CopiedRows } from '../copying-store.ts';

type Row = CopiedRows['rows'][number];

/** The bytes of a part from where they are; undefined when they were forgotten meanwhile. */
type ReadBytes = (trial: number, part: string, inside: Uint8Array) => Promise<Uint8Array | undefined>;

/** The names of the parts in the columns of the tables with bytes. */
const partsOfRows: Readonly<Record<string, (row: Row) => Readonly<Record<string, string>>>> = {
  weights: () => ({ weights: 'weights', optimizer: 'optimizer' }),
  parked: () => ({ state: 'parked' }),
  folds: ({ fold }) => {
    const [weights, optimizer] = foldParts(Number(fold));
    return { weights, optimizer };
  },
};

export function foldParts(fold: number): [weights: string, optimizer: string] {
  return [`fold-${fold}-weights`, `fold-${fold}-optimizer`];
}

/**
 * The rows of a study with all of their bytes, for a copy that has a life of its own: it refers to no artifact of this
 * study, which may be deleted at any time.
 */
export async function wholeRows({ table, rows }: CopiedRows, read: ReadBytes): Promise<CopiedRows> {
  if (table === 'studies') return { table, rows: rows.map((row) => ({ ...row, artifacts: null })) };
  const parts = partsOfRows[table];
  if (parts === undefined) return { table, rows };
  const whole: Row[] = [];
  for (const row of rows) {
    const filled = { ...row };
    let isWhole = true;
    for (const [column, part] of Object.entries(parts(row))) {
      if (row[column] === null) continue;
      filled[column] = await read(Number(row.trial), part, row[column] as Uint8Array);
      isWhole &&= filled[column] !== undefined;
    }
    // A trial without its weights or its state is sound; one with half of them is not.
    if (isWhole) whole.push(filled);
  }
  return { table, rows: whole };
}
