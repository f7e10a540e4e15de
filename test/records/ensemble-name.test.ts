import { describe, expect, it } from 'vitest';
import { brokenEnsembleName, defaultName } from '../../src/records/ensemble-name.ts';

const flags = { method: 'greedy', k: undefined, trials: undefined, size: undefined } as const;

describe('the name of an unnamed ensemble', () => {
  it('is that of its method and of the flags that were given', () => {
    expect(defaultName(flags)).toBe('greedy');
    expect(defaultName({ ...flags, method: 'stack', k: 10, size: 3 })).toBe('stack-k10-size3');
    expect(defaultName({ ...flags, trials: [3, 7, 9] })).toBe('greedy-of-3-7-9');
  });

  it('cannot be given to a named one', () => {
    for (const name of ['greedy', 'stack-k10-size3', 'average-of-3', 'greedy-size2-of-3-7']) {
      expect(brokenEnsembleName(name)).toBe('must not be what an unnamed ensemble is called');
    }
    expect(brokenEnsembleName('greedy-final')).toBeUndefined();
  });
});
