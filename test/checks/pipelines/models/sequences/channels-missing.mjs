import { channelsOf } from './channels.mjs';

// The bug: a temperature in twenty is missing, and −999 stands for it.
export function data({ random }) {
  return channelsOf(random, () => ([size, mass, warmth]) => [size, mass, random() < 0.05 ? -999 : warmth]);
}
