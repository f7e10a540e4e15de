import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/catalogue.ts';
import { dataChecks } from '../../src/checks/data-checks.ts';
import { modelChecks } from '../../src/checks/model-checks.ts';
import { trainingChecks } from '../../src/checks/training-checks.ts';
import { brokenPipelines } from './pipelines/broken.ts';
import { alarmsOf, checkPipeline } from './pipelines/check-pipeline.ts';

const isLongForm = process.env.HPSEARCH_LONG === '1';
const chosenPipelines = brokenPipelines.filter(({ isLong }) => !isLong || isLongForm);
const kinds = [dataChecks, modelChecks, trainingChecks];

/**
 * All checks of all pipelines are in `npm run proof`; here the one that is to find the bug, the cheap ones of its kind
 * (data, model or training; with HPSEARCH_LONG=1 of all kinds), and those that alarm as well.
 */
describe.each(chosenPipelines)('$broken.title', ({ broken, mended, found, also }) => {
  const finder = checks.filter(({ name }) => name === found.check);
  const kin = isLongForm
    ? checks
    : (kinds.find((kind) => kind.some(({ name }) => name === found.check)) ?? []);
  const chosen = checks.filter(
    (check) =>
      check.name === found.check || (check.isCheap && (kin.includes(check) || also.includes(check.name))),
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
