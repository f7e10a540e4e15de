import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { typeNumber } from './graph-attribute.ts';
import type { Attribute, NativeBackend } from './native-backend.ts';
import type { Constant, Operation, Recording, Source } from './recording.ts';
import { nameOfPlace, refusal } from './refusal.ts';

/** Kernels that read their inputs only to validate them. */
const checkingKernels = ['GatherV2'];

/** Records the ops that run. It identifies tensors by data id, an object that is unique to each tensor's values. */
export class Recorder {
  /** Names of the layers and kernels that are running, innermost last. */
  readonly layers: string[] = [];
  readonly kernels: string[] = [];
  readonly #backend: NativeBackend;
  readonly #weights: ReadonlyMap<object, Constant>;
  readonly #rows: number;
  readonly #operations: Operation[] = [];
  readonly #constants: Constant[] = [];
  readonly #sources = new Map<object, Source>();
  readonly #dependOnInput = new Set<object>();

  constructor(backend: NativeBackend, input: Tensor, weights: ReadonlyMap<object, Constant>) {
    this.#backend = backend;
    this.#weights = weights;
    this.#rows = input.shape[0] ?? 0;
    this.#sources.set(input.dataId, { kind: 'input' });
    this.#dependOnInput.add(input.dataId);
  }

  /** Call before an op runs, because its kernel frees shapes at once. Returns the function that takes its outputs. */
  begin(op: string, attributes: readonly Attribute[], inputs: readonly TensorInfo[]) {
    const operation: Operation = {
      op,
      layer: this.#layer,
      attributes: completed(op, attributes, inputs),
      inputs: inputs.map((input) => this.#sourceOf(input)),
    };
    const depends = inputs.some(({ dataId }) => this.#dependOnInput.has(dataId));
    return (outputs: readonly Tensor[]): void => {
      const number = this.#operations.push(operation) - 1;
      for (const [output, { dataId }] of outputs.entries()) {
        this.#sources.set(dataId, { kind: 'operation', operation: number, output });
        if (depends) this.#dependOnInput.add(dataId);
      }
    };
  }

  /** Call before JavaScript reads a tensor's values. Throws UsageError if they depend on the input. */
  checkRead(dataId: object): void {
    if (!this.#dependOnInput.has(dataId) || checkingKernels.includes(this.kernels.at(-1) ?? '')) return;
    const place = nameOfPlace(this.#layer);
    throw refusal(
      `${place} computes in JavaScript with what depends on the input, and only ops of TensorFlow can be written down`,
    );
  }

  recordingOf(output: TensorInfo): Recording {
    return {
      rows: this.#rows,
      operations: this.#operations,
      output: this.#sourceOf(output),
      constants: this.#constants,
      shape: output.shape,
    };
  }

  #sourceOf(tensor: TensorInfo): Source {
    const known = this.#sources.get(tensor.dataId);
    if (known !== undefined) return known;
    const constant = this.#weights.get(tensor.dataId) ?? this.#read(tensor);
    const source: Source = { kind: 'constant', constant: this.#constants.push(constant) - 1 };
    this.#sources.set(tensor.dataId, source);
    return source;
  }

  #read({ dataId, dtype, shape }: TensorInfo): Constant {
    const values = this.#backend.readSync(dataId);
    if (!Array.isArray(values)) return { weight: '', dtype, shape, values };
    throw refusal(`${nameOfPlace(this.#layer)} computes with text`);
  }

  /** The outermost running layer, which is the one that the model names. */
  get #layer(): string {
    return this.layers[0] ?? '';
  }
}

/** One kernel of tfjs-node leaves out a type that TensorFlow infers in eager mode, but not in a graph. */
function completed(
  op: string,
  attributes: readonly Attribute[],
  [input]: readonly TensorInfo[],
): Attribute[] {
  if (op !== 'ExpandDims' || input === undefined) return [...attributes];
  return [...attributes, { name: 'T', type: 4, value: typeNumber(input.dtype) }];
}
