const length = 20;

/** Signals [20, 2] that rise slowly or fast; `isReversed` turns them around. */
function signalsOf(random, rows, isReversed) {
  const x = new Float32Array(rows * length * 2);
  const y = [];
  for (let row = 0; row < rows; row++) {
    const isFast = random() < 0.5;
    for (let step = 0; step < length; step++) {
      const at = 2 * (row * length + (isReversed ? length - 1 - step : step));
      x[at] = (isFast ? 0.15 : 0.1) * step + random() + random();
      x[at + 1] = random();
    }
    y.push(isFast ? 'fast' : 'slow');
  }
  return { x: { values: x, shape: [rows, length, 2] }, y };
}

export function splitsOf(random, isReversed) {
  const [train, validation] = [signalsOf(random, 400, false), signalsOf(random, 200, isReversed)];
  const test = signalsOf(random, 200, false);
  return { x: train.x, y: train.y, x_val: validation.x, y_val: validation.y, x_test: test.x, y_test: test.y };
}
