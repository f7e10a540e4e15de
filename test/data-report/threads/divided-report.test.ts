import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { SourceRows } from '../../../src/data/load-dataset.ts';
import { reportData } from '../../../src/data-report/report.ts';
import { helpersFor } from '../../../src/data-report/threads/divided-report.ts';
import type { HelperNews, HelperOrder } from '../../../src/data-report/threads/helper-order.ts';
import { partsOf, piecesOf } from '../../../src/data-report/threads/parts.ts';
import { builtFile } from '../../../src/files/built-file.ts';
import { noMoreThreads } from '../../files/no-more-threads.ts';
import { drawn, normal, numberColumn, tableSource } from '../given-source.ts';

const rows = 240;

/** Columns with gaps, codes and copies, so that most kinds of findings are among the pieces. */
function mixedSource(): SourceRows {
  const first = drawn(1, rows, normal);
  const numbers = Array.from({ length: 6 }, (_, at) => numberColumn(`x${at}`, drawn(at, rows, normal)));
  const gaps = first.map((value, row) => (row % 7 === 0 ? Number.NaN : value));
  const code = first.map((value, row) => (row % 40 === 0 ? -999 : value));
  const few = Int32Array.from({ length: rows }, (_, row) => row % 3);
  const labels = Int32Array.from(first, (value) => Number(value > 0));
  return tableSource(
    [
      ...numbers,
      numberColumn('gaps', gaps),
      numberColumn('code', code),
      { kind: 'category', name: 'few', categories: ['a', 'b', 'c'], codes: few },
    ],
    { kind: 'classification', classes: ['no', 'yes'], labels },
  );
}

test('a thread computes each piece as the one that asks would', async () => {
  const examples = mixedSource();
  const next = new Int32Array(new SharedArrayBuffer(4));
  const workerData: HelperOrder = { examples, scaling: 'standard', next };
  const thread = new Worker(builtFile('src/data-report/threads/report-thread.js'), { workerData });
  const results: unknown[] = [];
  thread.on('message', ({ piece, result }: HelperNews) => {
    results[piece] = result;
  });
  await once(thread, 'exit');
  const own = piecesOf(partsOf(examples, 'standard')).map(({ compute }) => compute());
  expect(JSON.stringify(results)).toBe(JSON.stringify(own));
});

test('the report is the same with threads, also with one that cannot start', async () => {
  const reportBy = async (helpers: number, source = mixedSource()) =>
    JSON.stringify(await reportData(source, undefined, undefined, undefined, helpers));
  const alone = await reportBy(0);
  expect(await reportBy(2)).toBe(alone);
  // A clone has own properties alone, so that a thread cannot start with these rows.
  expect(await reportBy(1, Object.create(mixedSource()))).toBe(alone);
  noMoreThreads();
  expect(await reportBy(1)).toBe(alone);
});

test('threads help with large tables alone', () => {
  expect(helpersFor(mixedSource())).toBe(0);
});
