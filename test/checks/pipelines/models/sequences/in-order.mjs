import { splitsOf } from './rising.mjs';

export function data({ random }) {
  return splitsOf(random, false);
}
