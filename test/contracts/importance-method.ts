import { describe, expect, it } from 'vitest';
import type { ImportanceMethod, ImportanceQuestion, Observation } from '../../src/importance/importance.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { draw } from '../../src/study/distribution.ts';
import { type Configuration, isActive, type SearchSpace } from '../../src/study/search-space.ts';

const space: SearchSpace = [
  { name: 'rate', distribution: { type: 'logUniform', min: 1e-4, max: 1 } },
  { name: 'kind', distribution: { type: 'choice', values: ['a', 'b', 'c'] } },
  { name: 'depth', distribution: { type: 'int', min: 1, max: 4 }, when: { kind: ['b'] } },
  { name: 'noise', distribution: { type: 'uniform', min: -1, max: 1 } },
  { name: 'bell', distribution: { type: 'normal', mean: 0, std: 2 } },
  { name: 'steps', distribution: { type: 'logInt', min: 1, max: 1000 } },
  { name: 'constant', distribution: { type: 'fixed', value: 7 } },
  { name: 'alone', distribution: { type: 'int', min: 3, max: 3 } },
];

type Loss = (config: Configuration, chance: Random) => number | undefined;

/** A question about trials that are drawn at random from the space. */
export function drawnQuestion(
  drawnFrom: SearchSpace,
  count: number,
  loss: Loss,
  more: Partial<ImportanceQuestion> = {},
): ImportanceQuestion {
  const chance = randomFor('trials', count);
  const observations = Array.from({ length: count }, (): Observation => {
    const config: Record<string, Configuration[string]> = {};
    for (const parameter of drawnFrom) {
      if (isActive(parameter, config)) config[parameter.name] = draw(parameter.distribution, chance);
    }
    return { config, loss: loss(config, chance) };
  });
  const random = (key: string) => randomFor('importance', key);
  return { space: drawnFrom, observations, bestShare: 0.2, isPairwise: false, random, ...more };
}

const byRate: Loss = ({ rate }, chance) => (Math.log10(rate as number) + 2) ** 2 + 0.1 * chance.next();
const ofKind = (config: Configuration) => (config.kind === 'b' ? Math.abs(Number(config.depth) - 2) : 3);

/** The contract of every method. */
export function importanceContract(name: string, method: ImportanceMethod): void {
  describe(name, () => {
    it('is catalogued under its own name', () => {
      expect(method.name).toBe(name);
    });

    it('finds the one parameter that matters, and says that the others have no visible effect', () => {
      const { effects, trials } = method.measure(drawnQuestion(space, 80, byRate));
      expect(trials).toBe(80);
      expect(effects[0]).toMatchObject({ parameters: ['rate'], trials: 80, isVisible: true });
      expect(effects[0]?.importance).toBeGreaterThan(0.6);
      expect(effects.filter(({ isVisible }) => isVisible)).toHaveLength(1);
    });

    it('leaves out parameters with one value, and orders shares that lie in their intervals', () => {
      const { effects } = method.measure(drawnQuestion(space, 60, byRate));
      const names = effects.flatMap(({ parameters }) => parameters);
      expect(names.toSorted()).toEqual(['bell', 'depth', 'kind', 'noise', 'rate', 'steps']);
      for (const [at, { importance, low, high }] of effects.entries()) {
        expect(importance).toBeLessThanOrEqual(effects[at - 1]?.importance ?? 1);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(high);
      }
    });

    it('measures a conditional parameter among the trials in which it is active', () => {
      const question = drawnQuestion(space, 150, ofKind);
      const active = question.observations.filter(({ config }) => config.kind === 'b').length;
      const { effects } = method.measure(question);
      const effectOf = (parameter: string) => effects.find(({ parameters: [own] }) => own === parameter);
      expect(effectOf('depth')).toMatchObject({ trials: active, isVisible: true });
      expect(effectOf('kind')).toMatchObject({ trials: 150, isVisible: true });
    });

    it('gives equal effects for equal questions', () => {
      const question = drawnQuestion(space, 40, byRate);
      expect(method.measure(question)).toEqual(method.measure(question));
    });

    it.each<[string, Loss]>([
      ['equal values', () => 1],
      ['trials that mostly failed', ({ rate }) => ((rate as number) < 0.01 ? (rate as number) : undefined)],
      ['huge values', ({ rate }) => 1e300 * (rate as number)],
    ])('is finite for %s', (_, loss) => {
      const { effects } = method.measure(drawnQuestion(space, 30, loss, { isPairwise: method.isPairwise }));
      for (const { importance, low, high } of effects) {
        expect([importance, low, high].every(Number.isFinite)).toBe(true);
      }
    });

    it('finds nothing in noise', () => {
      const { effects } = method.measure(drawnQuestion(space, 100, (_, chance) => chance.next()));
      expect(effects.filter(({ isVisible }) => isVisible)).toEqual([]);
    });

    it('finds what two parameters do together, if it can', () => {
      if (!method.isPairwise) return;
      const product: Loss = ({ noise, bell }) => Math.sign((noise as number) * (bell as number));
      const few = space.filter(({ name }) => name === 'noise' || name === 'bell');
      const { effects } = method.measure(drawnQuestion(few, 200, product, { isPairwise: true }));
      expect(effects[0]).toMatchObject({ parameters: ['noise', 'bell'], isVisible: true });
      expect(effects[0]?.importance).toBeGreaterThan(0.5);
    });
  });
}
