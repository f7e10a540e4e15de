import { describe, expect, test } from 'vitest';
import { readSource, type SourceRows } from '../../../src/data/load-dataset.ts';
import type { DataSpec, SplitSpec } from '../../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, defaultSplit, faultsOf } from '../data-spec.ts';

function read(text: string, split: object, spec: Partial<DataSpec> = {}, isTolerant = false) {
  const request = { source: 'csv', path: 'table.csv', target: 'y', split: { ...defaultSplit, ...split } };
  return readSource(dataSpec({ ...request, ...spec } as DataSpec), csvDirectory(text), { isTolerant });
}

function byColumn(split: object): Pick<DataSpec, 'split'> {
  return { split: { kind: 'column', column: 'part', ...split } as SplitSpec };
}

/** Rows of when, who, a and y. */
function csv(rows: number, when: (row: number) => string, who = (row: number) => `p${row % 20}`): string {
  const lines = Array.from(
    { length: rows },
    (_, row) => `${when(row)},${who(row)},${row}.5,${(row * 7) % 31}.25`,
  );
  return ['when,who,a,y', ...lines].join('\n');
}

const day = (row: number) => `2024-${String(1 + (row % 12)).padStart(2, '0')}-0${1 + (row % 9)}`;

function columnsOf({ raw }: SourceRows): string[] {
  return raw.inputs.kind === 'table' ? raw.inputs.columns.map(({ name }) => name) : [];
}

describe('a column of groups', () => {
  test('is no input, may be excluded, and is text as written', async () => {
    const text = csv(100, day, (row) => ['01', '1', '1.0', '1e0', 'x'][row % 5] as string);
    const source = await read(text, { group: 'who' }, { exclude: ['who', 'when'] });
    expect(columnsOf(source)).toEqual(['a']);
    expect(source.raw.groups?.names).toEqual(['01', '1', '1.0', '1e0', 'x']);
    expect(source.notes).toEqual(['no group of who is divided: 3 in train, 1 in validation, 1 in test']);
  });

  test('must name a group in each row; a word for a missing value is none unless the table has no such words', async () => {
    const text = csv(100, day, (row) => (row % 40 === 7 ? '' : `p${row % 20}`));
    expect(await faultsOf(read(text, { group: 'who' }, { exclude: ['when'] }))).toEqual([
      'table.csv:9:2 who: must name a group in every row, as data.split.group asks',
    ]);
    const tolerant = await read(text, { group: 'who' }, { exclude: ['when'] }, true);
    expect(tolerant.raw.problems).toMatchObject([{ kind: 'missing-group', count: 3, rows: [7, 47, 87] }]);
    expect(tolerant.raw.rowNumbers).toHaveLength(97);
    const written = text.replaceAll(',,', ',NA,');
    expect(await faultsOf(read(written, { group: 'who' }, { exclude: ['when'] }))).toEqual([
      'table.csv:9:2 who: must name a group in every row, as data.split.group asks, got "NA"',
    ]);
    const named = await read(written, { group: 'who' }, { exclude: ['when'], missing: [] });
    expect(named.raw.groups?.names).toContain('NA');
  });
});

describe('a column of times', () => {
  test.each<[string, (row: number) => string, string]>([
    ['days', day, '2024-'],
    ['months', (row) => `2024-${String(1 + (row % 12)).padStart(2, '0')}`, '2024-'],
    [
      'moments',
      (row) => `2024-03-01T${String(row % 24).padStart(2, '0')}:30:00+02:00`,
      '2024-02-29T22:30:00Z',
    ],
    ['slashes', (row) => `2024/3/${1 + (row % 30)} 7:05`, '2024-03-01T07:05:00Z'],
    ['days first', (row) => `${1 + (row % 28)}.03.2024`, '2024-03-01 to'],
    ['names of months', (row) => `${1 + (row % 28)} Mar 2024`, '2024-03-01 to'],
    ['years among dates', (row) => (row % 9 === 0 ? '2023' : day(row)), '2023-01-01'],
    ['numbers', (row) => String((row * 37) % 100), '0'],
  ])('may hold %s', async (_, when, first) => {
    const source = await read(csv(100, when), { time: 'when', stratify: false }, { exclude: ['who'] });
    expect(columnsOf(source)).toEqual(['a']);
    expect(source.notes?.[0]).toContain(`split by when: train ${first}`);
    const { raw, rows } = source;
    const last = (members: Int32Array) => Math.max(...members.map((row) => row)) >= 0;
    expect(last(rows.train)).toBe(true);
    const times = raw.times?.values ?? new Float64Array();
    const range = (members: Int32Array) => Array.from(members, (row) => times[row] as number);
    expect(Math.max(...range(rows.train))).toBeLessThan(Math.min(...range(rows.validation)));
    expect(Math.max(...range(rows.validation))).toBeLessThan(Math.min(...range(rows.test)));
  });

  const constraint = 'must be a date such as 2024-01-31 or 2024-01-31T12:00Z, for data.split.time';
  test.each<[string, (row: number) => string, string]>([
    [
      'no dates',
      (row) => `week ${1 + (row % 28)}`,
      `table.csv:2:1 when: must be a number, or a date such as 2024-01-31 or 2024-01-31T12:00Z, for data.split.time, got "week 1"`,
    ],
    [
      'days and months that may be exchanged',
      (row) => `${1 + (row % 12)}/02/2024`,
      'table.csv:2:1 when: may have the day or the month first, for data.split.time, got "1/02/2024" (set data.columns to { "when": { "type": "date", "format": "dd/MM/yyyy" } }, or to MM/dd/yyyy)',
    ],
    [
      'gaps',
      (row) => (row % 30 === 2 ? '' : day(row)),
      'table.csv:4:1 when: must have a time in every row, for data.split.time',
    ],
    [
      'words for a missing value',
      (row) => (row % 30 === 2 ? 'NA' : day(row)),
      'table.csv:4:1 when: must have a time in every row, for data.split.time, got "NA"',
    ],
    [
      'words for a missing value among dates of another form',
      (row) => (row % 30 === 2 ? 'unknown' : `${1 + (row % 28)}.03.2024`),
      'table.csv:4:1 when: must have a time in every row, for data.split.time, got "unknown"',
    ],
    [
      'a day that does not exist',
      (row) => (row === 30 ? '2023-02-29' : day(row)),
      `table.csv:32:1 when: ${constraint}, got "2023-02-29"`,
    ],
    [
      'numbers among dates',
      (row) => (row === 30 || row === 40 ? '17' : day(row)),
      `table.csv:32:1 when: ${constraint}, got "17"`,
    ],
    [
      'dates with a time zone and without',
      (row) => (row === 30 ? day(row) : `${day(row)}T12:00Z`),
      'table.csv:32:1 when: must have a time zone, as other cells of its column have, for data.split.time, got "2024-07-04"',
    ],
  ])('%s are one line', async (_, when, line) => {
    const loading = read(csv(100, when), { time: 'when', stratify: false }, { exclude: ['who'] });
    expect(await faultsOf(loading)).toEqual([line]);
  });
});

test('a declared form of dates is read, and the column then is an input unless it is excluded', async () => {
  const text = csv(120, (row) => `${1 + (row % 12)}/02/${2001 + (row % 10)}`);
  const columns = { when: { type: 'date', format: 'MM/dd/yyyy' } } as const;
  const split = { time: 'when', stratify: false };
  const asInput = await read(text, split, { exclude: ['who'], columns });
  expect(columnsOf(asInput)).toEqual(['when', 'a']);
  expect(asInput.notes?.[0]).toMatch(/^split by when: train 2001-01-02 to 20\d\d-\d\d-02, validation/);
  const without = await read(text, split, { exclude: ['who', 'when'], columns });
  expect(columnsOf(without)).toEqual(['a']);
  expect(without.rows).toEqual(asInput.rows);
  const gap = read(text.replace('5/02/2005', 'NA'), split, { exclude: ['who', 'when'], columns });
  expect(await faultsOf(gap)).toEqual([
    'table.csv:6:1 when: must have a time in every row, for data.split.time, got "NA"',
  ]);
  const broken = read(text.replace('5/02/', '25/02/'), split, { exclude: ['who', 'when'], columns });
  expect(await faultsOf(broken)).toEqual([
    'table.csv:6:1 when: must be a date of the form MM/dd/yyyy, for data.split.time, got "25/02/2005"',
  ]);
});

describe('a column of splits', () => {
  /** Six of ten rows are for training, as the words say. */
  function assigned(words: (row: number) => string, rows = 100): string {
    const lines = Array.from(
      { length: rows },
      (_, row) => `${row}.5,${['u', 'v', 'v'][row % 3]},${words(row)},g${Math.floor(row / 5)},${row}`,
    );
    return ['a,y,part,who,when', ...lines].join('\n');
  }
  const trainTest = (row: number) => (row % 10 < 6 ? 'train' : 'test');
  const plain = { exclude: ['who', 'when'] };

  test('with training and test rows alone: validation is drawn from training, and that is said', async () => {
    const source = await read(assigned(trainTest), {}, { ...plain, ...byColumn({}) });
    const { train, validation, test: tested } = source.rows;
    expect([...tested]).toEqual(Array.from({ length: 100 }, (_, row) => row).filter((row) => row % 10 >= 6));
    expect([train.length, validation.length]).toEqual([48, 12]);
    const us = [...validation].filter((row) => row % 3 === 0).length;
    expect(us).toBe(4);
    expect(source.notes).toEqual([
      'column part has only train and test: 20 % of the training rows are for validation (12 of 60, drawn at random, stratified)',
    ]);
    const again = await read(assigned(trainTest), {}, { ...plain, ...byColumn({}) });
    expect(again.rows).toEqual(source.rows);
    const seeded = await read(
      assigned(trainTest),
      {},
      { ...plain, ...byColumn({ seed: 5, validation: 0.5 }) },
    );
    expect(seeded.rows.validation).toHaveLength(30);
  });

  test('the only training row of a class stays there', async () => {
    const text = assigned((row) => (row % 3 === 0 && row > 0 ? 'test' : trainTest(row)));
    for (let seed = 0; seed < 8; seed++) {
      const { rows } = await read(text, {}, { ...plain, ...byColumn({ seed, validation: 0.5 }) });
      expect([...rows.train]).toContain(0);
    }
  });

  test('whole groups are drawn, or the latest rows', async () => {
    const text = assigned((row) => (row < 70 ? 'train' : 'test'));
    const grouped = await read(text, {}, { exclude: ['when'], ...byColumn({ group: 'who' }) });
    const groups = (rows: Int32Array) => new Set(Array.from(rows, (row) => Math.floor(row / 5)));
    const both = [...groups(grouped.rows.train)].filter((each) => groups(grouped.rows.validation).has(each));
    expect(both).toEqual([]);
    expect(grouped.rows.validation).toHaveLength(15);
    const timed = await read(text, {}, { exclude: ['who'], ...byColumn({ time: 'when' }) });
    expect([...timed.rows.validation]).toEqual(Array.from({ length: 14 }, (_, row) => 56 + row));
  });

  test('must not contradict the groups, the times or a share of validation rows', async () => {
    const whole = (row: number) => ['train', 'train', 'validation', 'test'][row % 4] as string;
    const fault = (split: object) => faultsOf(read(assigned(whole), {}, { ...plain, ...byColumn(split) }));
    expect(await fault({ group: 'who' })).toEqual([
      'table.csv data.split.group: each group of who must be in one split, got "g0" (it has rows in train and validation, and 19 more groups like it)',
    ]);
    expect(await fault({ time: 'when' })).toEqual([
      'table.csv data.split.time: all rows of validation must be later than those of train, got "when"',
      'table.csv data.split.time: all rows of test must be later than those of validation, got "when"',
    ]);
    expect(await fault({ validation: 0.2 })).toEqual([
      'table.csv data.split.validation: must be left out, as part names the validation rows, got 0.2',
    ]);
  });

  test('may name no test rows, which is said', async () => {
    const source = await read(
      assigned((row) => (row % 5 ? 'train' : 'dev')),
      {},
      { ...plain, ...byColumn({}) },
    );
    expect(source.rows.test).toHaveLength(0);
    expect(source.notes).toEqual(['there are no test rows: ensemble, distill and evaluate use validation']);
  });

  test('must name more than training rows', async () => {
    const loading = read(
      assigned(() => 'train'),
      {},
      { ...plain, ...byColumn({}) },
    );
    expect(await faultsOf(loading)).toEqual([
      'table.csv data.split: the validation split must have at least 2 rows, got 0',
    ]);
  });
});

test.each(['group', 'time'])('images have no column for %s', async (key) => {
  const loading = readSource(
    dataSpec({ source: 'digits', split: { ...defaultSplit, [key]: 'who' } as SplitSpec }),
    '.',
  );
  expect(await faultsOf(loading)).toEqual([
    `digits data.split.${key}: must be absent for images, got "who" (they have no columns)`,
  ]);
});
