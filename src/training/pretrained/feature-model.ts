import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { FaultsError } from '../../faults/errors.ts';
import type { FeatureSpec } from '../../study/data-files/feature-spec.ts';
import { type Backend, computing, openBackend } from '../backend.ts';
import { type Owned, own } from '../owned-tensors.ts';
import type { Examples } from '../predict.ts';
import type { Tensor } from '../tensorflow.ts';
import { sizeOf } from '../wasm-kernels/shape.ts';
import type { FixedNetwork } from './fixed-network.ts';
import { layersNetwork } from './layers-network.ts';
import { isGraphModel, type ModelFiles, modelDigest, readModelFiles } from './model-files.ts';

/** A fixed model in memory, which turns encoded rows into features. */
export interface FeatureModel {
  readonly kind: 'graph' | 'layers';
  /** The node or layer whose output is taken. */
  readonly output: string;
  /** SHA-256 of its files. */
  readonly digest: string;
  /** All that the features of given rows follow from: the model, its inputs, the backend and its packages. */
  readonly identity: string;
  /** The shape of a row's features. */
  readonly shape: readonly number[];
  /**
   * [rows, ...shape] of encoded rows [rows, ...inputShape]; the same bits however the rows are divided into calls. `onRows` gets
   * the number of rows that are done, from time to time.
   */
  compute(rows: Examples, onRows?: (done: number) => void): Promise<Float32Array>;
  free(): Promise<void>;
}

/** The rows that enter a feature model. */
export interface FeatureInputs {
  readonly inputShape: readonly number[];
  /** The model expects factor · x + shift of them. */
  readonly range?: { readonly factor: number; readonly shift: number } | undefined;
}

/** Rows of one call of the model: few enough for the activations of a network of images to stay small. */
const batchRows = 32;

/**
 * Opens the model that a spec names, on wasm, or on cpu where wasm lacks an operation, whatever backend the study has.
 * FaultsError, with the file's name, when its files are missing or damaged, or it cannot take these rows.
 */
export async function openFeatureModel(
  spec: FeatureSpec,
  directory: string,
  inputs: FeatureInputs,
): Promise<FeatureModel> {
  const refusal = (constraint: string) => new FaultsError([{ file: spec.model, field: '', constraint }]);
  const files = readModelFiles(resolve(directory, spec.model), refusal);
  const refuse = (error: unknown): never => {
    throw refusal(lineOf(error));
  };
  const opened = await openOn('wasm', files, spec.output, inputs)
    .catch((error: unknown) => {
      if (!/not registered for backend/i.test(lineOf(error))) throw error;
      return openOn('cpu', files, spec.output, inputs);
    })
    .catch(refuse);
  return { ...opened, compute: (...call) => opened.compute(...call).catch(refuse) };
}

function lineOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  const [, unknown] = /Unknown op '([^']*)'/.exec(line) ?? [];
  return unknown === undefined ? line : `has the operation ${unknown}, which TensorFlow.js lacks`;
}

async function openOn(
  name: Backend['name'],
  files: ModelFiles,
  output: string | undefined,
  inputs: FeatureInputs,
): Promise<FeatureModel> {
  const backend = await openBackend(name);
  const digest = modelDigest(files);
  const kind = isGraphModel(files) ? 'graph' : 'layers';
  const network = await computing(backend, async () => load(backend, files, output));
  const free = () => computing(backend, network.free);
  try {
    requireShape(network.made, inputs.inputShape);
    const zeros = new Float32Array(sizeOf(inputs.inputShape));
    const { shape } = await computing(backend, () => featuresOf(backend, network.made, inputs, zeros, 1));
    return {
      ...{ kind, output: network.made.output, digest, shape, free },
      identity: JSON.stringify([digest, network.made.output, inputs, name, backend.versions]),
      compute: (...call) => computeAll(backend, network.made, { ...inputs, shape }, ...call),
    };
  } catch (error) {
    await free();
    throw error;
  }
}

async function load(
  { tf }: Backend,
  files: ModelFiles,
  output: string | undefined,
): Promise<Owned<FixedNetwork>> {
  if (!isGraphModel(files)) return own(tf, () => layersNetwork(tf, files, output));
  // Imported lazily: the reader of graphs has most operations of TensorFlow, and few studies have one.
  const { graphNetwork } = await import('./graph-network.ts');
  return own(tf, () => graphNetwork(tf, files, output));
}

function requireShape({ inputShape: declared }: FixedNetwork, inputShape: readonly number[]): void {
  const [rows, ...wanted] = declared ?? [];
  if (declared === undefined) return;
  const fits =
    wanted.length === inputShape.length &&
    wanted.every((length, axis) => length === null || length < 0 || length === inputShape[axis]);
  if (!fits) {
    const shown = wanted.map((length) => (length === null || length < 0 ? 'any' : length));
    throw new Error(
      `takes inputs of shape [${shown.join(', ')}], and the rows have [${inputShape.join(', ')}]`,
    );
  }
  if (typeof rows === 'number' && rows > 1)
    throw new Error(`takes ${rows} rows at a time, and no other number`);
}

async function computeAll(
  backend: Backend,
  network: FixedNetwork,
  inputs: FeatureInputs & Pick<FeatureModel, 'shape'>,
  { rows, x }: Examples,
  onRows: (done: number) => void = () => {},
): Promise<Float32Array> {
  const [width, size] = [sizeOf(inputs.inputShape), sizeOf(inputs.shape)];
  const step = network.inputShape?.[0] === 1 ? 1 : batchRows;
  const all = new Float32Array(rows * size);
  for (let start = 0; start < rows; start += step) {
    const end = Math.min(start + step, rows);
    // Signals and other work of this thread are handled between two batches.
    await setImmediate();
    const { values } = await computing(backend, () =>
      featuresOf(backend, network, inputs, x.slice(start * width, end * width), end - start),
    );
    all.set(values, start * size);
    onRows(end);
  }
  if (all.every(Number.isFinite)) return all;
  throw new Error('returns numbers that are not finite');
}

/** The features of one batch, [rows, ...shape]. */
function featuresOf(
  { tf }: Backend,
  { run, inputType }: FixedNetwork,
  { inputShape, range }: FeatureInputs,
  x: Float32Array,
  rows: number,
): { values: ArrayLike<number>; shape: readonly number[] } {
  const features = tf.tidy(() => {
    const encoded = tf.tensor(x, [rows, ...inputShape]);
    const ranged = range === undefined ? encoded : tf.add(tf.mul(encoded, range.factor), range.shift);
    const found = run(tf.cast(ranged, inputType as 'float32')) as Tensor | Tensor[];
    if (Array.isArray(found))
      throw new Error('returns several tensors, and data.features.output must name one');
    return found;
  });
  const [length, ...shape] = features.shape;
  const values = features.dataSync();
  features.dispose();
  if (length !== rows)
    throw new Error(`returns [${features.shape.join(', ')}] for one row, and no row of features`);
  return { values, shape: shape.length === 0 ? [1] : shape };
}
