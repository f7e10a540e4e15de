import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { root, temporaryDirectory } from './e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

/** The text that each program must print at its end. */
const programs: Readonly<Record<string, RegExp>> = {
  'search-iris.mjs': /small petals: setosa \((0\.[5-9]\d|1\.00)\)$/,
  'search-images.mjs': /is found at [67]\.\d, (9|10)\.\d$/,
  'search-arrays.mjs': /slope of 0.5 rises \(/,
  'objective/search-branin.mjs': /^lowest: 0\.\d+ at/,
  'objective/search-logistic.mjs': /^\d+ of 20 pruned; accuracy (0\.9|1)/,
};

test('each example is run here', () => {
  const files = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' });
  const started = files.filter((file) => /search-[^/]*\.mjs$/.test(file));
  expect(started.toSorted()).toEqual(Object.keys(programs).toSorted());
});

test.each(Object.entries(programs))('%s', async (file, ending) => {
  const db = join(directory, `${file.replaceAll('/', '-')}.db`);
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'examples', file), db]);
  expect(stdout.trim().split('\n').at(-1)).toMatch(ending);
});
