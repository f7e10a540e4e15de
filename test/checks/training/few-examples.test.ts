import { expect, test } from 'vitest';
import { fewExamples } from '../../../src/checks/training/memorising/few-examples.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { classesOf, datasetOf, linearTarget, separableBlobs } from '../../training/example-data.ts';

test('the classes take turns, and no two examples have the same inputs', () => {
  const x = [[0], [0], [1], [1], [2], [2], [2]];
  const y = [0, 0, 0, 1, 1, 1, 1];
  const dataset = datasetOf(classesOf(3), [1], { train: { x, y } });
  const few = fewExamples(dataset, 8, randomFor('few'));
  expect(few.rows).toBe(3);
  expect([...few.x].sort()).toEqual([0, 1, 2]);
  expect(few.y.slice(0, 2)).toEqual(Float32Array.of(0, 1));
  expect(fewExamples(dataset, 2, randomFor('few')).rows).toBe(2);
});

test('examples are far apart', () => {
  const x = Array.from({ length: 101 }, (_, row) => [row / 100]);
  const dataset = datasetOf({ kind: 'regression', target: 'y', mean: 0, std: 1 }, [1], {
    train: { x, y: x.map(([value = 0]) => value) },
  });
  const { x: taken } = fewExamples(dataset, 4, randomFor('far'));
  const sorted = [...taken].sort((one, other) => one - other);
  const gaps = sorted.slice(1).map((value, index) => value - (sorted[index] as number));
  // Wherever the first one lies, halving the widest gap leaves no two nearer than a quarter of half the line.
  expect(Math.min(...gaps)).toBeGreaterThan(0.12);
});

test('as many as are asked for, where there are as many', () => {
  const few = fewExamples(separableBlobs(), 8, randomFor('blobs'));
  expect(few.rows).toBe(8);
  expect([...few.y]).toEqual([0, 1, 2, 0, 1, 2, 0, 1]);
  expect(fewExamples(linearTarget(), 5, randomFor('line')).rows).toBe(5);
});
