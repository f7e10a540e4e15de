import type { Random } from '../study/random.ts';
import type { Fill, Inputs } from './inputs.ts';
import type { Layer } from './model-layers.ts';
import type { Tensor, Tf } from './tensorflow.ts';

/** The parts of a dropout layer that we reach into; TensorFlow.js keeps them out of its types. */
type DropoutLayer = Omit<Layer, 'call'> & {
  readonly rate: number;
  readonly noiseShape?: unknown;
  call(inputs: Tensor | Tensor[], options: { training?: boolean }): Tensor;
};

const wordRange = 2 ** 32;

/**
 * Lets the model's plain dropout layers take their masks from `inputs()`, drawn from `random`: the stock layer draws
 * each number through `Math.random`'s seed, many times slower, and in a way that cannot be replayed.
 */
export function takeMasksFrom(tf: Tf, layers: readonly Layer[], inputs: () => Inputs, random: Random): void {
  for (const layer of layers as readonly unknown[] as readonly DropoutLayer[]) {
    if (layer.getClassName() !== 'Dropout' || layer.noiseShape != null) continue;
    const { rate } = layer;
    if (!(rate > 0 && rate < 1)) continue;
    layer.call = (given, { training = false }) => {
      const input = Array.isArray(given) ? (given[0] as Tensor) : given;
      if (!training) return input;
      return tf.mul(input, inputs().tensor(input.shape, mask(rate, random)));
    };
  }
}

/** 0 with probability `rate`, else 1 / (1 − rate), so that the mean stays (Srivastava et al. 2014, inverted). */
function mask(rate: number, random: Random): Fill {
  const threshold = rate * wordRange;
  const kept = 1 / (1 - rate);
  return (values) => {
    for (let index = 0; index < values.length; index++) values[index] = random.word() < threshold ? 0 : kept;
  };
}

/** What may keep masks, or hold what keeps them: recurrent layers, their cells, and wrappers of such layers. */
interface MaskKeeper {
  dropoutMask?: Tensor | Tensor[] | null;
  recurrentDropoutMask?: Tensor | Tensor[] | null;
  readonly cell?: MaskKeeper;
  readonly cells?: readonly MaskKeeper[];
  readonly layer?: MaskKeeper;
  readonly forwardLayer?: MaskKeeper;
  readonly backwardLayer?: MaskKeeper;
}

/** Frees the masks of their last step that recurrent cells with a dropout of their own keep until the next one. */
export function forgetMasks(tf: Tf, layers: readonly Layer[]): void {
  const forget = (keeper: MaskKeeper | undefined): void => {
    if (keeper === undefined) return;
    tf.dispose([keeper.dropoutMask ?? [], keeper.recurrentDropoutMask ?? []] as Tensor[]);
    keeper.dropoutMask = null;
    keeper.recurrentDropoutMask = null;
    const { cell, cells = [], layer, forwardLayer, backwardLayer } = keeper;
    for (const part of [cell, ...cells, layer, forwardLayer, backwardLayer]) forget(part);
  };
  for (const layer of layers as readonly unknown[] as readonly MaskKeeper[]) {
    forget({ layer });
  }
}
