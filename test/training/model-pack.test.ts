import { describe, expect, it } from 'vitest';
import { optimizerFault, weightShapes, weightsFault } from '../../src/records/tensor-bytes-fault.ts';
import { packModels, unpackModels } from '../../src/training/bytes/model-pack.ts';
import { StoredTensorsError } from '../../src/training/bytes/tensor-bytes.ts';
import { exampleOptimizer, exampleWeights } from '../transfer/given-studies.ts';

const models = [1, 2, 30].map(exampleWeights);
const pack = packModels({ models });

describe('a pack of models', () => {
  it('gives each encoding back, from wherever it lies in a buffer', () => {
    expect(unpackModels(pack).models.map((each) => [...each])).toEqual(models.map((each) => [...each]));
    const wide = Buffer.alloc(pack.length + 8);
    wide.set(pack, 3);
    const again = unpackModels(wide.subarray(3, 3 + pack.length)).models;
    expect(again.map((each) => [...each])).toEqual(models.map((each) => [...each]));
  });

  it('tells the model of all rows from those of the folds', () => {
    const [first, second, third] = models as [Uint8Array, Uint8Array, Uint8Array];
    const { models: folds, refit } = unpackModels(packModels({ models: [first, second], refit: third }));
    expect([...folds.map((each) => [...each]), [...(refit ?? [])]]).toEqual(models.map((each) => [...each]));
    expect(weightsFault(packModels({ models: [first, second], refit: third }))).toBeUndefined();
  });

  it('is a single encoding where there is one model', () => {
    expect(unpackModels(exampleWeights(1))).toEqual({ models: [exampleWeights(1)] });
  });

  it('breaks no constraint, nor does one of optimizer states', () => {
    expect(weightsFault(pack)).toBeUndefined();
    expect(weightShapes(pack)).toEqual(models.map(() => [[1, 2], [2]]));
    expect(weightShapes(exampleWeights(1))).toEqual([[[1, 2], [2]]]);
    expect(optimizerFault(packModels({ models: [1, 2].map(exampleOptimizer) }))).toBeUndefined();
  });

  it.each([
    ['cut off', pack.subarray(0, pack.length - 1)],
    ['longer', Uint8Array.of(...pack, 0)],
    ['empty', new Uint8Array()],
    ['without a header', Uint8Array.of(255, 255, 255, 255, 1)],
  ])('that is %s is refused', (_, bytes) => {
    expect(() => unpackModels(bytes)).toThrow(StoredTensorsError);
    expect(weightsFault(bytes)).toEqual(expect.any(String));
    expect(optimizerFault(bytes)).toEqual(expect.any(String));
  });

  it('whose models are damaged breaks their constraints', () => {
    const [first, second] = models as [Uint8Array, Uint8Array];
    expect(weightsFault(packModels({ models: [first, second.subarray(0, 9)] }))).toEqual(expect.any(String));
    expect(weightsFault(packModels({ models: [first, exampleOptimizer(1)] }))).toEqual(expect.any(String));
    expect(optimizerFault(packModels({ models: [exampleOptimizer(1), first] }))).toEqual(expect.any(String));
  });
});
