import { describe, expect, it } from 'vitest';
import { axesOf } from '../../../src/actions/dashboard/axes.ts';
import type { SearchSpec } from '../../../src/study/search/search-spec.ts';
import type { SearchSpace } from '../../../src/study/search-space.ts';

const search: SearchSpec = { trials: 9, seed: 1, sampler: 'random' };
const axesIn = (space: SearchSpace, ...stages: SearchSpace[]) =>
  axesOf({
    space,
    search: {
      ...search,
      stages: stages.map((each, place) => ({
        ...({ name: 'refine', from: 9 * place, changes: [] } as const),
        space: each,
      })),
    },
  });

describe('the axes of a space', () => {
  it('leave out what has one value, whatever its distribution', () => {
    const { axes, fixed } = axesIn([
      { name: 'a', distribution: { type: 'fixed', value: 'relu' } },
      { name: 'b', distribution: { type: 'int', min: 3, max: 3 } },
      { name: 'c', distribution: { type: 'choice', values: [1, 2], weights: [0, 1] } },
    ]);
    expect(axes).toEqual([]);
    expect(fixed).toEqual({ a: 'relu', b: 3, c: 2 });
  });

  it('end where nearly all of a normal without bounds lies', () => {
    const { axes } = axesIn([
      { name: 'a', distribution: { type: 'normal', mean: 5, std: 1 } },
      { name: 'b', distribution: { type: 'logNormal', mean: 0, std: 1, max: 4 } },
    ]);
    expect(axes[0]).toMatchObject({
      scale: 'linear',
      min: expect.closeTo(1.91, 2),
      max: expect.closeTo(8.09, 2),
    });
    expect(axes[1]).toMatchObject({ scale: 'log', max: 4 });
  });

  it('span all stages of a search; a parameter that some stage lacks is conditional', () => {
    const { axes, fixed } = axesIn(
      [
        { name: 'rate', distribution: { type: 'logUniform', min: 1e-4, max: 1e-2 } },
        { name: 'decay', distribution: { type: 'fixed', value: 0 } },
        { name: 'units', distribution: { type: 'choice', values: [16, 32] } },
      ],
      [
        { name: 'rate', distribution: { type: 'logUniform', min: 1e-3, max: 1e-1 } },
        { name: 'decay', distribution: { type: 'logUniform', min: 1e-6, max: 1e-3 } },
        { name: 'momentum', distribution: { type: 'uniform', min: 0, max: 0.9 } },
        { name: 'units', distribution: { type: 'choice', values: [32, 64] } },
      ],
    );
    expect(fixed).toEqual({});
    expect(axes).toMatchObject([
      { name: 'rate', min: 1e-4, max: 1e-1, isConditional: false },
      // 0 has no place on a scale of logarithms.
      { name: 'decay', scale: 'log', min: 1e-6, max: 1e-3 },
      { name: 'units', kind: 'choice', values: [16, 32, 64] },
      { name: 'momentum', isConditional: true },
    ]);
  });
});
