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
