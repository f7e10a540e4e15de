import { filmOf } from './film.mjs';

// The bug: frames of one film are divided at random.
export function data({ random }) {
  return filmOf(random, false);
}
