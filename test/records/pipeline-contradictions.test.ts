import { expect, test } from 'vitest';
import { pipelineContradictions } from '../../src/records/pipeline-contradictions.ts';
import { pipelineRecord } from '../../src/records/pipeline-record.ts';

const scale = { shift: 0, scale: 1 };
const regression = { kind: 'regression', target: 'y', mean: 0, std: 1 };

function faultsOf(preprocessing: object, inputShape: number[], task: object = regression): string[] {
  const pipeline = pipelineRecord.parse({ task, inputShape, preprocessing });
  return pipelineContradictions(pipeline).map(({ path, constraint }) => `${path.join('.')} ${constraint}`);
}

test('the shape of a row is that of its inputs', () => {
  const part = (name: string, shape: number[]) => ({ name, shape, scales: [scale] });
  const one = { kind: 'arrays', parts: [part('x', [6, 2])] };
  const two = { kind: 'arrays', parts: [part('x', [6, 2]), part('age', [])] };
  const image = { kind: 'image', divisor: 255 };
  expect([...faultsOf(one, [6, 2]), ...faultsOf(two, [13]), ...faultsOf(image, [8, 8, 1])]).toEqual([]);
  expect(faultsOf(one, [12])).toEqual(['pipeline.inputShape must be [6, 2], as the inputs say']);
  expect(faultsOf(two, [6, 2])).toEqual(['pipeline.inputShape must be [13], as the inputs say']);
  expect(faultsOf(image, [64])).toEqual(['pipeline.inputShape must be height, width and channels']);
});

test('the shape of features is that of their scales', () => {
  const features = {
    ...{ kind: 'graph', model: './model.json', output: 'pool', digest: 'a', inputShape: [12] },
    preprocessing: {
      kind: 'arrays',
      parts: [{ name: 'features', shape: [6, 2], scales: [scale, scale, scale] }],
    },
  };
  const rows = { task: regression, inputShape: [8, 8, 1], preprocessing: { kind: 'image', divisor: 255 } };
  const faults = pipelineContradictions(pipelineRecord.parse({ ...rows, features }));
  expect(faults.map(({ path }) => path.join('.'))).toEqual([
    'pipeline.features.inputShape',
    'pipeline.features.preprocessing.parts.0.scales',
  ]);
});

test('scales, groups of columns and quantiles fit what they are of', () => {
  const scales = { kind: 'arrays', parts: [{ name: 'x', shape: [6, 2], scales: [scale, scale, scale] }] };
  expect(faultsOf(scales, [6, 2])).toEqual([
    'pipeline.preprocessing.parts.0.scales must have one scale, or one for each index of the last axis',
  ]);
  const column = (name: string) => ({ kind: 'hashed', name, of: 'words', buckets: 2 });
  const parts = [{ name: 'texts', columns: ['a', 'a'] }];
  expect(faultsOf({ kind: 'table', columns: [column('a'), column('b')], parts }, [4])).toEqual([
    'pipeline.preprocessing.parts must have each column once',
  ]);
  const image = { kind: 'image', divisor: 255 };
  expect(faultsOf(image, [8, 8, 1], { ...regression, quantiles: [0.5, 0.1] })).toEqual([
    'pipeline.task.quantiles must ascend',
  ]);
});

test('the weights of several targets are shares of their loss', () => {
  const weighted = (...weights: number[]) => ({
    kind: 'joint',
    parts: weights.map((weight, at) => ({ name: `y${at}`, weight, task: regression })),
  });
  const image = { kind: 'image', divisor: 255 };
  const thirds = weighted(1 / 3, 1 / 3, 1 / 3);
  const tenths = weighted(...new Array<number>(10).fill(0.1));
  expect([...faultsOf(image, [8, 8, 1], thirds), ...faultsOf(image, [8, 8, 1], tenths)]).toEqual([]);
  expect(faultsOf(image, [8, 8, 1], weighted(2, 1))).toEqual([
    'pipeline.task.parts must have parts whose weights sum to 1',
  ]);
});
