// Logistic regression by gradient descent, on points that it draws; each pass over them is reported.
export const parameters = {
  learningRate: { type: 'number', min: 0, exclusive: ['min'], default: 0.1 },
  passes: { type: 'integer', min: 1, default: 20 },
};

/** @type {import('hpsearch').Run<{ learningRate: number, passes: number }>} */
export async function run({ learningRate, passes }, report, signal, { random }) {
  const points = Array.from({ length: 200 }, () => [2 * random() - 1, 2 * random() - 1]);
  const isAbove = ([x, y]) => (x + 2 * y > 0.3 ? 1 : 0);
  const weights = [0, 0, 0];
  const chance = ([x, y]) => 1 / (1 + Math.exp(-(weights[0] + weights[1] * x + weights[2] * y)));
  for (let pass = 0; pass < passes && !signal.aborted; pass++) {
    for (const point of points) {
      const step = learningRate * (isAbove(point) - chance(point));
      for (const [index, value] of [1, ...point].entries()) weights[index] += step * value;
    }
    const right = points.filter((point) => Math.round(chance(point)) === isAbove(point)).length;
    report({ accuracy: right / points.length });
    await new Promise((resolve) => setImmediate(resolve));
  }
}
