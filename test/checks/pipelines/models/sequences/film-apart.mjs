import { filmOf } from './film.mjs';

export function data({ random }) {
  return filmOf(random, true);
}
