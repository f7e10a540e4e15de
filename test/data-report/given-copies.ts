import { splitNames } from '../../src/data/dataset.ts';
import type { SourceRows } from '../../src/data/load-dataset.ts';
import type { RawColumn, RawImages, RawTarget } from '../../src/data/raw-data.ts';
import { splitRows } from '../../src/data/split.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';
import { defaultSplit } from '../data/data-spec.ts';
import { normal, numberColumn, tableSource } from './given-source.ts';

/** Columns of normal numbers, of which `change` may make copies, and a target made from a row's cells. */
export function normalTable(
  { rows, columns, seed }: { readonly rows: number; readonly columns: number; readonly seed: number },
  change: (cells: number[][], row: number, random: Random) => void = () => {},
  targetOf: (cells: number[], random: Random) => number = (_, random) => normal(random),
): SourceRows {
  const random = randomFor(seed, 'normal table');
  const table = Array.from({ length: rows }, () => Array.from({ length: columns }, () => normal(random)));
  for (let row = 0; row < rows; row++) change(table, row, random);
  const values = Float64Array.from(table, (cells) => targetOf(cells, random));
  return tableSource(columnsOf(table), { kind: 'regression', name: 'y', values }, seed);
}

export function columnsOf(table: readonly (readonly number[])[]): RawColumn[] {
  return (table[0] ?? []).map((_, column) =>
    numberColumn(
      `x${column}`,
      table.map((cells) => cells[column] as number),
    ),
  );
}

/** A source whose rows are in the splits named, one letter a row: t, v or e (test). */
export function assignedSource(
  columns: readonly RawColumn[],
  target: RawTarget,
  letters: string,
): SourceRows {
  const rowNumbers = Int32Array.from({ length: letters.length }, (_, row) => row);
  const raw = { file: 'table.csv', inputs: { kind: 'table' as const, columns }, target, rowNumbers };
  const rowsOf = (letter: string) => rowNumbers.filter((row) => letters[row] === letter);
  return { raw, rows: { train: rowsOf('t'), validation: rowsOf('v'), test: rowsOf('e') } };
}

export function classTarget(labels: readonly number[]): RawTarget {
  const classes = Array.from({ length: Math.max(...labels) + 1 }, (_, label) => `class ${label}`);
  return { kind: 'classification', classes, labels: Int32Array.from(labels) };
}

/** Gray blobs of three discs on a dark ground; `change` gets an image, those before it and a stream. */
export function blobSource(
  rows: number,
  seed: number,
  change: (image: Uint8Array, earlier: Uint8Array, random: Random) => void = () => {},
): SourceRows {
  const random = randomFor(seed, 'blobs');
  const side = 14;
  const pixels = new Uint8Array(rows * side * side);
  for (let row = 0; row < rows; row++) {
    const image = pixels.subarray(row * side * side, (row + 1) * side * side);
    for (let disc = 0; disc < 3; disc++) {
      const [x, y, radius] = [3 + random.next() * 8, 3 + random.next() * 8, 1 + random.next() * 2];
      image.forEach((pixel, at) => {
        const distance = Math.hypot((at % side) - x, Math.floor(at / side) - y);
        image[at] = Math.min(200, pixel + 180 / (1 + Math.exp(2 * (distance - radius))));
      });
    }
    change(image, pixels.subarray(0, row * side * side), random);
  }
  const inputs: RawImages = { kind: 'images', shape: [side, side, 1], pixels, maximum: 255 };
  const labels = Int32Array.from({ length: rows }, (_, row) => row % 2);
  const target: RawTarget = { kind: 'classification', classes: ['even', 'odd'], labels };
  const rowNumbers = Int32Array.from({ length: rows }, (_, row) => row);
  const raw = { file: 'blobs', inputs, target, rowNumbers };
  return { raw, rows: splitRows(raw, { ...defaultSplit, seed } as DataSpec['split']) };
}

/** Counted pair by pair, as the report defines its numbers. */
export function countedByHand({ raw, rows }: SourceRows) {
  const texts = Array.from(raw.rowNumbers, (_, row) => {
    if (raw.inputs.kind !== 'table') throw new Error('of tables only');
    return raw.inputs.columns
      .map((column) => String(column.kind === 'number' ? column.values[row] : `code ${column.codes[row]}`))
      .join();
  });
  const textsOf = (members: Int32Array) => [...members].map((row) => texts[row] as string);
  const within = splitNames.map((name) => rows[name].length - new Set(textsOf(rows[name])).size);
  const trained = new Set(textsOf(rows.train));
  const others = [...textsOf(rows.validation), ...textsOf(rows.test)];
  return {
    withinSplits: within.reduce((sum, count) => sum + count, 0),
    acrossSplits: others.filter((text) => trained.has(text)).length,
  };
}
