import { describe, expect, it, test } from 'vitest';
import { readSource } from '../../src/data/load-dataset.ts';
import { targetEncoder } from '../../src/data/preprocessing/target-encoder.ts';
import { ownValue } from '../../src/study/outputs/target-scale.ts';
import { csvDirectory, dataSpec, faultsOf, loadCsv } from './data-spec.ts';

/** Thirty rows with these targets over and over. */
function csv(targets: readonly (number | string)[]): string {
  const rows = Array.from({ length: 30 }, (_, row) => `${row},${targets[row % targets.length]}`);
  return ['x,y', ...rows].join('\n');
}

const wide = [1, 20, 300, 4000, 50_000, 7];

describe.each(['log', 'log1p', 'power'] as const)('the transform %s', (targetTransform) => {
  it('is fitted to the training rows and comes back', async () => {
    const { task, splits } = await loadCsv(csv(wide), { targetTransform });
    if (task.kind !== 'regression') throw new Error('not a regression');
    expect(task.transform?.kind).toBe(targetTransform);
    const { y } = splits.train;
    expect(y.reduce((sum, each) => sum + each, 0) / y.length).toBeCloseTo(0, 5);
    expect(Math.max(...y)).toBeLessThan(3);
    for (const name of ['train', 'validation', 'test'] as const) {
      const { row, y: scaled } = splits[name];
      scaled.forEach((each, at) => {
        const wanted = wide[(row[at] as number) % wide.length] as number;
        expect(ownValue(each, task) / wanted).toBeCloseTo(1, 5);
      });
    }
  });
});

test('a transform makes few whole numbers a regression', async () => {
  expect((await loadCsv(csv([1, 2, 3]))).task.kind).toBe('classification');
  expect((await loadCsv(csv([1, 2, 3]), { targetTransform: 'log' })).task.kind).toBe('regression');
});

describe('a target outside the domain', () => {
  it.each([
    ['log', [5, 0, 3, -2], 'table.csv:3:2 y: must be above 0, because data.targetTransform is log, got 0'],
    [
      'log1p',
      [5, 0, 3, -1, 8, 9, 4, 2, 6, 7],
      'table.csv:5:2 y: must be above -1, because data.targetTransform is log1p, got -1',
    ],
  ] as const)('of %s is one line', async (targetTransform, targets, line) => {
    expect(await faultsOf(loadCsv(csv(targets), { targetTransform }))).toEqual([line]);
    await expect(loadCsv(csv(targets), { targetTransform })).rejects.toThrow(/and \d+ more like it/);
  });

  it('is left out by a tolerant reading', async () => {
    const spec = dataSpec({ source: 'csv', path: 'table.csv', target: 'y', targetTransform: 'log' });
    const { raw } = await readSource(spec, csvDirectory(csv([5, 0, 3, 8, 2])), { isTolerant: true });
    expect(raw.rowNumbers).toHaveLength(24);
    expect(raw.problems?.map(({ kind, count }) => [kind, count])).toEqual([['outside-transform', 6]]);
  });

  it('is named in an evaluation too', () => {
    const task = { kind: 'regression', target: 'y', mean: 0, std: 1, transform: { kind: 'log' } } as const;
    expect(targetEncoder(task)('0')).toBe('must be above 0, because data.targetTransform is log');
    expect(targetEncoder(task)('1')).toBe(0);
  });
});
