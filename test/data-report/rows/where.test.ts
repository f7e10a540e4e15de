import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { chooseRows } from '../../../src/data-report/rows/choose-rows.ts';
import type { RowColumn } from '../../../src/data-report/rows/row-column.ts';
import { parseWhere } from '../../../src/data-report/rows/where.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { quotedNames } from '../../../src/study/words/quoted-names.ts';

const random = randomFor('rows to filter');
const cities = ['Paris', 'New York', 'Oslo', "L'Aquila", '10', '9'];
const rows = Array.from({ length: 300 }, () => ({
  age: random.below(8) === 0 ? undefined : random.below(60),
  city: random.below(8) === 0 ? undefined : cities[random.below(cities.length)],
  day: 19_000 + random.below(800),
}));

const column = (name: string, kind: RowColumn['kind'], of: 'age' | 'city' | 'day'): RowColumn => ({
  name,
  kind,
  valueAt: (index) => rows[index]?.[of],
});
const columns = [
  column('age', 'number', 'age'),
  column('age of man', 'number', 'age'),
  column('city', 'text', 'city'),
  column('day', 'date', 'day'),
];
const chosen = (where: string) => [...chooseRows(rows.length, columns, { where })];

describe('a condition chooses the rows that SQLite does', () => {
  const database = new Database(':memory:');
  database.exec('create table people (id integer, age integer, city text, day text)');
  const insert = database.prepare('insert into people values (?, ?, ?, ?)');
  rows.forEach(({ age, city, day }, id) => {
    insert.run(id, age ?? null, city ?? null, new Date(day * 86_400_000).toISOString().slice(0, 10));
  });
  test.each([
    ['age > 30', 'age > 30'],
    ['age<=30', 'age <= 30'],
    ['age = 7', 'age = 7'],
    ['Age >= 50', 'age >= 50'],
    ['age > −3', 'age > -3'],
    ['age != 7', 'age is not 7'],
    ['not age = 7', 'age is not 7'],
    ['age of man > 30', 'age > 30'],
    ['age is missing', 'age is null'],
    ['age is not missing and city IS MISSING', 'age is not null and city is null'],
    ["city = 'New York'", "city = 'New York'"],
    ["city = 'L''Aquila'", "city = 'L''Aquila'"],
    ['city in (Paris, Oslo)', "city in ('Paris', 'Oslo')"],
    ['city not in (Paris, "New York")', "city is null or city not in ('Paris', 'New York')"],
    ['city ~ YORK', "city like '%york%'"],
    ['city !~ york', "city is null or city not like '%york%'"],
    ['city < 10', "city = '9'"],
    ['age < 5 or age > 55 and city = Oslo', "age < 5 or (age > 55 and city = 'Oslo')"],
    ['(age < 5 or age > 55) and city = Oslo', "(age < 5 or age > 55) and city = 'Oslo'"],
    ['day = 2023', "strftime('%Y', day) = '2023'"],
    ['day > 2023', "day >= '2024-01-01'"],
    ['day <= 2023-02', "day < '2023-03-01'"],
    ['day >= 2023-02-03', "day >= '2023-02-03'"],
    ['day < "2023-02-03 12:00"', "day <= '2023-02-03'"],
  ])('%s', (where, sql) => {
    const wanted = database.prepare(`select id from people where ${sql} order by id`).pluck().all();
    expect(wanted.length).toBeGreaterThan(0);
    expect(chosen(where)).toEqual(wanted);
  });
});

test('a condition names its columns', () => {
  expect(parseWhere('age of man > 3 or not (city is missing)', columns).names).toEqual([
    'age of man',
    'city',
  ]);
});

test.each([
  ['agee > 3', 'must begin a comparison with a column (agee is none: did you mean \'age\'?) at "> 3"'],
  ['age', 'must compare age by =, !=, <, <=, >, >=, ~ (contains), in or is missing at its end'],
  ['age > ', 'must have a value for age at its end'],
  ['age > old', 'must compare age with a number, not old, at its end'],
  ['day > May', 'must compare day with a date such as 2024, 2024-01 or 2024-01-31, not May, at its end'],
  ['city = New York', 'must have "and", "or" or nothing at "York"'],
  ["city = 'Oslo", 'must close a quotation at "\'Oslo"'],
  ['(age > 3', 'must close a parenthesis at its end'],
  ['city in Paris', 'must have a list such as (A, B) at "Paris"'],
])('%s is refused', (where, fault) => {
  const { message } = (() => {
    try {
      return { message: String(chosen(where)) };
    } catch (error) {
      return error as Error;
    }
  })();
  expect(message).toContain(fault);
  expect(message).toContain(JSON.stringify(where));
});

test('rows are sorted by several columns, the missing last, and equal ones as they stood', () => {
  const order = [...chooseRows(rows.length, columns, { sort: ['-age', 'city'] })];
  const text = (city: string | undefined) => city ?? '~';
  const collator = new Intl.Collator('en', { numeric: true });
  const wanted = [...rows.keys()].sort((a, b) => {
    const [one, other] = [rows[a], rows[b]];
    return (
      (other?.age ?? -1) - (one?.age ?? -1) ||
      (one?.city === other?.city
        ? 0
        : one?.city === undefined || other?.city === undefined
          ? Number(one?.city === undefined) - Number(other?.city === undefined)
          : collator.compare(text(one.city), text(other.city))) ||
      a - b
    );
  });
  expect(order).toEqual(wanted);
  expect(() => chooseRows(rows.length, columns, { sort: ['-aeg'] })).toThrow(/did you mean 'age'\?/);
});

test('a random order has each row once, the same for a seed', () => {
  const order = (randomSeed: number) => [
    ...chooseRows(rows.length, columns, { where: 'age > 30', randomSeed }),
  ];
  expect(order(1)).toEqual(order(1));
  expect(order(1)).not.toEqual(order(2));
  expect(order(1).toSorted((a, b) => a - b)).toEqual(chosen('age > 30'));
});

test('texts that are all numbers are sorted as numbers', () => {
  const cells = ['0.5', '-5', undefined, '0.25', '3', '1e2', '-0.5'];
  const written: RowColumn = { name: 'cost', kind: 'text', valueAt: (index) => cells[index] };
  expect([...chooseRows(cells.length, [written], { sort: ['cost'] })]).toEqual([1, 6, 3, 0, 4, 5, 2]);
});

describe('a column whose name has blanks, commas or a minus', () => {
  const named = (name: string, values: readonly number[]): RowColumn => ({
    name,
    kind: 'number',
    valueAt: (index) => values[index],
  });
  const odd = [
    named('a, b', [3, 1, 2]),
    named('-neg', [-1, 5, -3]),
    named('neg', [7, 8, 9]),
    named('not a', [1, 2, 3]),
  ];

  test.each([
    ['"a, b" > 1', [0, 2]],
    ['a, b > 1', [0, 2]],
    ["'-neg' < 0", [0, 2]],
    ['-neg < 0 and "neg" > 7', [2]],
    ['"not a" = 2', [1]],
  ])('is compared: %s', (where, wanted) => {
    expect([...chooseRows(3, odd, { where })]).toEqual(wanted);
  });

  test.each([
    ['"a, b"', [1, 2, 0]],
    ['-"a, b"', [0, 2, 1]],
    ['-neg', [2, 1, 0]],
    ['--neg', [1, 0, 2]],
    ['-"-neg"', [1, 0, 2]],
    ['"-neg"', [2, 0, 1]],
    ['-"neg"', [2, 1, 0]],
    ["'-neg'", [2, 0, 1]],
  ])('is sorted by: %s', (sort, wanted) => {
    expect([...chooseRows(3, odd, { sort: quotedNames(sort) })]).toEqual(wanted);
  });

  test('with a minus needs no marks where no column is named without it', () => {
    const columns = [named('-debt', [2, 1, 3])];
    expect([...chooseRows(3, columns, { sort: ['-debt'] })]).toEqual([1, 0, 2]);
  });

  test('not is that of a column before a comparison', () => {
    const columns = [named('not', [1, 2, 3])];
    expect([...chooseRows(3, columns, { where: 'not = 2 or not>2' })]).toEqual([1, 2]);
    expect([...chooseRows(3, columns, { where: 'not not = 2' })]).toEqual([0, 2]);
  });

  test('is listed with its marks', () => {
    expect(() => chooseRows(3, odd, { where: 'unknown > 2' })).toThrow(
      'the columns are "a, b", "-neg", neg, not a) at "> 2"',
    );
    expect(() => chooseRows(3, odd, { sort: ['-unknown'] })).toThrow(
      '(the columns are "a, b", "-neg", neg, not a), got "-unknown"',
    );
  });

  test('stands in a list with others', () => {
    expect(quotedNames(`"a, b", neg,-'c,d' ,it's,"say ""so""",'open, end,"-x"`)).toEqual([
      'a, b',
      'neg',
      "-'c,d'",
      "it's",
      'say "so"',
      "'open",
      'end',
      '"-x"',
    ]);
  });
});

test('thousands of nested conditions are refused', () => {
  for (const nesting of ['(', 'not '])
    expect(() => chosen(`${nesting.repeat(20_000)}age > 3`)).toThrow(
      /must have at most 100 nested conditions/,
    );
});
