import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { randomFor } from '../../src/statistics/random.ts';

/** Rows of a CSV file and which of them were made wrong; row numbers count from 0, the header left out. */
export interface NoisyTable {
  readonly text: string;
  readonly spoiled: ReadonlySet<number>;
  /** The label of each row before the noise. */
  readonly truth: readonly string[];
}

/** 1,797 digits, a column a pixel and `digit` last; that share of them is labelled as another digit, drawn at random. */
export function mislabelledDigits(share: number): NoisyTable {
  const random = randomFor('mislabelled digits');
  const file = new URL('../../datasets/digits.csv.gz', import.meta.url);
  const rows = gunzipSync(readFileSync(file))
    .toString('latin1')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const truth = rows.map((row) => row.at(-1) as string);
  const spoiled = drawnRows(rows.length, share);
  const header = [...Array.from({ length: 64 }, (_, pixel) => `pixel${pixel}`), 'digit'];
  const lines = rows.map((row, index) => {
    const other = String((Number(truth[index]) + 1 + random.below(9)) % 10);
    return spoiled.has(index) ? [...row.slice(0, -1), other] : row;
  });
  return { text: csv(header, lines), spoiled, truth };
}

/** y = 3a − 2b + sin 2a and a little noise; that share of the rows is off by 20, where y spreads over ±10. */
export function corruptedCurve(rows: number, share: number): NoisyTable {
  const random = randomFor('corrupted curve');
  const spoiled = drawnRows(rows, share);
  const clean = Array.from({ length: rows }, () => {
    const [a, b] = [4 * random.next() - 2, 4 * random.next() - 2];
    return { a, b, y: 3 * a - 2 * b + Math.sin(2 * a) + 0.2 * (random.next() - 0.5) };
  });
  const lines = clean.map(({ a, b, y }, row) =>
    [a, b, spoiled.has(row) ? y + (row % 2 === 0 ? 20 : -20) : y].map(String),
  );
  return { text: csv(['a', 'b', 'y'], lines), spoiled, truth: clean.map(({ y }) => String(y)) };
}

function drawnRows(rows: number, share: number): Set<number> {
  const order = randomFor('spoiled rows', rows).shuffle(Int32Array.from({ length: rows }, (_, row) => row));
  return new Set(order.subarray(0, Math.round(share * rows)));
}

function csv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${[header, ...rows].map((row) => row.join(',')).join('\n')}\n`;
}
