import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { Attribute } from '../native/attribute.ts';
import { typeAttribute } from '../native/attribute.ts';
import type { NativeBackend } from '../native/native-backend.ts';
import type { Constant, Operation, RecordedOps, Source } from './recording.ts';
import { nameOfPlace, Unrecordable } from './unrecordable.ts';

/** Kernels that read their inputs only to validate them. */
const checkingKernels = ['GatherV2'];

/** Records the ops that run. It identifies tensors by data id, an object that is unique to each tensor's values. */
export class Recorder {
  /** Names of the layers and kernels that are running, innermost last. */
  readonly layers: string[] = [];
  readonly kernels: string[] = [];
  readonly #backend: NativeBackend;
  readonly #weights: ReadonlyMap<object, Constant>;
  readonly #operations: Operation[] = [];
  readonly #constants: Constant[] = [];
  readonly #sources: Map<object, Source>;
  readonly #dependOnInput: Set<object>;

  /** `given` holds the inputs and variables, whose values may be others in each run; `weights` those that stay. */
  constructor(
    backend: NativeBackend,
    given: ReadonlyMap<object, Source>,
    weights: ReadonlyMap<object, Constant> = new Map(),
  ) {
    this.#backend = backend;
    this.#weights = weights;
    this.#sources = new Map(given);
    this.#dependOnInput = new Set(given.keys());
  }

  /** Adds an input that is made while the ops run. */
  give(dataId: object, source: Source): void {
    this.#sources.set(dataId, source);
    this.#dependOnInput.add(dataId);
  }

  /** Call before an op runs, because its kernel frees shapes at once. Returns the function that takes its outputs. */
  begin(op: string, attributes: readonly Attribute[], inputs: readonly TensorInfo[]) {
    const operation: Operation = {
      op,
      layer: this.#layer,
      attributes: completed(op, attributes, inputs),
      inputs: inputs.map((input) => this.sourceOf(input)),
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

  /** Call before JavaScript reads a tensor's values. Throws Unrecordable if they depend on the input. */
  checkRead(dataId: object): void {
    if (!this.#dependOnInput.has(dataId) || checkingKernels.includes(this.kernels.at(-1) ?? '')) return;
    const place = nameOfPlace(this.#layer);
    throw new Unrecordable(
      `${place} computes in JavaScript with what depends on the input, and only ops of TensorFlow can be written down`,
    );
  }

  /** Whether the values of an input or of an op's output are not freed. */
  get isHeld(): boolean {
    return [...this.#sources].some(
      ([dataId, { kind }]) =>
        (kind === 'input' || kind === 'operation') && this.#backend.refCount(dataId) > 0,
    );
  }

  get recorded(): RecordedOps {
    return { operations: this.#operations, constants: this.#constants };
  }

  /** Where a tensor's values come from; those of no recorded op are read and become a constant. */
  sourceOf(tensor: TensorInfo): Source {
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
    throw new Unrecordable(`${nameOfPlace(this.#layer)} computes with text`);
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
  return [...attributes, typeAttribute('T', input.dtype)];
}
