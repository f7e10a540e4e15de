import { expect, test } from 'vitest';
import { neighbourCorrelation } from '../../../src/checks/training/neighbour-correlation.ts';
import { randomFor } from '../../../src/statistics/random.ts';

function picture(height: number, width: number, value: (y: number, x: number) => number): Float32Array {
  return Float32Array.from({ length: height * width }, (_, at) => value(Math.floor(at / width), at % width));
}

test('a chessboard is opposed to its neighbours, and stripes half of them', () => {
  const chess = picture(4, 4, (y, x) => (x + y) % 2);
  expect(neighbourCorrelation([chess], [4, 4, 1])).toBeCloseTo(-1, 10);
  const stripes = picture(40, 40, (_, x) => x % 2);
  expect(neighbourCorrelation([stripes], [40, 40, 1])).toBeCloseTo(0, 2);
});

test('noise has none, and what changes slowly has nearly all of it', () => {
  const random = randomFor('noise');
  const noise = Array.from({ length: 20 }, () => picture(10, 10, () => random.next()));
  expect(Math.abs(neighbourCorrelation(noise, [10, 10, 1]))).toBeLessThan(0.05);
  const waves = picture(40, 40, (y, x) => Math.sin(x / 10) + Math.cos(y / 10));
  expect(neighbourCorrelation([waves], [40, 40, 1])).toBeGreaterThan(0.98);
});

test('channels are compared each with its own, and an even picture has no correlation', () => {
  // Two chessboards, one in each channel, the second the other way round.
  const both = Float32Array.from({ length: 32 }, (_, at) => {
    const place = Math.floor(at / 2);
    return ((place % 4) + Math.floor(place / 4) + (at % 2)) % 2;
  });
  expect(neighbourCorrelation([both], [4, 4, 2])).toBeCloseTo(-1, 10);
  expect(neighbourCorrelation([new Float32Array(16).fill(3)], [4, 4, 1])).toBe(0);
});
