import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/faults/errors.ts';
import { prunerNamed, pruners } from '../../src/pruners/catalogue.ts';
import { describePruner } from '../contracts/pruner.ts';

for (const [name, pruner] of Object.entries(pruners)) describePruner(name, pruner);

describe('the catalogue of pruners', () => {
  it('gives the pruner of a name', () => {
    expect(Object.keys(pruners)).toEqual(['none', 'median']);
    expect(prunerNamed('median')).toBe(pruners.median);
  });

  it('refuses a name that it does not know, with a near one or all', () => {
    expect(() => prunerNamed('medain')).toThrow(
      new UsageError("no pruner is called 'medain' (did you mean 'median'?)"),
    );
    expect(() => prunerNamed('toString')).toThrow(
      new UsageError("no pruner is called 'toString' (known: none, median)"),
    );
  });
});
