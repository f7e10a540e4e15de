import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Trial } from '../../src/study/trial.ts';
import { root, temporaryDirectory } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const copied = ['digits-transfer.yaml', 'digits-transfer.mjs', 'few-digits.npz', 'mnist-8x8'];

beforeAll(async () => {
  for (const name of copied) {
    cpSync(join(root, 'search-spaces', name), join(directory, name), { recursive: true });
  }
  const { code, stderr } = await run(
    ['start', 'digits-transfer.yaml', '--trials', '6', '--quiet'],
    directory,
  );
  expect({ code, stderr }).toMatchObject({ code: 0 });
});

type Ranked = Trial & { readonly rank: number };

describe('a model that loads a pretrained one', () => {
  test('knows more from few rows than one from scratch', async () => {
    const trials = await json<Ranked[]>(['top', '--k', '10'], directory);
    const bestOf = (base: string) =>
      Math.min(...trials.filter(({ config }) => config.base === base).map(({ value }) => value as number));
    expect(bestOf('frozen')).toBeLessThan(bestOf('scratch'));
  });

  test('predicts, repeats and exports as it was trained', async () => {
    const [best] = await json<Ranked[]>(['top', '--k', '1'], directory);
    const again = await run(['rerun', String(best?.trial)], directory);
    expect(again.stdout).toContain('identical');
    const exported = await run(['export', '--to', 'model'], directory);
    expect(exported).toMatchObject({ code: 0 });
    const served = await json<{ metrics: { accuracy: { value: number } } }>(['evaluate'], directory);
    expect(served.metrics.accuracy.value).toBeGreaterThan(0.7);
  });

  test('notices another file of weights', async () => {
    const weights = join(directory, 'mnist-8x8/weights.bin');
    const bytes = readFileSync(weights);
    bytes[1000] = (bytes[1000] as number) ^ 1;
    writeFileSync(weights, bytes);
    const { code, stderr } = await run(['evaluate'], directory);
    expect(code).toBe(2);
    expect(stderr).toContain('digits-transfer.mjs has changed since the study began');
  });
});
