import { traceLayers } from '../../training/probes/layers.ts';
import { enteringTensors } from '../../training/probes/outputs.ts';
import { familyWithout } from '../../training/probes/regularising-layers.ts';
import { withUntrained } from '../../training/probes/untrained.ts';
import type { CheckContext } from '../check.ts';
import { checkedTrial, trainingSample } from './checked-trial.ts';

/** The inputs of the first layer with weights, after the model's own preprocessing. */
export interface FirstEntering {
  readonly layer: string;
  readonly className: string;
  /** [rows, …] */
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
  /** True where a layer before it scales its inputs. */
  readonly isScaled: boolean;
}

/**
 * The inputs of `rows` training rows, without dropout and noise. Layers that normalise or rescale count as
 * preprocessing, although they may have weights. Undefined for a model without other weights.
 */
export function enteringFirstLayer(context: CheckContext, rows: number): Promise<FirstEntering | undefined> {
  const { backend, dataset } = context;
  const trial = checkedTrial(context);
  const family = familyWithout(context.family, ['dropout', 'noise']);
  return withUntrained({ ...trial, family }, ({ model }) => {
    const { x } = enteringTensors(backend.tf, dataset, trainingSample(context, rows));
    // As in training: the averages of an untrained batch normalisation change nothing.
    const calls = traceLayers(backend.tf, model, x, true);
    const first = calls.findIndex(({ hasWeights, className }) => hasWeights && !isScaler(className));
    const call = calls[first];
    if (call === undefined) return undefined;
    const isScaled = calls.slice(0, first).some(({ className }) => isScaler(className));
    return { layer: call.name, className: call.className, ...call.input, isScaled };
  });
}

function isScaler(className: string): boolean {
  return /Normalization|Rescaling/.test(className);
}

/** The least and the largest value: images have more values than `Math.max` takes arguments. */
export function endsOf(values: ArrayLike<number>): readonly [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < values.length; at++) {
    least = Math.min(least, values[at] as number);
    most = Math.max(most, values[at] as number);
  }
  return [least, most];
}

/** True where the layer receives the inputs unchanged, in any shape. */
export function isSame(first: ArrayLike<number>, values: ArrayLike<number>): boolean {
  return first.length === values.length && Array.from(first).every((value, at) => value === values[at]);
}
