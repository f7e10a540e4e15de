import { createRequire } from 'node:module';
import type * as core from '@tensorflow/tfjs-core';
import type {} from '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import type * as layers from '@tensorflow/tfjs-layers';
import { addChainedOperations } from './chained-operations.ts';

/** The operations and layers of TensorFlow.js, for any backend. Passed as a value, so that loading it is optional. */
export type Tf = Omit<typeof core & typeof layers, 'default'> & {
  readonly version: Readonly<Record<string, string>>;
};
export type { Tensor, Variable } from '@tensorflow/tfjs-core';
export type { LayersModel } from '@tensorflow/tfjs-layers';

const require = createRequire(import.meta.url);
let loaded: Tf | undefined;

/**
 * Loads TensorFlow.js without a backend. The object is that of `@tensorflow/tfjs` without the WebGL backend, the
 * converter and `tf.data`: 190 MB that nothing here uses.
 */
export function loadTensorflow(): Tf {
  loaded ??= compose();
  return loaded;
}

function compose(): Tf {
  // Not `import`: it scans megabytes of CommonJS for export names and takes four times as long.
  const operations = require('@tensorflow/tfjs-core') as typeof core;
  // Importing the layers registers the gradients of all operations.
  const models = require('@tensorflow/tfjs-layers') as typeof layers;
  const version = {
    'tfjs-core': operations.version_core,
    'tfjs-layers': models.version_layers,
    tfjs: operations.version_core,
  };
  addChainedOperations(operations);
  return { ...operations, ...models, version };
}
