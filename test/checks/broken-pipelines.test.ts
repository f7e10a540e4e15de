import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/catalogue.ts';
import { brokenPipelines } from './pipelines/broken.ts';
import { alarmsOf, checkPipeline } from './pipelines/check-pipeline.ts';

const isLongForm = process.env.HPSEARCH_LONG === '1';
const chosenPipelines = brokenPipelines.filter(({ isLong }) => !isLong || isLongForm);

/**
 * All checks of all pipelines are in `npm run proof`; here the one that is to find the bug, and the cheap ones that alarm as
 * well; with HPSEARCH_LONG=1 all cheap ones, of which no other may alarm.
 */
describe.each(chosenPipelines)('$broken.title', ({ broken, mended, found, also }) => {
  const finder = checks.filter(({ name }) => name === found.check);
  const chosen = checks.filter(
    ({ name, isCheap }) => name === found.check || (isCheap && (isLongForm || also.includes(name))),
  );

  test(`is found by ${found.check}`, async () => {
    const alarms = alarmsOf(await checkPipeline(broken, 0, chosen));
    const diagnosis = alarms.find(({ name }) => name === found.check);
    expect(diagnosis).toMatchObject({ status: found.status });
    expect(diagnosis?.message).toMatch(found.message);
    expect(diagnosis?.advice).toMatch(/\S/);
    const expected = chosen.map(({ name }) => name).filter((name) => [found.check, ...also].includes(name));
    expect(alarms.map(({ name }) => name)).toEqual(expected);
  });

  test('is silent once it is mended', async () => {
    expect(await checkPipeline(mended, 0, finder)).toMatchObject([{ status: 'pass' }]);
  });
});
