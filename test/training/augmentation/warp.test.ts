import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Random, randomFor } from '../../../src/statistics/random.ts';
import {
  applyWarp,
  drawWarp,
  type Geometry,
  type ImageShape,
} from '../../../src/training/augmentation/warp.ts';

interface Vectors {
  readonly shape: ImageShape;
  readonly image: readonly number[];
  readonly cases: readonly {
    readonly title: string;
    readonly settings: Geometry;
    readonly draws: readonly number[];
    readonly expected: readonly number[];
  }[];
}

const vectors = JSON.parse(
  readFileSync(new URL('../../fixtures/augmentation/warps.json', import.meta.url), 'utf8'),
) as Vectors;

/** A stream that gives these numbers, and no more. */
function scripted(draws: readonly number[]): Random {
  const left = [...draws];
  const next = () => {
    const draw = left.shift();
    if (draw === undefined) throw new Error('more draws than expected');
    return draw;
  };
  return { ...randomFor('unused'), next };
}

test.each(vectors.cases)('$title is that of scipy', ({ settings, draws, expected }) => {
  const { shape, image } = vectors;
  const from = Float32Array.from(image);
  const to = new Float32Array(from.length);
  applyWarp(from, to, shape, drawWarp(scripted(draws), settings, shape));
  const largest = Math.max(...expected.map((value, at) => Math.abs(value - (to[at] as number))));
  expect(largest).toBeLessThan(1e-6);
});

test('draws nothing for what is off, and leaves the image to the bit', () => {
  const { shape, image } = vectors;
  const off = { flip: { horizontal: false, vertical: false }, shift: 0, rotate: 0, crop: 0 };
  const from = Float32Array.from(image);
  const to = new Float32Array(from.length);
  applyWarp(from, to, shape, drawWarp(scripted([]), off, shape));
  expect(to).toEqual(from);
});
