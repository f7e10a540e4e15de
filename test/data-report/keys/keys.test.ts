import { describe, expect, test } from 'vitest';
import type { DataFinding } from '../../../src/reports/data-report.ts';
import { type Random, randomFor } from '../../../src/statistics/random.ts';
import type { DataSpec, SplitSpec } from '../../../src/study/study-spec.ts';
import { defaultSplit } from '../../data/data-spec.ts';
import { normal, reportCsv } from '../given-source.ts';

interface Row {
  readonly key: string | number;
  readonly a: number;
  readonly b: number;
  readonly y: string | number;
}

async function findings(
  name: string,
  rows: number,
  make: (row: number, random: Random) => Row,
  spec: Partial<DataSpec> = {},
): Promise<DataFinding[]> {
  const random = randomFor('keys', name);
  const lines = Array.from({ length: rows }, (_, row) => {
    const { key, a, b, y } = make(row, random);
    return `${key},${a},${b},${y}`;
  });
  const report = await reportCsv([`${name},a,b,y`, ...lines].join('\n'), { exclude: [name], ...spec });
  return report.findings.filter(({ kind }) => kind.startsWith('likely-'));
}

function kinds(found: readonly DataFinding[]): string[] {
  return found.map(({ severity, kind, columns }) => `${severity} ${kind} ${columns.join()}`);
}

const noise = (random: Random) => Number(normal(random).toFixed(3));
/** A number of its own for each group, without an order. */
const own = (group: number, place: number) => Number(normal(randomFor('own', group, place)).toFixed(3));

describe('a column that names groups is suspected', () => {
  test('if its value tells the class, though it is excluded, with what to do', async () => {
    const found = await findings('visitor', 400, (row, random) => ({
      ...{ key: `v${row % 50}`, a: noise(random), b: noise(random) },
      y: own(row % 50, 0) > 0 ? 'ill' : 'well',
    }));
    expect(kinds(found)).toEqual(['warn likely-group visitor']);
    expect(found[0]?.message).toBe(
      'visitor: it has 50 values in 400 rows and may name groups: the value tells the target; 100 % of the validation and test rows have a value that training rows have too',
    );
    expect(found[0]?.advice).toContain('set data.split.group to "visitor"');
  });

  test.each<[string, (group: number) => string | number]>([
    ['a text', (group) => `v${group}`],
    ['a number without an order', (group) => (group * 7919) % 10007],
    ['a number from 1', (group) => group + 1],
  ])('if rows of one value are near copies: %s', async (_, keyOf) => {
    const found = await findings('tag', 400, (row, random) => {
      const group = row % 50;
      const near = (place: number) => own(group, place) + 0.02 * noise(random);
      return { key: keyOf(group), a: near(1), b: near(2), y: noise(random) };
    });
    expect(kinds(found)).toEqual(['warn likely-group tag']);
    expect(found[0]?.message).toContain('2 of 2 numbers hardly vary within a value');
  });

  test('if its value tells the number that is predicted', async () => {
    const found = await findings('tag', 300, (row, random) => ({
      ...{ key: `t${row % 30}`, a: noise(random), b: noise(random) },
      y: own(row % 30, 0) + 0.05 * noise(random),
    }));
    expect(kinds(found)).toEqual(['warn likely-group tag']);
  });

  test('by its name alone it is a remark', async () => {
    const plain = (name: string) =>
      findings(name, 200, (row, random) => ({
        ...{ key: `p${row % 25}`, a: noise(random), b: noise(random) },
        y: random.below(2) ? 'u' : 'v',
      }));
    const found = await Promise.all(['patient_id', 'userId', 'colour', 'width'].map(plain));
    expect(found.map(kinds)).toEqual([
      ['info likely-group patient_id'],
      ['info likely-group userId'],
      [],
      [],
    ]);
  });
});

describe('a column is not suspected', () => {
  test('if it is a measurement, from which others follow', async () => {
    const found = await findings(
      'age',
      600,
      (row, random) => {
        const age = 20 + ((row * 37) % 60);
        return { key: age, a: age ** 2 + noise(random), b: 3 * age + 0.1 * noise(random), y: age / 7 };
      },
      { exclude: [] },
    );
    expect(kinds(found)).toEqual([]);
  });

  test('if its values do not repeat, or are few', async () => {
    const unique = await findings('id', 200, (row, random) => ({
      ...{ key: `n${row}`, a: noise(random), b: noise(random), y: noise(random) },
    }));
    const few = await findings('site', 200, (row, random) => ({
      ...{ key: `s${row % 4}`, a: noise(random), b: noise(random), y: own(row % 4, 0) },
    }));
    expect([unique, few].map(kinds)).toEqual([[], []]);
  });

  test('if the split keeps its groups together, or goes by another group', async () => {
    const make = (row: number, random: Random): Row => ({
      ...{ key: `v${Math.floor(row / 8)}`, a: noise(random), b: noise(random) },
      y: own(Math.floor(row / 8), 0) > 0 ? 'ill' : 'well',
    });
    const split = { ...defaultSplit, group: 'visitor' } as SplitSpec;
    expect(kinds(await findings('visitor', 400, make))).toHaveLength(1);
    expect(kinds(await findings('visitor', 400, make, { split }))).toEqual([]);
  });
});

describe('a column of times', () => {
  const day = (row: number) => new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10);
  const made = (keyOf: (row: number) => string | number) => (row: number, random: Random) => ({
    ...{ key: keyOf(row), a: noise(random), b: noise(random), y: noise(random) },
  });

  test('by which the rows are sorted is a warning, and any other a remark', async () => {
    const ascending = await findings('day', 200, made(day));
    const descending = await findings(
      'day',
      200,
      made((row) => day(200 - row)),
    );
    const shuffled = await findings(
      'day',
      200,
      made((row) => day((row * 37) % 200)),
    );
    const numbered = await findings(
      'timestamp',
      200,
      made((row) => 1_700_000_000 + 60 * row),
    );
    expect([ascending, descending, shuffled, numbered].map(kinds)).toEqual([
      ['warn likely-time day'],
      ['warn likely-time day'],
      ['info likely-time day'],
      ['warn likely-time timestamp'],
    ]);
    expect(ascending[0]?.message).toBe(
      'day: it holds dates, by which the rows are sorted, and training has rows that are later than those of validation',
    );
  });

  test('may be years, each of a range, whatever its name', async () => {
    const years = (name: string, keyOf: (row: number) => number) => findings(name, 200, made(keyOf));
    const found = await Promise.all([
      years('vintage', (row) => 1990 + ((row * 37) % 25)),
      years('vintage', (row) => 1990 + Math.floor(row / 10)),
      years('power', (row) => 1500 + 20 * (row % 30)),
      years('size', (row) => 1990 + 4 * (row % 20)),
      years('grade', (row) => 1990 + (row % 4)),
    ]);
    expect(found.map(kinds)).toEqual([
      ['info likely-time vintage'],
      ['warn likely-time vintage'],
      [],
      [],
      [],
    ]);
    expect(found[0]?.[0]).toMatchObject({
      message: 'vintage: it looks like years, and training has rows that are later than those of validation',
      advice: 'if the model is to predict later rows, set data.split.time to "vintage"',
    });
  });

  test('that the split follows is none, nor are numbers without such a name', async () => {
    const split = { ...defaultSplit, stratify: false, time: 'day' } as SplitSpec;
    expect(kinds(await findings('day', 200, made(day), { split }))).toEqual([]);
    expect(
      kinds(
        await findings(
          'x',
          200,
          made((row) => row),
        ),
      ),
    ).toEqual([]);
  });
});
