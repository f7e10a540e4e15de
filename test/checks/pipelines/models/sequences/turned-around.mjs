import { splitsOf } from './rising.mjs';

// The bug: validation sequences are from the end to the beginning.
export function data({ random }) {
  return splitsOf(random, true);
}
