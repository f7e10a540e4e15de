import type { Random } from '../../statistics/random.ts';
import type { Fill, Inputs } from '../inputs.ts';
import { isSpatialDropout } from '../layers/spatial-dropout.ts';
import { type Layer, partsOf } from '../model-layers.ts';
import type { Tensor, Tf } from '../tensorflow.ts';
import { drawMask } from '../wasm-kernels/elementwise/mask.ts';

/** Parts of a dropout layer that the types of TensorFlow.js leave out. */
type DropoutLayer = Omit<Layer, 'call'> & {
  readonly rate: number;
  readonly noiseShape?: unknown;
  call(inputs: Tensor | Tensor[], options: { training?: boolean }): Tensor;
};

/** Where masks come from. */
export interface MaskSource {
  readonly inputs: () => Inputs;
  readonly random: Random;
  readonly share?: (() => number) | undefined;
}

const wordRange = 2 ** 32;

/** The functions that `takeMasksFrom` gives to cells. */
const ofPasses = new WeakSet<object>();

/**
 * Makes plain and spatial dropout layers and the dropout of recurrent cells take their masks from `inputs()`, drawn from `random`:
 * the stock layer draws each number from a generator seeded by `Math.random`, which is many times slower and cannot be
 * replayed. `share` is the current factor of the rates of dropout layers.
 */
export function takeMasksFrom(
  tf: Tf,
  layers: readonly Layer[],
  { inputs, random, share = () => 1 }: MaskSource,
): void {
  for (const keeper of layers.flatMap(partsOf) as MaskKeeper[]) {
    // A user's own function is kept; one of an earlier pass would draw from that pass.
    const isOwn = keeper.dropoutFunc != null && !ofPasses.has(keeper.dropoutFunc);
    if (!isRecurrentCell(keeper) || isOwn) continue;
    keeper.dropoutFunc = ({ shape }, rate) =>
      inputs().tensor(
        shape,
        mask(() => rate, random),
      );
    ofPasses.add(keeper.dropoutFunc);
  }
  for (const layer of layers as readonly unknown[] as readonly DropoutLayer[]) {
    const isSpatial = isSpatialDropout(layer);
    if (layer.getClassName() !== 'Dropout' || (layer.noiseShape != null && !isSpatial)) continue;
    const { rate } = layer;
    if (!(rate > 0 && rate < 1)) continue;
    layer.call = (given, { training = false }) => {
      const input = Array.isArray(given) ? (given[0] as Tensor) : given;
      if (!training) return input;
      return tf.mul(
        input,
        inputs().tensor(
          isSpatial ? onePlace(input.shape) : input.shape,
          mask(() => rate * share(), random),
        ),
      );
    };
  }
}

/** One value for each feature map, which the product repeats at all places. */
function onePlace(shape: readonly number[]): number[] {
  return shape.map((length, axis) => (axis === 0 || axis === shape.length - 1 ? length : 1));
}

/** Inverted dropout (Srivastava et al. 2014): 0 with probability `rate`, else 1 / (1 − rate), to preserve the mean. */
function mask(rateNow: () => number, random: Random): Fill {
  return (values, machine) => {
    const rate = rateNow();
    const threshold = Math.max(Math.ceil(rate * wordRange), 1);
    const kept = 1 / (1 - rate);
    if (machine !== undefined) return drawMask(machine, random, { values, threshold, kept });
    for (let index = 0; index < values.length; index++) values[index] = random.word() < threshold ? 0 : kept;
  };
}

/** A layer or a cell; recurrent cells keep masks. */
interface MaskKeeper {
  /** A cell's function that makes a mask from ones and a rate. */
  dropoutFunc?: ((ones: Tensor, rate: number) => Tensor) | null;
  getClassName?(): string;
  dropoutMask?: Tensor | Tensor[] | null;
  recurrentDropoutMask?: Tensor | Tensor[] | null;
}

const recurrentCells: readonly string[] = ['SimpleRNNCell', 'GRUCell', 'LSTMCell', 'ConvLSTM2DCell'];

function isRecurrentCell(keeper: MaskKeeper): boolean {
  return recurrentCells.includes(keeper.getClassName?.() ?? '');
}

/** Frees the dropout masks that recurrent cells keep from their last step until the next one. */
export function forgetMasks(tf: Tf, layers: readonly Layer[]): void {
  for (const keeper of layers.flatMap(partsOf) as MaskKeeper[]) {
    tf.dispose([keeper.dropoutMask ?? [], keeper.recurrentDropoutMask ?? []] as Tensor[]);
    keeper.dropoutMask = null;
    keeper.recurrentDropoutMask = null;
  }
}
