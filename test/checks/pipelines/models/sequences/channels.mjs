const rows = 400;
const length = 12;

/**
 * Signals [12, 3] of a length in millimetres, a mass that goes with it and a temperature; `changeRow` returns the change of
 * the steps of a row.
 */
export function channelsOf(random, changeRow = () => (step) => step) {
  const values = new Float32Array(rows * length * 3);
  const y = [];
  const noise = () => random() + random() - 1;
  for (let row = 0; row < rows; row++) {
    const isLarge = random() < 0.5;
    const change = changeRow();
    for (let step = 0; step < length; step++) {
      const size = (isLarge ? 205 : 195) + 20 * noise();
      const mass = 20 * size + 100 * noise();
      values.set(change([size, mass, 15 + 8 * random()]), 3 * (row * length + step));
    }
    y.push(isLarge ? 'large' : 'small');
  }
  return { x: { values, shape: [rows, length, 3] }, y };
}
