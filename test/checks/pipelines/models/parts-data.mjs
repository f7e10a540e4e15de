// A row is a text of ids, a signal of two features, and three measurements: each tells the class a little.
const rows = 600;
const length = 12;

export function data({ random }) {
  const text = new Int32Array(rows * length);
  const signal = new Float32Array(rows * 20 * 2);
  const meta = new Float32Array(rows * 3);
  const y = [];
  const normal = () => random() + random() + random() + random() - 2;
  for (let row = 0; row < rows; row++) {
    const isHigh = random() < 0.5;
    const tokens = 6 + Math.floor(random() * (length - 5));
    for (let at = 0; at < tokens; at++) {
      text[row * length + at] = (isHigh && random() < 0.15 ? 3 : 1) + Math.floor(random() * 20);
    }
    const [phase, pace] = [6 * random(), isHigh ? 0.5 : 0.3];
    for (let step = 0; step < 20; step++) {
      const at = row * 40 + 2 * step;
      signal[at] = Math.sin(pace * step + phase) + normal();
      signal[at + 1] = 1000 + 300 * normal();
    }
    for (let at = 0; at < 3; at++) meta[row * 3 + at] = 150 + 40 * normal() + (isHigh ? 15 : 0);
    y.push(isHigh ? 'high' : 'low');
  }
  return {
    text: { values: text, shape: [rows, length] },
    signal: { values: signal, shape: [rows, 20, 2] },
    meta: { values: meta, shape: [rows, 3] },
    y,
  };
}
