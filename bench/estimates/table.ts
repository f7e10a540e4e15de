import { randomFor } from '../../src/statistics/random.ts';

/** A CSV file of a few rows: five numbers, a word, and a class that two of them decide but for some noise. */
export function writeTable(rows: number): string {
  const random = randomFor(1, 'table');
  const lines = Array.from({ length: rows }, () => {
    const numbers = Array.from({ length: 5 }, () => random.next());
    const [one = 0, two = 0] = numbers;
    const isYes = one + two + 0.4 * (random.next() - 0.5) > 1;
    const word = ['red', 'green', 'blue'][Math.floor(3 * random.next())];
    return [...numbers.map((number) => number.toFixed(4)), word, isYes ? 'yes' : 'no'].join(',');
  });
  return `${['a,b,c,d,e,colour,answer', ...lines].join('\n')}\n`;
}

/** The README's space, as a user would begin with it: default epochs and patience. */
export function tableSpace(path: string): object {
  return {
    name: 'table-200',
    data: { source: 'csv', path, target: 'answer' },
    model: { type: 'mlp' },
    space: {
      learningRate: { type: 'logUniform', min: 1e-4, max: 1e-2 },
      layers: { type: 'int', min: 1, max: 3 },
      units: { type: 'logInt', min: 16, max: 256 },
      optimizer: { type: 'choice', values: ['adam', 'sgd'] },
      momentum: { type: 'uniform', min: 0, max: 0.99, when: { optimizer: 'sgd' } },
    },
    search: { trials: 30 },
  };
}
