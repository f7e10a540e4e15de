import { describe, expect, it } from 'vitest';
import { measureImportance } from '../../src/importance/measure.ts';
import { knownBest } from '../../src/refinement/known-best.ts';
import { refineSpace } from '../../src/refinement/refine-space.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { checkConfiguration } from '../../src/study/check-configuration.ts';
import { type Distribution, draw } from '../../src/study/distribution.ts';
import type { ParameterConstraint } from '../../src/study/parameter-constraint.ts';
import { type Configuration, isActive, type SearchSpace } from '../../src/study/search-space.ts';
import type { Trial } from '../../src/study/trial.ts';

type Loss = (config: Configuration) => number;

/** Refines a space by trials that are drawn at random from it. */
function refined(space: SearchSpace, loss: Loss, count = 60, constraint?: ParameterConstraint) {
  const chance = randomFor('refine', count);
  const trials = Array.from({ length: count }, (_, trial): Trial => {
    const config: Record<string, Configuration[string]> = {};
    for (const parameter of space) {
      if (isActive(parameter, config)) config[parameter.name] = draw(parameter.distribution, chance);
    }
    return {
      ...{ trial, state: 'complete', value: loss(config), config, metrics: {}, failure: null },
      ...{ bestEpoch: null, epochs: null, parameters: null, seconds: null, backend: null },
    };
  });
  const objective = { metric: 'loss', direction: 'minimize' } as const;
  const options = { method: 'ped-anova', pairs: false };
  const importance = measureImportance({ name: 'study', spec: { space, objective } }, trials, options);
  const ranked = trials.toSorted((one, other) => Number(one.value) - Number(other.value));
  const configs = ranked.map(({ config }) => config);
  const result = refineSpace({
    ...{ space, all: trials.map(({ config }) => config), best: configs.slice(0, importance.best ?? 0) },
    ...{ importance, constraintOf: () => constraint, mayGrow: () => true },
  });
  const changeOf = (name: string) => result.changes.find(({ parameter }) => parameter === name);
  return { ...result, changeOf, first: configs[0] as Configuration };
}

const noise = { name: 'noise', distribution: { type: 'uniform', min: 0, max: 1 } } as const;
const rate = { name: 'rate', distribution: { type: 'logUniform', min: 1e-5, max: 1 } } as const;
const toRate =
  (best: number): Loss =>
  ({ rate: own }) =>
    (Math.log10(Number(own)) - best) ** 2;

describe('refineSpace', () => {
  it('leaves out the widths of layers that there can no longer be', () => {
    const layers = { name: 'layers', distribution: { type: 'choice', values: [1, 2, 5] } } as const;
    const width = { name: 'units5', distribution: { type: 'int', min: 1, max: 9 } } as const;
    const { space, changeOf } = refined([layers, width], ({ layers: own }) => Number(own), 60, {
      ...{ type: 'integer', default: 2 },
    });
    expect(space.map(({ name }) => name)).toEqual(['layers']);
    expect(changeOf('units5')).toMatchObject({ kind: 'removed', after: null });
  });

  it('narrows a range to the best trials, with two digits, and keeps the best configuration inside', () => {
    const { space, changeOf, first } = refined([rate, noise], toRate(-2));
    const { kind, after } = changeOf('rate') ?? {};
    expect(kind).toBe('narrowed');
    const { min, max } = after as Distribution & { type: 'logUniform' };
    expect(min).toBeGreaterThan(1e-4);
    expect(max).toBeLessThan(0.3);
    for (const bound of [min, max]) expect(Number(bound.toPrecision(2))).toBe(bound);
    expect(
      checkConfiguration(space, { ...first, noise: (space[1] as typeof noise).distribution.min }).faults,
    ).toEqual([]);
  });

  it('widens a range whose edge the best trials hug, as far as the model takes it', () => {
    const { changeOf } = refined([rate, noise], toRate(1), 120);
    expect(changeOf('rate')).toMatchObject({
      kind: 'widened',
      after: { type: 'logUniform', max: 320 },
      reason: expect.stringMatching(/^\d+ of the best 15 trials lie within 10 % of its max 1$/),
    });
    const limit = { type: 'number', max: 2, default: 1 } as const;
    expect(refined([rate, noise], toRate(1), 120, limit).changeOf('rate')?.after).toMatchObject({ max: 2 });
    const reached = { type: 'number', max: 1, exclusive: ['max'], default: 0.1 } as const;
    expect(refined([rate, noise], toRate(1), 120, reached).changeOf('rate')?.kind).toBe('narrowed');
  });

  it('rounds no narrowed bound beyond the old one', () => {
    const beta = { name: 'beta', distribution: { type: 'uniform', min: 0.906, max: 0.999 } } as const;
    const near = (best: number) =>
      refined([beta, noise], ({ beta: own }) => Math.abs(Number(own) - best), 120).changeOf('beta');
    expect(near(0.985)).toMatchObject({ kind: 'narrowed', after: { min: 0.97, max: 0.999 } });
  });

  it('keeps a range of positive numbers positive, and the steps of whole ones', () => {
    const layers = { name: 'layers', distribution: { type: 'int', min: 1, max: 4 } } as const;
    const width = { name: 'width', distribution: { type: 'uniform', min: 0.1, max: 1 } } as const;
    const most = refined(
      [layers, width],
      ({ layers: own, width: wide }) => Number(wide) - 2 * Number(own),
      120,
    );
    expect(most.changeOf('layers')).toMatchObject({ kind: 'widened', after: { min: 3, max: 6 } });
    const least = refined([width, noise], ({ width: wide }) => Number(wide));
    expect(least.changeOf('width')?.after).toMatchObject({ min: 0 });
  });

  it('fixes a parameter without a visible effect at the best trial’s value, but not after few trials', () => {
    const { space, changeOf, first } = refined([rate, noise], toRate(-2), 150);
    expect(changeOf('noise')).toMatchObject({ kind: 'fixed', after: { type: 'fixed', value: first.noise } });
    expect(checkConfiguration(space, first).faults).toEqual([]);
    const few = refined([rate, noise], toRate(-2), 30);
    expect(few.changeOf('noise')).toBeUndefined();
    expect(few.kept).toEqual([
      { parameter: 'noise', reason: 'no visible effect in 30 trials, which are few' },
    ]);
  });

  it('leaves out values that no best trial has, and parameters whose condition can no longer hold', () => {
    const space: SearchSpace = [
      { name: 'kind', distribution: { type: 'choice', values: ['a', 'b', 'c'], weights: [1, 1, 2] } },
      { name: 'onA', distribution: { type: 'uniform', min: 0, max: 1 }, when: { kind: ['a'] } },
      { name: 'onBC', distribution: { type: 'uniform', min: 0, max: 1 }, when: { kind: ['b', 'c'] } },
      noise,
    ];
    const loss: Loss = ({ kind, noise: own }) => (kind === 'a' ? 2 : 0) + Number(own);
    const { changeOf, space: next } = refined(space, loss, 120);
    expect(changeOf('kind')).toMatchObject({
      kind: 'narrowed',
      after: { type: 'choice', values: ['b', 'c'], weights: [1, 2] },
      reason: 'left out: a in 0 of the best 15 trials',
    });
    expect(changeOf('onA')).toMatchObject({ kind: 'removed', after: null });
    expect(next.map(({ name }) => name)).toEqual(['kind', 'onBC', 'noise']);
    expect(next.find(({ name }) => name === 'onBC')?.when).toBeUndefined();
  });

  it('lets the best configurations that lie in the space run first, without fixed parameters', () => {
    const space: SearchSpace = [rate, { name: 'units', distribution: { type: 'fixed', value: 8 } }];
    const best = [2, 0.1, 0.1, 0.01, 0.001].map((own) => ({ rate: own, units: 8 }));
    expect(knownBest(space, best, 2)).toEqual([{ rate: 0.1 }, { rate: 0.01 }]);
    expect(knownBest([], best, 2)).toEqual([]);
  });
});
