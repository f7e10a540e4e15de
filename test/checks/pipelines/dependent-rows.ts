import { type Random, randomFor } from '../../../src/statistics/random.ts';
import { type BrokenPipeline, type Diagnosis, inSpace, smallNet, warns } from './broken-pipeline.ts';
import { normal, shuffled, type Table } from './tables.ts';

/** Rows of a series: three inputs and the target drift from day to day. */
function series(seed: number): Table {
  const random = randomFor(seed, 'series');
  const state = [0, 0, 0, 0];
  const rows = Array.from({ length: 500 }, (_, day) => {
    for (const [at, value] of state.entries()) state[at] = 0.97 * value + 0.24 * normal(random);
    return [String(1000 + day), ...state.map((value) => value.toFixed(3))];
  });
  return { columns: ['day', 'a', 'b', 'c', 'y'], rows };
}

/** Six visits of each of 60 persons, who differ more from each other than from themselves. */
function visits(seed: number, change: number, columns: number): Table {
  const random = randomFor(seed, 'visits');
  const rows = Array.from({ length: 60 }, (_, person) => {
    const own = Array.from({ length: columns }, () => normal(random));
    const effect = 2 * normal(random);
    return Array.from({ length: 6 }, () => visit(person, own, effect, change, random));
  }).flat();
  const names = Array.from({ length: columns }, (_, at) => `x${at}`);
  return { columns: ['who', ...names, 'y'], rows };
}

function visit(
  person: number,
  own: readonly number[],
  effect: number,
  change: number,
  random: Random,
): string[] {
  const cells = own.map((value) => (value + change * normal(random)).toFixed(3));
  const y = (own[0] as number) + effect + 0.3 * normal(random);
  return [`p${person}`, ...cells, y.toFixed(3)];
}

function without({ columns, rows }: Table, name: string): Table {
  const at = columns.indexOf(name);
  const rest = (cells: readonly string[]) => cells.filter((_, index) => index !== at);
  return { columns: rest(columns), rows: rows.map(rest) };
}

/** Mended by a split that does not divide what belongs together. */
function divided(
  title: string,
  split: object,
  tableOf: (seed: number, isMended: boolean) => Table,
  diagnosis: Diagnosis,
): BrokenPipeline {
  const data = { source: 'csv', path: 'table.csv', target: 'y' };
  const spaceOf = (isMended: boolean) => ({
    data: { ...data, ...(isMended ? { split } : {}) },
    model: { type: 'mlp' },
    space: smallNet,
  });
  return inSpace(title, spaceOf, diagnosis, { table: tableOf });
}

/** Rows that belong together, on both sides of the split. */
export const dependentRows: readonly BrokenPipeline[] = [
  divided(
    'days of a series split at random',
    { time: 'day' },
    series,
    warns('independent-rows', /stands at most \d+ places away in the file/),
  ),
  divided(
    'visits of a person split at random, in any order',
    { group: 'who' },
    (seed, isMended) => {
      const table = shuffled(visits(seed, 0.1, 6), randomFor(seed, 'order'));
      return isMended ? table : without(table, 'who');
    },
    warns('independent-rows', /^rows lie in groups of [56], such as rows of one person/),
  ),
  divided(
    'visits of a person with equal inputs split at random',
    { group: 'who' },
    (seed, isMended) => {
      const table = visits(seed, 0, 4);
      return isMended ? table : without(table, 'who');
    },
    warns('independent-rows', /have the inputs of the row before, .* rows of one person/, ['no-copied-rows']),
  ),
];
