import { expect, test } from 'vitest';
import { checks } from '../../src/checks/catalogue.ts';
import { alarmsOf, checkPipeline } from './pipelines/check-pipeline.ts';
import { soundPipelines } from './pipelines/sound.ts';

const isLongForm = process.env.HPSEARCH_LONG === '1';
/**
 * `npm run proof` makes every check of all of them with ten seeds; here one seed, or three with HPSEARCH_LONG=1, which also
 * checks those whose data and model are already in the folder search-spaces.
 */
const quick = soundPipelines.filter(({ isQuick }) => isQuick);
const slow = soundPipelines.filter(({ isQuick, isRepeated }) => !isQuick && (isLongForm || !isRepeated));
const seeds = isLongForm ? [0, 1, 2] : [1];

test.each(quick)('$title raises no alarm', async (pipeline) => {
  for (const seed of seeds) expect(alarmsOf(await checkPipeline(pipeline, seed))).toEqual([]);
});

test.each(slow)('$title raises no alarm with the cheap checks', async (pipeline) => {
  const cheap = checks.filter(({ isCheap }) => isCheap);
  expect(alarmsOf(await checkPipeline(pipeline, 0, cheap))).toEqual([]);
});
