import { randomFor } from '../../../src/statistics/random.ts';
import { type BrokenPipeline, fails, inData, warns } from './broken-pipeline.ts';
import { columnOf, measurements, pixels, shuffled, type Table, withColumn } from './tables.ts';

const species = { target: 'species' };

const mixedPenguins = (seed: number) => shuffled(measurements('penguins'), randomFor(seed, 'penguins'));

/** With a column's cells taken from other rows. */
function withCellsOf(table: Table, column: string, from: (row: number) => number): Table {
  const cells = columnOf(table, column);
  return withColumn(table, column, (_, row) => cells[from(row)] as string);
}

function labelsShifted(seed: number, isMended: boolean): Table {
  const table = mixedPenguins(seed);
  return isMended ? table : withCellsOf(table, 'species', (row) => (row || table.rows.length) - 1);
}

function labelsShuffled(seed: number, isMended: boolean): Table {
  const table = pixels();
  const order = randomFor(seed, 'labels').shuffle(Int32Array.from(table.rows.keys()));
  return isMended ? table : withCellsOf(table, 'digit', (row) => order[row] as number);
}

function copiedFromTraining(seed: number, isMended: boolean): Table {
  const table = mixedPenguins(seed);
  const random = randomFor(seed, 'copies');
  const partOf = (row: number) => ['test', 'validation', 'train', 'train', 'train'][row % 5] as string;
  const training = table.rows.filter((_, row) => partOf(row) === 'train');
  const copied = (cells: readonly string[], row: number) =>
    partOf(row) === 'validation' ? (training[random.below(training.length)] as readonly string[]) : cells;
  const rows = isMended ? table.rows : table.rows.map(copied);
  return withColumn({ ...table, rows }, 'part', (_, row) => partOf(row));
}

function withCode(seed: number, isMended: boolean): Table {
  const table = mixedPenguins(seed);
  const names = ['Gentoo', 'Adelie', 'Chinstrap'];
  const cells = columnOf(table, 'species');
  return isMended
    ? table
    : withColumn(table, 'speciesCode', (_, row) => `${names.indexOf(cells[row] as string)}`);
}

function withNaN(seed: number, isMended: boolean): Table {
  const table = measurements('iris');
  const broken = seed % table.rows.length;
  return withColumn(table, 'petalWidth', (cell, row) => (!isMended && row === broken ? 'NaN' : cell));
}

/** Four or five of the 124. */
const withMistypedName = (seed: number, isMended: boolean) =>
  withColumn(measurements('penguins'), 'species', (cell, row) =>
    !isMended && cell === 'Gentoo' && (row + seed) % 25 === 0 ? 'Gento' : cell,
  );

const withStation = (_: number, isMended: boolean) =>
  isMended ? measurements('iris') : withColumn(measurements('iris'), 'station', () => '7');

/** The bug is in the user's file. */
export const brokenData: readonly BrokenPipeline[] = [
  inData(
    'labels shifted by one row',
    species,
    labelsShifted,
    fails('labels-fit-rows', /labels of the row after: shifted by one/, [
      'blind-baseline',
      'simple-baselines',
    ]),
  ),
  inData(
    'labels shuffled',
    { target: 'digit', task: 'classification', scaling: 'minMax' },
    labelsShuffled,
    fails('labels-fit-rows', /tell nothing of the labels/, ['blind-baseline', 'simple-baselines']),
  ),
  inData(
    'validation rows copied from training',
    { ...species, split: { column: 'part' } },
    copiedFromTraining,
    fails('no-copied-rows', /69 of 69 validation rows/),
  ),
  inData(
    'target leaked as a feature',
    species,
    withCode,
    fails('no-target-leak', /speciesCode alone predicts the target/),
  ),
  inData('NaN in one row', species, withNaN, fails('finite-values', /petalWidth \(1 NaN; rows 0\)/)),
  inData(
    'class name mistyped',
    species,
    withMistypedName,
    fails('class-names', /"Gento" \(rows: [45]\) is nearly "Gentoo"/, ['enough-rows']),
  ),
  inData('constant column', species, withStation, warns('constant-columns', /station$/)),
];
