import { channelsOf } from './channels.mjs';

// The bug: three signals of ten have their features in reverse order.
export function data({ random }) {
  return channelsOf(random, () => {
    const isReversed = random() < 0.3;
    return (step) => (isReversed ? step.toReversed() : step);
  });
}
