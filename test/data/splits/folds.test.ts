import { describe, expect, test } from 'vitest';
import { judgedRows } from '../../../src/data/folds.ts';
import { encodeSource, readSource } from '../../../src/data/load-dataset.ts';
import type { RawData, RawTarget } from '../../../src/data/raw-data.ts';
import { type SplitRows, splitRows } from '../../../src/data/split.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { DataSpec, SplitSpec } from '../../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, faultsOf } from '../data-spec.ts';
import { drawGroups, groupsOf, rawData, timesOf } from './given-rows.ts';

type Changes = Partial<Extract<SplitSpec, { kind: 'fractions' }>>;

function spec(seed: number, changes: Changes = {}): SplitSpec {
  return { kind: 'fractions', validation: 0.2, test: 0.2, stratify: true, seed, folds: 5, ...changes };
}

/** A table of 2 to 4 classes of 10 to 39 rows each, in a random order. */
function classified(seed: number): RawData & { target: Extract<RawTarget, { kind: 'classification' }> } {
  const random = randomFor('folds', seed);
  const sizes = Array.from({ length: 2 + random.below(3) }, () => 10 + random.below(30));
  const labels = random.shuffle(
    Int32Array.from(sizes.flatMap((size, label) => new Array<number>(size).fill(label))),
  );
  const target = { kind: 'classification', classes: sizes.map(String), labels } as const;
  return { ...rawData(target, labels.length), target };
}

const numbers = (rows: number): RawTarget => ({
  kind: 'regression',
  name: 'y',
  values: Float64Array.from({ length: rows }, (_, row) => row),
});

const tables = Array.from({ length: 40 }, (_, seed) => ({ seed, data: classified(seed) }));

function foldsOf({ folds }: SplitRows) {
  if (folds === undefined) throw new Error('no folds were drawn');
  return folds.map(({ train, validation }) => ({ train: [...train], validation: [...validation] }));
}

const ascending = (rows: Iterable<number>) => [...rows].sort((one, other) => one - other);

/** Each repeat judges each row that is not a test row once, by a model of all others. */
function expectDivided(rows: SplitRows, folds: number, repeats = 1): void {
  const all = foldsOf(rows);
  expect(all).toHaveLength(folds * repeats);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const judged = all.slice(repeat * folds, (repeat + 1) * folds).flatMap(({ validation }) => validation);
    expect(ascending(judged)).toEqual([...rows.train]);
  }
  for (const { train, validation } of all) {
    expect(ascending([...train, ...validation])).toEqual([...rows.train]);
    expect([train, validation]).toEqual([ascending(train), ascending(validation)]);
    expect(Math.min(train.length, validation.length)).toBeGreaterThan(0);
  }
}

describe('folds', () => {
  test.each([true, false])('judge each row once, with no row on both sides (stratified: %s)', (stratify) => {
    for (const { seed, data } of tables) {
      for (const folds of [2, 5, 9]) {
        const rows = splitRows(data, spec(seed, { folds, stratify }));
        expectDivided(rows, folds);
        expect(ascending([...rows.train, ...rows.test])).toEqual([...data.rowNumbers]);
        expect(rows.validation).toHaveLength(0);
      }
    }
  });

  test('of classes have each class alike, to within a row, and are of like sizes', () => {
    for (const { seed, data } of tables) {
      const rows = splitRows(data, spec(seed));
      const { labels, classes } = data.target;
      for (const { validation } of foldsOf(rows)) {
        classes.forEach((_, label) => {
          const ofLabel = (members: Iterable<number>) => [...members].filter((row) => labels[row] === label);
          expect(Math.abs(ofLabel(validation).length - ofLabel(rows.train).length / 5)).toBeLessThan(1);
        });
        expect(Math.abs(validation.length - rows.train.length / 5)).toBeLessThan(classes.length);
      }
    }
  });

  test('may be as many as there are rows', () => {
    for (const target of [numbers(25), { ...classified(1).target, labels: new Int32Array(25) }]) {
      const data = rawData({ ...target, ...('classes' in target && { classes: ['a'] }) } as RawTarget, 25);
      const rows = splitRows(data, spec(3, { folds: 20 }));
      expectDivided(rows, 20);
    }
  });

  test('leave the test rows as they are without folds', () => {
    for (const { seed, data } of tables) {
      for (const test of [0, 0.2, 0.5]) {
        const { folds: _, ...without } = spec(seed, { test }) as Changes;
        const plain = splitRows(data, without as SplitSpec);
        const rows = splitRows(data, spec(seed, { test, repeats: 2 }));
        expect(rows.test).toEqual(plain.test);
        expect([...rows.train]).toEqual(ascending([...plain.train, ...plain.validation]));
      }
    }
  });

  test('are others in each repeat and for each seed, and the same for the same', () => {
    const data = classified(1);
    const rows = splitRows(data, spec(1, { repeats: 3 }));
    expectDivided(rows, 5, 3);
    const all = foldsOf(rows).map(({ validation }) => JSON.stringify(validation));
    expect(new Set(all).size).toBe(15);
    expect(splitRows(data, spec(1, { repeats: 3 }))).toEqual(rows);
    expect(foldsOf(splitRows(data, spec(1)))).toEqual(foldsOf(rows).slice(0, 5));
    expect(foldsOf(splitRows(data, spec(2)))).not.toEqual(foldsOf(rows).slice(0, 5));
  });

  test('divide no group', () => {
    for (let seed = 0; seed < 30; seed++) {
      const codes = drawGroups(randomFor('groups', seed), 12 + (seed % 20), 6);
      const data = rawData(numbers(codes.length), codes.length, { groups: groupsOf(codes) });
      const rows = splitRows(data, spec(seed, { group: 'patient', folds: 3, repeats: 2 }));
      expectDivided(rows, 3, 2);
      for (const { train, validation } of foldsOf(rows)) {
        const trained = new Set(train.map((row) => codes[row]));
        expect(validation.filter((row) => trained.has(codes[row]))).toEqual([]);
      }
    }
  });

  test('by time judge each later block by a model of all earlier rows', () => {
    for (let seed = 0; seed < 30; seed++) {
      const random = randomFor('times', seed);
      const times = Array.from({ length: 80 }, () => random.below(40));
      const data = rawData(numbers(80), 80, { times: timesOf(times) });
      const rows = splitRows(data, spec(seed, { time: 'when', stratify: false, folds: 4 }));
      const folds = foldsOf(rows);
      expect(folds).toHaveLength(4);
      const timesIn = (members: readonly number[]) => members.map((row) => times[row] as number);
      let earlier = 0;
      for (const { train, validation } of folds) {
        expect(Math.max(...timesIn(train))).toBeLessThan(Math.min(...timesIn(validation)));
        if (earlier > 0) expect(train).toHaveLength(earlier);
        earlier = train.length + validation.length;
      }
      expect(earlier).toBe(rows.train.length);
      expect(Math.max(...timesIn([...rows.train]))).toBeLessThan(Math.min(...timesIn([...rows.test])));
      const first = folds[0]?.train.length as number;
      expect(judgedRows(rows.folds ?? [])).toHaveLength(rows.train.length - first);
    }
  });

  test('by time and group divide no group', () => {
    const codes = Array.from({ length: 90 }, (_, row) => Math.floor(row / 3));
    const data = rawData(numbers(90), 90, {
      groups: groupsOf(codes),
      times: timesOf(codes.map((_, row) => row)),
    });
    const folds = foldsOf(
      splitRows(data, spec(0, { group: 'patient', time: 'when', stratify: false, folds: 4 })),
    );
    for (const { train, validation } of folds) {
      expect(codes[train.at(-1) as number]).not.toBe(codes[validation[0] as number]);
    }
  });
});

describe('"folds": "auto"', () => {
  const auto = (data: RawData, changes: Changes = {}) =>
    splitRows(data, spec(1, { folds: 'auto', ...changes })).folds?.length;

  test('is five folds of fewer than 2000 rows that are not test rows, and one split of more', () => {
    expect(auto(rawData(numbers(1999), 1999), { test: 0 })).toBe(5);
    expect(auto(rawData(numbers(2000), 2000), { test: 0 })).toBeUndefined();
    expect(auto(rawData(numbers(2498), 2498))).toBe(5);
    expect(auto(rawData(numbers(2500), 2500))).toBeUndefined();
    const plain = splitRows(rawData(numbers(2500), 2500), spec(1, { folds: 'auto' }));
    expect(plain.validation).toHaveLength(500);
  });

  test('is fewer where there are fewer groups, and one split by time', () => {
    const codes = Array.from({ length: 60 }, (_, row) => row % 4);
    expect(auto(rawData(numbers(60), 60, { groups: groupsOf(codes) }), { group: 'patient' })).toBe(3);
    const times = timesOf(Array.from({ length: 60 }, (_, row) => row));
    expect(auto(rawData(numbers(60), 60, { times }), { time: 'when', stratify: false })).toBeUndefined();
  });
});

describe('rows that cannot be divided into folds', () => {
  test('are too few', () => {
    expect(() => splitRows(rawData(numbers(10), 10), spec(1, { folds: 9 }))).toThrow(
      'table.csv data.split.folds: must be at most the number of rows that are not test rows (8), got 9',
    );
  });

  test('have too few groups or times', () => {
    const codes = Array.from({ length: 40 }, (_, row) => row % 4);
    const grouped = rawData(numbers(40), 40, { groups: groupsOf(codes) });
    expect(() => splitRows(grouped, spec(1, { group: 'patient' }))).toThrow(
      'table.csv data.split.group: patient must have at least 5 distinct values among the rows that are not test rows, one for each fold, got 3',
    );
    const times = timesOf(codes);
    expect(() =>
      splitRows(rawData(numbers(40), 40, { times }), spec(1, { time: 'when', stratify: false })),
    ).toThrow(
      'table.csv data.split.time: must have at least 6 distinct times among the rows that are not test rows, one for each block of the folds, got 3',
    );
  });

  test('have a class that some model would never see', () => {
    const labels = Int32Array.from({ length: 60 }, (_, row) => (row < 6 ? 1 : 0));
    const target: RawTarget = { kind: 'classification', classes: ['many', 'few'], labels };
    const codes = Array.from({ length: 60 }, (_, row) => Math.floor(row / 6));
    const data = rawData(target, 60, { groups: groupsOf(codes) });
    const message = 'table.csv data.split: each class must have a row to train on in every fold, got "few"';
    expect(() => splitRows(data, spec(1, { group: 'patient', folds: 3 }))).toThrow(message);
  });
});

describe('rows that the data assign', () => {
  const csv = (part: (row: number) => string) => {
    const lines = Array.from({ length: 60 }, (_, row) => `${row}.5,${row % 3 ? 'u' : 'v'},${part(row)}`);
    return ['a,y,part', ...lines].join('\n');
  };
  const read = (text: string, split: object, more: Partial<DataSpec> = {}) => {
    const request = dataSpec({ source: 'csv', path: 'table.csv', target: 'y', ...more });
    return readSource({ ...request, split: split as SplitSpec }, csvDirectory(text));
  };
  const byColumn = { kind: 'column', column: 'part', folds: 4 };
  const trainTest = csv((row) => (row % 4 === 0 ? 'test' : 'train'));

  test('to train and test alone are divided into folds, which is said', async () => {
    const { rows, notes } = await read(trainTest, byColumn);
    expect([...rows.test]).toEqual(Array.from({ length: 15 }, (_, row) => 4 * row));
    expectDivided(rows, 4);
    expect(notes).toEqual(['4 folds of 45 rows, stratified: each trial trains 4 models']);
    const auto = await read(trainTest, { ...byColumn, folds: 'auto', repeats: 2 });
    expect(auto.notes).toEqual([
      '5 folds of 45 rows, stratified, 2 times, as fewer than 2000 rows are not test rows: each trial trains 10 models',
    ]);
  });

  test('to train alone have folds and no test rows', async () => {
    const { rows, notes } = await read(
      csv(() => 'train'),
      byColumn,
    );
    expectDivided(rows, 4);
    expect(notes?.[1]).toBe('there are no test rows: ensemble, distill and evaluate use the folds');
  });

  test('to validation leave no choice of folds', async () => {
    const text = csv((row) => ['train', 'train', 'validation', 'test'][row % 4] as string);
    expect(await faultsOf(read(text, byColumn))).toEqual([
      'table.csv data.split.folds: must be left out, as the data name the validation rows, got 4',
    ]);
    const { rows } = await read(text, { ...byColumn, folds: 'auto' });
    expect([rows.folds, rows.validation.length]).toEqual([undefined, 15]);
  });

  test('with weights of 0 in a whole fold are refused', async () => {
    const lines = Array.from({ length: 40 }, (_, row) => `${row}.5,${row}.25,${row < 30 ? 0 : 1},${row}`);
    const text = ['a,y,w,when', ...lines].join('\n');
    const split = { ...spec(1, { test: 0, time: 'when', stratify: false, folds: 3 }) };
    expect(await faultsOf(read(text, split, { weight: 'w', weightMetrics: true }))).toEqual([
      'table.csv data.weight: must give some row to train on in every fold a weight above 0, got "w"',
      'table.csv data.weight: must give some row that each fold judges a weight above 0, got "w"',
    ]);
  });
});

test('the places of folds are those of their rows in the splits, and all else is fitted on all of these', async () => {
  const data = dataSpec({ source: 'iris', split: spec(4, { folds: 3 }) });
  const source = await readSource(data, '.');
  const { folds = [], splits, preprocessing } = encodeSource(source, data);
  expect(splits.validation).toBe(splits.train);
  folds.forEach((fold, index) => {
    const own = source.rows.folds?.[index];
    expect([...fold.train].map((place) => splits.train.row[place])).toEqual([...(own?.train ?? [])]);
    expect([...fold.validation].map((place) => splits.train.row[place])).toEqual([
      ...(own?.validation ?? []),
    ]);
    expect(fold.train.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
  const [column] = preprocessing.kind === 'table' ? preprocessing.columns : [];
  const [raw] = source.raw.inputs.kind === 'table' ? source.raw.inputs.columns : [];
  if (raw?.kind !== 'number' || column?.kind !== 'number') throw new Error('no numbers');
  const values = Array.from(source.rows.train, (row) => raw.values[row] as number);
  expect(column.shift).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 10);
});
