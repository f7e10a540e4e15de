import { expect, test } from 'vitest';
import { createStateMemory } from '../../src/search/schedules/state-memory.ts';

const parked = (bytes: number, seconds = 0) => ({ state: new Uint8Array(bytes), seconds });

test('a state is taken once, a newer one replaces it, and there is no room beyond the limit', () => {
  const memory = createStateMemory(10);
  expect(memory.take(1)).toBeUndefined();
  memory.add(1, parked(6));
  expect(memory.hasRoom()).toBe(true);
  memory.add(2, parked(4));
  expect(memory.hasRoom()).toBe(false);
  memory.add(1, parked(3, 2));
  expect(memory.hasRoom()).toBe(true);
  expect(memory.take(1)).toEqual(parked(3, 2));
  expect(memory.take(1)).toBeUndefined();
  memory.add(3, parked(7));
  expect(memory.hasRoom()).toBe(false);
  memory.take(2);
  memory.take(3);
  memory.add(4, parked(9));
  expect(memory.hasRoom()).toBe(true);
});
