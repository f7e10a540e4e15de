import { expect, it } from 'vitest';
import { loadBackend } from '../../src/training/backend.ts';
import { encodeTensors, StoredTensorsError } from '../../src/training/bytes/tensor-bytes.ts';
import { mlp } from '../../src/training/models/mlp.ts';
import { withStoredModel } from '../../src/training/stored-model.ts';

it('a recorded configuration that makes no model is named as damage, without a stack', async () => {
  const backend = await loadBackend('cpu');
  const task = { kind: 'classification', classes: ['a', 'b'] } as const;
  const preprocessing = { kind: 'image', divisor: 1 } as const;
  const builder = { backend, family: mlp, dataset: { inputShape: [4], task, preprocessing } };
  const stored = { config: { units: 7e12 }, weights: encodeTensors([[1]], [[0]]) };
  const rebuilt = withStoredModel(builder, stored, () => undefined);
  await expect(rebuilt).rejects.toThrow(StoredTensorsError);
  await expect(withStoredModel(builder, stored, () => undefined)).rejects.toThrow(
    /^the recorded configuration \{"units":7000000000000\} makes no model \(Invalid .*\): the database is damaged$/,
  );
});
