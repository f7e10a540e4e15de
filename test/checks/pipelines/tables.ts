import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { builtInFile } from '../../../src/data/sources/built-in-file.ts';
import { type Random, randomFor } from '../../../src/statistics/random.ts';

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const cells = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));

/** Iris or penguins, as their file has them. */
export function measurements(name: 'iris' | 'penguins'): Table {
  const [columns = [], ...rows] = cells(readFileSync(builtInFile(`${name}.csv`), 'utf8'));
  return { columns, rows };
}

const edge = 8;

/** The digits as a table of pixels from 0 to 255, but for the two outer columns, which are dark in nearly all. */
export function pixels(): Table {
  const rows = cells(gunzipSync(readFileSync(builtInFile('digits.csv.gz'))).toString('latin1'));
  const inner = Array.from({ length: edge ** 2 }, (_, pixel) => pixel).filter(
    (pixel) => pixel % edge > 0 && pixel % edge < edge - 1,
  );
  return {
    columns: [...inner.map((pixel) => `pixel${pixel}`), 'digit'],
    rows: rows.map((row) => [
      ...inner.map((pixel) => `${Math.round((Number(row[pixel]) * 255) / 16)}`),
      row.at(-1) as string,
    ]),
  };
}

/** In another order. */
export function shuffled({ columns, rows }: Table, random: Random): Table {
  const order = random.shuffle(Int32Array.from(rows.keys()));
  return { columns, rows: Array.from(order, (row) => rows[row] as readonly string[]) };
}

/** With a column that is changed, or put at the end. */
export function withColumn(
  { columns, rows }: Table,
  name: string,
  cellOf: (cell: string, row: number) => string,
): Table {
  const at = columns.includes(name) ? columns.indexOf(name) : columns.length;
  const changed = (row: readonly string[], index: number) => {
    const copy = [...row];
    copy[at] = cellOf(row[at] ?? '', index);
    return copy;
  };
  return { columns: at < columns.length ? columns : [...columns, name], rows: rows.map(changed) };
}

/** The cells of a column. */
export function columnOf({ columns, rows }: Table, name: string): string[] {
  return rows.map((row) => row[columns.indexOf(name)] as string);
}

/** Roughly normal: the sum of twelve uniform numbers, less six. */
export function normal(random: Random): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw++) sum += random.next();
  return sum;
}

function generated(
  seed: number,
  count: number,
  columns: string[],
  rowOf: (random: Random) => (number | string)[],
): Table {
  const random = randomFor(seed, columns.join());
  const rows = Array.from({ length: count }, () => rowOf(random).map(String));
  return { columns, rows };
}

/** A line in three inputs under noise half as wide; the best R² is 0.8. */
export const noisyLine = (seed: number): Table =>
  generated(seed, 500, ['a', 'b', 'c', 'y'], (random) => {
    const [a, b, c] = [normal(random), normal(random), normal(random)];
    return [a, b, c, 20 + 3 * a - 2 * b + c + 1.87 * normal(random)];
  });

/** Two inputs of which neither tells anything by itself, and one that never does. */
export const exclusiveOr = (seed: number): Table =>
  generated(seed, 600, ['a', 'b', 'noise', 'same'], (random) => {
    const [a, b] = [normal(random), normal(random)];
    return [a, b, normal(random), a * b > 0 ? 'yes' : 'no'];
  });

/** Counts of thirty words in short texts, mostly none; four of the words tell the topic. */
export const wordCounts = (seed: number): Table => {
  const words = Array.from({ length: 30 }, (_, word) => `word${word}`);
  return generated(seed, 500, [...words, 'topic'], (random) => {
    const topic = random.below(2);
    const count = (share: number) => (random.next() < share ? 1 + random.below(3) : 0);
    const counts = words.map((_, word) => count(word < 4 ? (word % 2 === topic ? 0.5 : 0.05) : 0.08));
    return [...counts, topic === 0 ? 'sports' : 'politics'];
  });
};

/** One in eight is a fraud, and most of those stand out. */
export const rareClass = (seed: number): Table =>
  generated(seed, 800, ['amount', 'hour', 'age', 'outcome'], (random) => {
    const isFraud = random.below(8) === 0;
    const amount = Math.exp(3 + (isFraud ? 2.5 : 0) + 0.6 * normal(random));
    const hour = isFraud ? random.below(8) : random.below(24);
    return [amount.toFixed(2), hour, 20 + random.below(50), isFraud ? 'fraud' : 'fine'];
  });
