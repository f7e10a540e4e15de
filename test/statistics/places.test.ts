import { expect, test } from 'vitest';
import { placesIn, unionOf } from '../../src/statistics/places.ts';

test('a union has each number once, in numeric order, and finds the places of its numbers', () => {
  const lists = [Int32Array.of(12, 3), Int32Array.of(3, 100, 9)];
  const union = unionOf(lists);
  expect([...union]).toEqual([3, 9, 12, 100]);
  expect([...placesIn(union)(Int32Array.of(100, 3))]).toEqual([3, 0]);
  expect([...unionOf([])]).toEqual([]);
});
