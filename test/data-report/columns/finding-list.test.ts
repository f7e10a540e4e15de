import { expect, test } from 'vitest';
import { orderFindings } from '../../../src/data-report/columns/finding-list.ts';

test('a column that differs between several splits is named once', () => {
  const finding = (column: string) => ({
    ...{ severity: 'warn' as const, kind: 'drift', message: `${column}: differs`, advice: '' },
    ...{ columns: [column], rows: [], count: 1 },
  });
  const gathered = orderFindings(['a', 'b', 'a', 'c', 'b', 'c'].map(finding));
  expect(gathered).toMatchObject([
    { message: 'a: differs; likewise b, c', columns: ['a', 'b', 'c'], count: 3 },
  ]);
  expect(orderFindings(Array.from({ length: 6 }, () => finding('a')))).toMatchObject([
    { message: 'a: differs' },
  ]);
});

test('columns of one kind that need different advice are not named as alike', () => {
  const finding = (column: string, fault: string, advice: string) => ({
    ...{ severity: 'fail' as const, kind: 'non-finite-values', message: `${column}: ${fault}`, advice },
    ...{ columns: [column], rows: [0], count: 1 },
  });
  const infinite = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => finding(name, 'infinite', 'refused'));
  const says = finding('g', 'says NaN', 'missing');
  expect(orderFindings([...infinite.slice(0, 3), says, ...infinite.slice(3)])).toMatchObject([
    { message: 'a: infinite; likewise b, c, d, e, f', columns: ['a', 'b', 'c', 'd', 'e', 'f'] },
    { message: 'g: says NaN', columns: ['g'] },
  ]);
});
