import type { Configuration, SearchSpace } from '../../src/study/search-space.ts';

/** A function with a known minimum of 0; peers/optuna_closed_forms.py has the same. */
export interface Problem {
  readonly name: string;
  readonly space: SearchSpace;
  loss(config: Configuration): number;
}

function real(name: string, min: number, max: number, when?: Readonly<Record<string, readonly string[]>>) {
  return { name, distribution: { type: 'uniform', min, max }, ...(when && { when }) } as const;
}

function numbers(config: Configuration, names: readonly string[]): number[] {
  return names.map((name) => Number(config[name]));
}

const branin: Problem = {
  name: 'Branin',
  space: [real('x', -5, 10), real('y', 0, 15)],
  loss(config) {
    const [x = 0, y = 0] = numbers(config, ['x', 'y']);
    const bend = y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6;
    return bend ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10 - 0.397887;
  },
};

const steepness = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const places = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];
const sixNames = ['a', 'b', 'c', 'd', 'e', 'f'];

const hartmann: Problem = {
  name: 'Hartmann 6',
  space: sixNames.map((name) => real(name, 0, 1)),
  loss(config) {
    const x = numbers(config, sixNames);
    const bells = [1, 1.2, 3, 3.2].map((height, bell) => {
      const distance = x.reduce((sum, each, index) => {
        const place = (places[bell]?.[index] ?? 0) / 10_000;
        return sum + (steepness[bell]?.[index] ?? 0) * (each - place) ** 2;
      }, 0);
      return height * Math.exp(-distance);
    });
    return 3.32237 - bells.reduce((sum, bell) => sum + bell, 0);
  },
};

/** A net's settings: a learning rate, layers, units, and an optimizer with settings of its own. */
const conditional: Problem = {
  name: 'conditional',
  space: [
    { name: 'rate', distribution: { type: 'logUniform', min: 1e-5, max: 1 } },
    { name: 'layers', distribution: { type: 'int', min: 1, max: 5 } },
    { name: 'units', distribution: { type: 'logInt', min: 8, max: 512 } },
    { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd', 'rmsprop'] } },
    real('momentum', 0, 1, { optimizer: ['sgd'] }),
    real('decay', 0, 1, { optimizer: ['adam', 'rmsprop'] }),
  ],
  loss({ rate, layers, units, optimizer, momentum = 0, decay = 0 }) {
    const best = optimizer === 'sgd' ? -1.5 : -3;
    const own =
      optimizer === 'sgd'
        ? 4 * (Number(momentum) - 0.9) ** 2
        : 0.15 + (optimizer === 'adam' ? 2 : 3) * (Number(decay) - 0.3) ** 2;
    return (
      0.3 * (Math.log10(Number(rate)) - best) ** 2 +
      0.1 * Math.abs(Number(layers) - 3) +
      0.2 * (Math.log2(Number(units)) - 7) ** 2 * 0.5 +
      own
    );
  },
};

/** Eight parameters, of which two matter. */
const sparse: Problem = {
  name: 'two of eight',
  space: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => real(name, 0, 1)),
  loss: (config) => {
    const [first = 0, second = 0] = numbers(config, ['b', 'g']);
    return (first - 0.7) ** 2 + 3 * (second - 0.2) ** 2 + 2 * (first - 0.7) * (second - 0.2);
  },
};

/** A narrow curved valley. */
const rosenbrock: Problem = {
  name: 'Rosenbrock 4',
  space: ['a', 'b', 'c', 'd'].map((name) => real(name, -2, 2)),
  loss(config) {
    const x = numbers(config, ['a', 'b', 'c', 'd']);
    const terms = x.slice(1).map((next, index) => {
      const each = x[index] ?? 0;
      return 100 * (next - each ** 2) ** 2 + (1 - each) ** 2;
    });
    return Math.log1p(terms.reduce((sum, term) => sum + term, 0));
  },
};

export const problems: readonly Problem[] = [branin, hartmann, conditional, sparse, rosenbrock];
