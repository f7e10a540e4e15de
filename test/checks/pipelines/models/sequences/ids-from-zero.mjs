import { textsOf } from './texts.mjs';

// The bug: a word has the id of padding.
export function data({ random }) {
  return textsOf(random, 0);
}
