import { textsOf } from './texts.mjs';

export function data({ random }) {
  return textsOf(random, 1);
}
