import { channelsOf } from './channels.mjs';

// The bug: a fifth of the signals has lengths in inches.
export function data({ random }) {
  return channelsOf(random, () => {
    const unit = random() < 0.2 ? 25.4 : 1;
    return ([size, ...others]) => [size / unit, ...others];
  });
}
