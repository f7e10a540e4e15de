import { type LayerCall, traceLayers } from '../../../training/probes/layers.ts';
import { enteringTensors } from '../../../training/probes/outputs.ts';
import { familyWithout } from '../../../training/probes/regularising-layers.ts';
import { withUntrained } from '../../../training/probes/untrained.ts';
import type { CheckContext } from '../../check.ts';
import { type InputGroup, inputGroups } from '../../input-groups.ts';
import { checkedTrial, trainingSample } from '../checked-trial.ts';

/** The numbers that the first layer with weights gets of a group of inputs, after the model's own preprocessing. */
export interface FirstEntering {
  readonly group: InputGroup;
  readonly layer: string;
  readonly className: string;
  /** [rows, …]; [rows, numbers] where the layer gets other inputs too. */
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
  /** True where a layer before it scales the group. */
  readonly isScaled: boolean;
}

/**
 * For each group of inputs that reaches a layer with weights: what the first such layer gets of it for `rows` training
 * rows, without dropout and noise. Layers that normalise or rescale count as preprocessing, although they may have
 * weights.
 */
export function enteringFirstLayers(context: CheckContext, rows: number): Promise<FirstEntering[]> {
  const { backend, dataset } = context;
  const { tf } = backend;
  const trial = checkedTrial(context);
  const family = familyWithout(context.family, ['dropout', 'noise']);
  return withUntrained({ ...trial, family }, ({ model }) => {
    const sample = trainingSample(context, rows);
    // As in training: the averages of an untrained batch normalisation change nothing.
    const callsFor = (x: Float32Array) =>
      traceLayers(tf, model, enteringTensors(tf, dataset, { ...sample, x }).x, true);
    const calls = callsFor(sample.x);
    const groups = inputGroups(dataset);
    return groups.flatMap((group) => {
      const changed = groups.length === 1 ? undefined : callsFor(withOthers(sample.x, sample.rows, group));
      const reached = (at: number) => differingPlaces(calls[at], changed?.[at]);
      return firstOf(group, calls, reached) ?? [];
    });
  });
}

function firstOf(
  group: InputGroup,
  calls: readonly LayerCall[],
  reached: (at: number) => readonly number[] | undefined,
): FirstEntering | undefined {
  let isScaled = false;
  for (const [at, { name: layer, className, hasWeights, input }] of calls.entries()) {
    const isScaling = isScaler(className);
    if (!isScaling && !hasWeights) continue;
    const places = reached(at);
    if (places?.length === 0) continue;
    if (isScaling) {
      isScaled = true;
      continue;
    }
    const common = { group, layer, className, isScaled };
    const [rows = 1] = input.shape;
    const width = input.values.length / rows;
    if (places === undefined || places.length === width) return { ...common, ...input };
    const values = Float32Array.from(
      { length: rows * places.length },
      (_, index) =>
        input.values[
          Math.floor(index / places.length) * width + (places[index % places.length] as number)
        ] as number,
    );
    return { ...common, shape: [rows, places.length], values };
  }
  return undefined;
}

/** The rows with other numbers in one group, and other ids where it is token ids. */
function withOthers(x: Float32Array, rows: number, { places, tokens }: InputGroup): Float32Array {
  const changed = x.slice();
  const width = x.length / rows;
  const other = (value: number) =>
    tokens === undefined ? value + 1 + Math.abs(value) / 8 : 1 + (value % Math.max(tokens - 1, 1));
  for (let row = 0; row < rows; row++) {
    for (const place of places) changed[row * width + place] = other(x[row * width + place] as number);
  }
  return changed;
}

/** The numbers of a row of the layer's input that the change reaches; undefined where nothing was changed. */
function differingPlaces(call?: LayerCall, changed?: LayerCall): readonly number[] | undefined {
  if (call === undefined || changed === undefined) return undefined;
  const { shape, values } = call.input;
  const width = values.length / (shape[0] ?? 1);
  const differs = new Uint8Array(width);
  for (let at = 0; at < values.length; at++) {
    if (values[at] !== changed.input.values[at]) differs[at % width] = 1;
  }
  return Array.from(differs.keys()).filter((place) => differs[place] === 1);
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
  if (first.length !== values.length) return false;
  for (let at = 0; at < first.length; at++) if (first[at] !== values[at]) return false;
  return true;
}

/** True where the layer receives a sequence [length, …] from its end to its beginning. */
export function isReversed(
  first: ArrayLike<number>,
  values: ArrayLike<number>,
  [length = 1, ...step]: readonly number[],
): boolean {
  const size = step.reduce((product, each) => product * each, 1);
  if (first.length !== values.length || length < 2 || isSame(first, values)) return false;
  for (let at = 0; at < first.length; at++) {
    const row = Math.floor(at / (length * size));
    const place = Math.floor(at / size) % length;
    const from = (row * length + (length - 1 - place)) * size + (at % size);
    if (first[at] !== values[from]) return false;
  }
  return true;
}
