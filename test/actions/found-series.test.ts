import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { initSpace } from '../../src/actions/init.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const random = randomFor('long form');
const persons = Array.from({ length: 30 }, (_, person) => ({ name: `p${person}`, days: 5 + (person % 4) }));
/** A line for each day of each person, whose last cells are a measure and the target. */
const longForm = (timeOf: (day: number) => string, targetOf: (person: string) => string) =>
  persons.flatMap(({ name, days }) =>
    Array.from({ length: days }, (_, day) =>
      [name, timeOf(day), random.next().toFixed(3), targetOf(name)].join(),
    ),
  );

/** Runs `init` on the lines: its answer, and the file that it writes. */
async function initOf(header: string, lines: readonly string[]) {
  writeFileSync(join(directory, 'table.csv'), [header, ...lines, ''].join('\n'));
  const to = join(directory, 'space.yaml');
  const [target] = header.split(',').slice(-1);
  const report = await initSpace({
    ...{ data: join(directory, 'table.csv'), target, to, replace: true },
    ...{ query: undefined, window: undefined },
  });
  return { said: report.notes.join('\n'), text: readFileSync(to, 'utf8') };
}

test('init proposes series as examples where the target is the same in each, and takes rows', async () => {
  const outcome = (name: string) => (Number(name.slice(1)) % 3 === 0 ? 'ill' : 'well');
  const { said, text } = await initOf('who,day,pulse,outcome', longForm(String, outcome));
  expect(said).toMatch(
    /who and day look like .* outcome is the same .*: data\.sequence \{ by: who, time: day \} would make a series an example/,
  );
  expect(text).toMatch(/^# who and day look like .*\ndata:$/m);
  expect(text).not.toMatch(/^ +sequence:/m);
});

test('init proposes windows where the target differs from row to row, and nothing of other tables', async () => {
  const date = (day: number) => `2024-03-0${1 + day}`;
  const sold = () => (9 * random.next()).toFixed(2);
  const stores = await initOf('store,date,visitors,sold', longForm(date, sold));
  expect(stores.said).toMatch(
    /: data\.window \{ length: 14, by: store, time: date \} would forecast sold from the 14 rows before/,
  );
  const lines = Array.from({ length: 90 }, (_, row) => `k${row % 9},${random.below(40)},${sold()}`);
  expect((await initOf('kind,size,price', lines)).said).not.toMatch(/series/);
});
