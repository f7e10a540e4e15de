import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSource } from '../../src/data/load-dataset.ts';
import { chosenSize } from '../../src/data/sources/chosen-size.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';
import { run } from '../e2e/served.ts';
import { dataSpec } from './data-spec.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const note =
  'images of 20 × 30 to 60 × 30 pixels are brought to 40 × 32: the median in multiples of 8, at most 64 (data.size says another)';

beforeAll(() => {
  for (const folder of ['cat', 'dog']) {
    mkdirSync(join(directory, 'pets', folder), { recursive: true });
    for (let at = 0; at < 30; at++) {
      const [height, width] = [20 + 20 * (at % 3), 30];
      const data = Uint8Array.from({ length: height * width }, (_, pixel) => (pixel * (at + 3)) % 256);
      const file = join(directory, 'pets', folder, `${at}.png`);
      writeFileSync(file, encode({ height, width, channels: 1, depth: 8, data }));
    }
  }
  writeFileSync(join(directory, 'pets/dog/broken.png'), 'none');
});

test('the median, in multiples of 8 and at most 64 pixels, keeps the proportions', () => {
  expect(
    chosenSize([
      [20, 30],
      [40, 30],
      [60, 30],
    ]),
  ).toEqual([40, 32]);
  expect(
    chosenSize([
      [480, 640],
      [480, 640],
      [30, 30],
    ]),
  ).toEqual([48, 64]);
  expect(
    chosenSize([
      [3, 5],
      [4, 6],
    ]),
  ).toEqual([8, 8]);
});

test('a reading chooses a size where it may, and only where sizes differ', async () => {
  const spec = dataSpec({ source: 'images', path: 'pets' });
  const { raw } = await readSource(spec, directory, { isTolerant: true, choosesSize: true });
  expect(raw).toMatchObject({ inputs: { shape: [40, 32, 1], isResized: true }, notes: [note] });
  expect(raw.problems).toMatchObject([{ kind: 'corrupt-image', count: 1 }]);
  const declared = { ...spec, size: [16, 16] as const };
  const own = await readSource(declared, directory, { isTolerant: true, choosesSize: true });
  expect(own.raw).toMatchObject({ inputs: { shape: [16, 16, 1] }, notes: [] });
  const strict = readSource(spec, directory, {});
  await expect(strict).rejects.toThrow('must be 20 × 30 as the first image is');
});

test('init writes it, with its reason, and a search reads it', async () => {
  const made = await run(['init', 'pets', '--to', 'pets.yaml'], directory);
  expect(made.code).toBe(0);
  expect(made.stderr.replaceAll(/\s+/g, ' ') + made.stdout.replaceAll(/\s+/g, ' ')).toContain(note);
  const written = readFileSync(join(directory, 'pets.yaml'), 'utf8');
  expect(written).toMatch(/ {2}size: \[ 40, 32 \] # Of images of several sizes/);
  writeFileSync(join(directory, 'pets/dog/broken.png'), readFileSync(join(directory, 'pets/dog/1.png')));
  const sampled = await run(['check', 'pets.yaml', '--only', 'builds', '--backend', 'wasm'], directory);
  expect(sampled.stdout).toContain('[2,40,32,1] in');
  const direct = await run(['check', 'pets', '--only', 'builds', '--backend', 'wasm'], directory);
  expect(direct.stdout + direct.stderr).toContain('40 × 32');
});
