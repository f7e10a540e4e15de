import type { Dataset, Split } from '../../data/dataset.ts';
import type { Random } from '../../statistics/random.ts';
import type { LayersModel, Tf } from '../tensorflow.ts';
import { inputGradient, stirZeroWeights } from './dependencies.ts';
import { enteringTensors, outputsOf } from './outputs.ts';

/** The model, and the rows that it is given. */
export interface Given {
  readonly tf: Tf;
  readonly model: LayersModel;
  readonly dataset: Dataset;
  readonly sample: Split;
}

/** Indices of a row's inputs: those that differ between the rows, and those of them that change no output. */
export interface InputUse {
  readonly varying: readonly number[];
  readonly unused: readonly number[];
}

/** Inputs of a group without a gradient are tried in parts of it, at most so often; the rest counts as used. */
const mostTries = 64;

/** Changes all-zero weights of the model, which would hide what they multiply. `groups` are inputs that belong together. */
export function inputUse(given: Given, groups: readonly (readonly number[])[], random: Random): InputUse {
  const { tf, model, sample } = given;
  stirZeroWeights(tf, model, random);
  const { rows, x } = sample;
  const size = x.length / rows;
  const differs = (values: Float32Array, place: number, from: number) =>
    Array.from({ length: rows }, (_, row) => row).some((row) => values[row * size + place] !== from);
  const varying = Array.from({ length: size }, (_, place) => place).filter((place) =>
    differs(x, place, x[place] as number),
  );
  const gradient = gradientOf(given, random);
  const without = varying.filter((place) => gradient === undefined || !differs(gradient, place, 0));
  if (without.length === 0) return { varying, unused: [] };

  const outputsWith = (changed: Float32Array) =>
    outputsOf(tf, model, given.dataset, { ...sample, x: changed }).values;
  const before = outputsWith(x);
  let tries = 0;
  const unusedOf = (places: readonly number[]): readonly number[] => {
    tries += 1;
    if (tries > mostTries) return [];
    const after = outputsWith(withNextRows(x, size, places));
    if (after.every((value, at) => value === before[at])) return places;
    const half = places.length >> 1;
    return half === 0 ? [] : [...unusedOf(places.slice(0, half)), ...unusedOf(places.slice(half))];
  };
  const isWithout = new Set(without);
  const unused = groups.flatMap((group) => {
    tries = 0;
    const places = group.filter((place) => isWithout.has(place));
    return places.length === 0 ? [] : unusedOf(places);
  });
  return { varying, unused };
}

function gradientOf({ tf, model, dataset, sample }: Given, random: Random): Float32Array | undefined {
  const outputs = model.outputs[0]?.shape.at(-1) ?? 1;
  const mixture = Float32Array.from({ length: sample.rows * outputs }, () => 0.5 + random.next());
  const { x } = enteringTensors(tf, dataset, sample);
  return inputGradient(tf, model, x, { mixture, training: false });
}

/** The inputs at `places` are those of the next row. */
function withNextRows(x: Float32Array, size: number, places: readonly number[]): Float32Array {
  const changed = x.slice();
  for (let at = 0; at < x.length; at += size) {
    for (const place of places) changed[at + place] = x[((at + size) % x.length) + place] as number;
  }
  return changed;
}

/** One row may keep off the units that would tell two values apart. */
const basesTried = 4;

/**
 * True where the model tells fewer than `share` of these rows' inputs apart. `rowsFrom` makes them of one row of the
 * sample: [count, ...inputShape].
 */
export function areMerged(
  { tf, model, dataset, sample }: Given,
  { rowsFrom, count, share }: { rowsFrom(own: Float32Array): Float32Array; count: number; share: number },
): boolean {
  const size = sample.x.length / sample.rows;
  for (let base = 0; base < Math.min(sample.rows, basesTried); base++) {
    const x = rowsFrom(sample.x.subarray(base * size, (base + 1) * size));
    const split = { rows: count, x, y: new Float32Array(count), row: new Int32Array(count) };
    const { values } = outputsOf(tf, model, dataset, split);
    const width = values.length / count;
    const texts = Array.from({ length: count }, (_, row) =>
      values.subarray(row * width, (row + 1) * width).join(),
    );
    if (new Set(texts).size >= share * count) return false;
  }
  return true;
}
