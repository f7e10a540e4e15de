import { describe, expect, test } from 'vitest';
import { modelChecks } from '../../../src/checks/model-checks.ts';
import { runChecks } from '../../../src/checks/run-checks.ts';
import { encodeSource, readSource } from '../../../src/data/load-dataset.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { cnn } from '../../../src/training/models/cnn.ts';
import { linear } from '../../../src/training/models/linear.ts';
import { mlp } from '../../../src/training/models/mlp.ts';
import { onEachBackend } from '../../training/each-backend.ts';
import { contextOf, type Given } from './given-context.ts';

const { data } = contextOf({}).spec;

async function sourceOf(own: Partial<DataSpec>): Promise<Given> {
  const spec = { ...data, scaling: 'standard', ...own } as const;
  const source = await readSource(spec, '.');
  return { dataset: encodeSource(source, spec), source };
}

const iris = await sourceOf({ source: 'iris' });
const penguins = await sourceOf({ source: 'penguins' });
const masses = await sourceOf({ source: 'penguins', target: 'bodyMassGrams' });
const digits = await sourceOf({ source: 'digits' });

const pipelines: [string, Given][] = [
  ['flowers, linear', { ...iris, family: linear }],
  ['flowers, a net', { ...iris, family: mlp, config: { units: 11, layers: 1 } }],
  ['penguins, a net with dropout', { ...penguins, family: mlp, config: { units: 20, dropout: 0.3 } }],
  ['their masses', { ...masses, family: mlp, config: { units: 22, learningRate: 0.002 } }],
  ['digits, convolutions', { ...digits, family: cnn, config: { filters: 4, units: 16, batchSize: 16 } }],
];

await onEachBackend((backend) => {
  describe('a sound pipeline passes all checks and leaves no tensor', () => {
    // The others take several times as long, and differ in their kernels only.
    const some =
      backend.name === 'wasm' ? pipelines : pipelines.filter(([, { family }]) => family === mlp).slice(1);
    test.each(some)('%s', async (_, given) => {
      const { numTensors, numDataBuffers } = backend.tf.memory();
      const results = await runChecks(modelChecks, contextOf({ ...given, backend }), { now: () => 0 });
      expect(results.filter(({ status }) => status !== 'pass')).toEqual([]);
      expect(backend.tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    });
  });
});
