import { expect, test } from 'vitest';
import { checks } from '../../src/checks/catalogue.ts';
import { alarmsOf, checkPipeline } from './pipelines/check-pipeline.ts';
import { soundPipelines } from './pipelines/sound.ts';

/** All of them with ten seeds and every check are in `npm run proof`; here three, of which each takes a quarter of a second. */
const quick = soundPipelines.filter(({ isQuick }) => isQuick);
const slow = soundPipelines.filter(({ isQuick }) => !isQuick);
const seeds = Array.from({ length: 3 }, (_, seed) => seed);

test.each(quick)('$title raises no alarm with three seeds', async (pipeline) => {
  for (const seed of seeds) expect(alarmsOf(await checkPipeline(pipeline, seed))).toEqual([]);
});

test.each(slow)('$title raises no alarm with the cheap checks', async (pipeline) => {
  const cheap = checks.filter(({ isCheap }) => isCheap);
  expect(alarmsOf(await checkPipeline(pipeline, 0, cheap))).toEqual([]);
});
