import { type Layer, partsOf } from '../model-layers.ts';
import type { Tensor, Tf } from '../tensorflow.ts';
import type { GateName } from '../wasm-kernels/recurrent/gates.ts';
import { hasRecurrentSequence, recurrentSequence } from './recurrent-sequence.ts';

/** Parts of recurrent layers and cells that the types of TensorFlow.js leave out. */
interface Recurrent {
  readonly cell: RecurrentCell;
  readonly stateful?: boolean;
  readonly returnSequences: boolean;
  readonly returnState?: boolean;
  readonly goBackwards?: boolean;
  getClassName(): string;
  call(inputs: Tensor | Tensor[], options: CallOptions | null): Tensor | Tensor[];
}

interface RecurrentCell {
  readonly activation: Named;
  readonly recurrentActivation: Named;
  readonly kernel: Weight;
  readonly recurrentKernel: Weight;
  readonly bias: Weight | null;
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly dropoutFunc?: ((ones: Tensor, rate: number) => Tensor) | null;
}

interface Named {
  getClassName(): string;
}

interface Weight {
  read(): Tensor;
}

interface CallOptions {
  readonly training?: boolean | null;
  readonly mask?: unknown;
  readonly initialState?: unknown;
}

const gates: Readonly<Record<string, GateName>> = { sigmoid: 'sigmoid', hardSigmoid: 'hardSigmoid' };

/**
 * Makes the stock LSTM and GRU layers among these, wrapped ones too, compute whole sequences by a kernel of ours where
 * the backend has it. What it does not cover, such as stock masks or given states, and classes of a user's own stay as they are.
 */
export function fuseRecurrence(tf: Tf, layers: readonly Layer[]): void {
  const stock = [tf.layers.lstm({ units: 1 }), tf.layers.gru({ units: 1 })] as unknown as Recurrent[];
  for (const layer of layers.flatMap(partsOf) as Recurrent[]) {
    if (!stock.some((each) => isAlike(each, layer) && isAlike(each.cell, layer.cell))) continue;
    const { call } = layer;
    layer.call = (inputs, options) => {
      const x = Array.isArray(inputs) && inputs.length === 1 ? inputs[0] : inputs;
      if (x === undefined || Array.isArray(x) || !isCovered(tf, layer, x, options ?? {})) {
        return call.call(layer, inputs, options);
      }
      return tf.tidy(() => fused(tf, layer, x, options ?? {}));
    };
  }
}

/** Whether a layer or cell is of the same class, and no method of its call is replaced. */
function isAlike(stock: object | undefined, given: object | undefined): boolean {
  if (stock === undefined || given === undefined) return false;
  return Object.getPrototypeOf(stock) === Object.getPrototypeOf(given) && !Object.hasOwn(given, 'call');
}

function isCovered(tf: Tf, layer: Recurrent, x: Tensor, { training, mask, initialState }: CallOptions) {
  const { cell } = layer;
  const gate = gates[cell.recurrentActivation.getClassName()];
  const drops = training === true && (cell.dropout > 0 || cell.recurrentDropout > 0);
  return (
    gate !== undefined &&
    hasRecurrentSequence(tf, gate) &&
    initialState == null &&
    presentOf(mask) !== null &&
    ![layer.stateful, layer.returnState].includes(true) &&
    !(drops && cell.dropoutFunc == null) &&
    Math.max(cell.dropout, cell.recurrentDropout) < 1 &&
    cell.activation.getClassName() === 'tanh' &&
    x.rank === 3 &&
    x.dtype === 'float32'
  );
}

/** The mask of a layer of ours, undefined where there is none, or null for that of a stock layer, whose values are bits. */
function presentOf(mask: unknown): Tensor | undefined | null {
  if (mask == null) return undefined;
  const { dtype, rank } = mask as Partial<Tensor>;
  return dtype === 'float32' && rank === 2 ? (mask as Tensor) : null;
}

function fused(tf: Tf, layer: Recurrent, x: Tensor, { training, mask: steps }: CallOptions): Tensor {
  const isTraining = training === true;
  const { cell, returnSequences, goBackwards = false } = layer;
  const [batch = 0, , features = 0] = x.shape;
  const recurrentKernel = cell.recurrentKernel.read();
  const maskOf = (rate: number, columns: number) =>
    isTraining && rate > 0 ? cell.dropoutFunc?.(tf.ones([batch, columns]), rate) : undefined;
  const inputMask = maskOf(cell.dropout, features);
  const mask = maskOf(cell.recurrentDropout, recurrentKernel.shape[0] as number);
  return recurrentSequence(tf, inputMask ? tf.mul(x, tf.expandDims(inputMask, 1)) : x, {
    cell: layer.getClassName() === 'GRU' ? 'GRU' : 'LSTM',
    gate: gates[cell.recurrentActivation.getClassName()] as GateName,
    ...{ returnSequences, goBackwards, recurrentKernel, mask },
    kernel: cell.kernel.read(),
    bias: cell.bias?.read(),
    present: presentOf(steps) ?? undefined,
  });
}
