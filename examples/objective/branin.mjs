// Branin's function: three minima of 0.397887, at (−π, 12.275), (π, 2.275) and (9.42478, 2.475).
export const parameters = ['x', 'y'];

const b = 5.1 / (4 * Math.PI ** 2);
const c = 5 / Math.PI;
const t = 1 / (8 * Math.PI);

export function run({ x, y }) {
  return (y - b * x ** 2 + c * x - 6) ** 2 + 10 * (1 - t) * Math.cos(x) + 10;
}
