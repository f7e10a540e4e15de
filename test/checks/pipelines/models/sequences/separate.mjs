import { steps, windowsOf } from './walk.mjs';

export function data({ random }) {
  const cut = windowsOf(random);
  const [train, validation, test] = [
    cut(0, 0.6 * steps),
    cut(0.6 * steps, 0.8 * steps),
    cut(0.8 * steps, steps),
  ];
  return { x: train.x, y: train.y, x_val: validation.x, y_val: validation.y, x_test: test.x, y_test: test.y };
}
