import { describe, expect, test } from 'vitest';
import { augmentedLabels } from '../../../src/checks/data/augmented-labels.ts';
import { nearestImages, reducedImages } from '../../../src/checks/data/nearest-images.ts';
import { strongestAugmentation } from '../../../src/checks/data/strongest-augmentation.ts';
import type { Dataset } from '../../../src/data/dataset.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { Configuration } from '../../../src/study/search-space.ts';
import { classesOf, datasetOf, splitOf } from '../../training/example-data.ts';
import { type Given, verdictOn } from '../training/given-context.ts';

const random = randomFor('sides');

/** Images whose left or right half is bright, or without `isTold` at random. */
function brightSides(isTold = true): Dataset {
  const examples = (rows: number) => {
    const y = Array.from({ length: rows }, (_, row) => row % 2);
    const x = y.map((label) =>
      Array.from({ length: 36 }, (_, pixel) => {
        const isBright = isTold && Math.floor((pixel % 6) / 3) === label;
        return (isBright ? 0.7 : 0) + 0.3 * random.next();
      }),
    );
    return { x, y };
  };
  return datasetOf(classesOf(2), [6, 6, 1], { train: examples(300), validation: examples(100) });
}

const on = (config: Configuration, change?: Given['change']) =>
  verdictOn(augmentedLabels, { data: { source: 'digits' }, config, ...(change && { change }) });

describe('the check of augmented labels', () => {
  test('warns where a change makes two classes one, and names them', async () => {
    const verdict = await on({ 'augment.flip': 'horizontal' }, () => brightSides());
    expect(verdict.status).toBe('warn');
    expect(verdict.message).toMatch(
      /^\d\d(\.\d)? % of changed images of class \d look like class \d, and 0 % of unchanged ones.*; augment.flip horizontal$/,
    );
    expect(verdict.numbers?.rightChanged).toBeCloseTo(0.5, 0);
  });

  test('passes where changes leave the classes apart, and shows pictures', async () => {
    const sound = { 'augment.flip': 'vertical', 'augment.noise': 0.1, 'augment.mixup': 0.4 };
    const verdict = await on(sound, () => brightSides());
    expect(verdict).toMatchObject({ status: 'pass', numbers: { rightUnchanged: 1, rightChanged: 1 } });
    const [exhibit] = verdict.exhibits ?? [];
    if (exhibit?.kind !== 'images') throw new Error('no pictures');
    expect(exhibit.images).toHaveLength(8 * 4);
    expect(exhibit.images[0]?.caption).toMatch(/: class \d$/);
    expect(exhibit.images[1]?.pixels).not.toBe(exhibit.images[0]?.pixels);
  });

  test('warns of digits in noise as strong as their strokes, and not of digits that are turned a little', async () => {
    expect(await on({ 'augment.noise': 1 })).toMatchObject({ status: 'warn' });
    expect(await on({ 'augment.rotate': 15, 'augment.shift': 0.1 })).toMatchObject({ status: 'pass' });
  });

  test('can tell nothing where similar images have any class', async () => {
    const verdict = await on({ 'augment.flip': true }, () => brightSides(false));
    expect(verdict).toMatchObject({
      status: 'skip',
      message: expect.stringContaining('only the pictures can'),
    });
    expect(verdict.exhibits).toHaveLength(1);
  });

  test('is left out without a change of images', async () => {
    const skip = { status: 'skip', message: 'the space changes no images' };
    expect(await on({ 'augment.flip': false, 'augment.mixup': 1 })).toEqual(skip);
    expect(await verdictOn(augmentedLabels, { config: { 'augment.noise': 1 } })).toEqual(skip);
  });
});

test('the strongest augmentation of a space is the end of each range', () => {
  const space = [
    { name: 'units', distribution: { type: 'int', min: 1, max: 9 } },
    { name: 'augment.flip', distribution: { type: 'choice', values: ['vertical', false, true] } },
    { name: 'augment.crop', distribution: { type: 'choice', values: [0, 0.4, 0.2] } },
    { name: 'augment.noise', distribution: { type: 'uniform', min: 0, max: 0.3 } },
    { name: 'augment.shift', distribution: { type: 'fixed', value: 0 } },
  ] as const;
  expect(strongestAugmentation({ space })).toEqual({
    'augment.flip': 'vertical',
    'augment.crop': 0.4,
    'augment.noise': 0.3,
  });
});

test('large images are reduced to means of their blocks before the most similar is looked for', () => {
  const side = 20;
  const image = (bright: number) =>
    Array.from({ length: side * side }, (_, pixel) => (Math.floor(pixel / side) < bright ? 1 : 0));
  const split = (brights: readonly number[]) => splitOf({ x: brights.map(image), y: brights.map(() => 0) });
  const { x, size } = reducedImages(split([3]), [side, side, 1]);
  expect(size).toBe(100);
  expect([...x.subarray(0, 40)].filter((_, at) => at % 10 === 0)).toEqual([1, 0.5, 0, 0]);
  const nearest = nearestImages(split([4, 19, 0]), split([1, 5, 20]), [side, side, 1]);
  expect([...nearest]).toEqual([1, 2, 0]);
});
