import { randomFor } from '../../../src/statistics/random.ts';
import { type BrokenPipeline, inData, warns } from './broken-pipeline.ts';
import { measurements, normal, type Table } from './tables.ts';

/** The cells of some columns exchanged in three rows of ten: `from` is the place of the cell that a column gets. */
function inSomeRows(
  { columns, rows }: Table,
  seed: number,
  names: readonly string[],
  from: (at: number) => number,
): Table {
  const random = randomFor(seed, 'misplaced');
  const places = names.map((name) => columns.indexOf(name));
  const changed = (row: readonly string[]) => {
    const copy = [...row];
    places.forEach((place, at) => {
      copy[place] = row[places[from(at)] as number] as string;
    });
    return copy;
  };
  return { columns, rows: rows.map((row) => (random.next() < 0.3 ? changed(row) : row)) };
}

const sizes = ['beakLengthMm', 'beakDepthMm', 'flipperLengthMm', 'bodyMassGrams'];

function reversed(seed: number, isMended: boolean): Table {
  const table = measurements('penguins');
  return isMended ? table : inSomeRows(table, seed, sizes, (at) => sizes.length - 1 - at);
}

function shifted(seed: number, isMended: boolean): Table {
  const table = measurements('iris');
  const names = table.columns.slice(0, 4);
  return isMended ? table : inSomeRows(table, seed, names, (at) => (at + names.length - 1) % names.length);
}

const sensors = 6;

/** Six sensors of two causes. In a third of the rows each sensor has the value of another such row, as after a wrong join. */
function wronglyJoined(seed: number, isMended: boolean): Table {
  const random = randomFor(seed, 'sensors');
  const rows = Array.from({ length: 600 }, () => {
    const [heat, load] = [normal(random), normal(random)];
    const values = Array.from(
      { length: sensors },
      (_, sensor) => 10 * sensor + heat * Math.cos(sensor) + load * Math.sin(sensor) + 0.15 * normal(random),
    );
    return { values, y: 3 * heat - load + normal(random) };
  });
  const joined = Array.from({ length: sensors }, () =>
    random.shuffle(Int32Array.from({ length: 200 }, (_, row) => row)),
  );
  const cellOf = (row: number, sensor: number) => {
    const other = row < 200 && !isMended ? ((joined[sensor] as Int32Array)[row] as number) : row;
    return ((rows[other] as (typeof rows)[0]).values[sensor] as number).toFixed(4);
  };
  return {
    columns: [...Array.from({ length: sensors }, (_, sensor) => `sensor${sensor}`), 'y'],
    rows: rows.map(({ y }, row) => [
      ...Array.from({ length: sensors }, (_, sensor) => cellOf(row, sensor)),
      y.toFixed(4),
    ]),
  };
}

/** The six sensors in any order in a fifth of the rows. */
function inAnyOrder(seed: number, isMended: boolean): Table {
  const { columns, rows } = wronglyJoined(seed, true);
  const random = randomFor(seed, 'order');
  const mixed = (row: readonly string[]) => {
    const order = random.shuffle(Int32Array.from({ length: sensors }, (_, sensor) => sensor));
    return [...Array.from(order, (sensor) => row[sensor] as string), row.at(-1) as string];
  };
  return { columns, rows: rows.map((row, at) => (at % 5 === 2 && !isMended ? mixed(row) : row)) };
}

/** Rows whose numbers stand in other columns, or come from different rows. */
export const misplacedCells: readonly BrokenPipeline[] = [
  inData(
    'the columns of three rows of ten in reverse order',
    { target: 'species' },
    reversed,
    warns('consistent-rows', /(2|3)\d(\.\d)? % of 344 rows have their numbers in reverse order/),
  ),
  inData(
    'three rows of ten shifted by a column',
    { target: 'species' },
    shifted,
    warns('consistent-rows', /\d\d(\.\d)? % of 150 rows have their numbers one column too far right/),
  ),
  inData(
    'a third of the rows joined by the wrong key',
    { target: 'y' },
    wronglyJoined,
    warns('consistent-rows', /(2|3)\d(\.\d)? % of 600 rows have numbers that do not belong together/),
  ),
  inData(
    'the numbers of a fifth of the rows in any order',
    { target: 'y' },
    inAnyOrder,
    warns('consistent-rows', /(1|2)\d(\.\d)? % of 600 rows have their numbers in any order/),
  ),
];
