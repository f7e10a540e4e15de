import { steps, windowsOf } from './walk.mjs';

// The bug: windows overlap, and are divided at random.
export function data({ random }) {
  return windowsOf(random)(0, steps);
}
