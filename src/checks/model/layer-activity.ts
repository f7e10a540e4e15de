import { randomFor } from '../../statistics/random.ts';
import { weightGradients } from '../../training/probes/gradients.ts';
import { type LayerCall, traceLayers } from '../../training/probes/layers.ts';
import { enteringTensors } from '../../training/probes/outputs.ts';
import type { Untrained } from '../../training/probes/untrained.ts';
import type { CheckContext } from '../check.ts';
import { sampledRows, trainingSample } from './checked-trial.ts';

/** A root mean square, with its layer. */
export interface LayerSize {
  readonly name: string;
  readonly size: number;
}

/** The sample's outputs of a layer with weights, or of an activation. */
export interface LayerActivity extends LayerSize {
  readonly units: number;
  /** Share of the units that output zero for every row of the sample. */
  readonly dead: number;
}

export interface Signal {
  readonly layers: readonly LayerActivity[];
  /** Gradients of the kernels, from the first layer on; empty when zero weights block gradients. */
  readonly gradients: readonly LayerSize[];
}

/** Measures an untrained model on `rows` training rows. */
export function measureSignal(context: CheckContext, untrained: Untrained, rows: number): Signal {
  const { backend, dataset, seed } = context;
  const { tf } = backend;
  const { x } = enteringTensors(tf, dataset, trainingSample(context, rows));
  const calls = traceLayers(tf, untrained.model, x, false);
  const layers = activitiesOf(calls);
  if (calls.some(({ isZero }) => isZero)) return { layers, gradients: [] };
  const found = weightGradients(tf, untrained, dataset, {
    rows: sampledRows(context, rows),
    noise: randomFor(seed, 'gradient noise'),
  });
  const gradients = found
    .filter(({ variable }) => variable.rank > 1)
    .map(({ layer, gradient }) => ({ name: layer, size: rootMeanSquare(gradient ?? []) }));
  return { layers, gradients };
}

/** The layers with weights and the activations among these calls, from the first layer with weights on. */
export function activitiesOf(calls: readonly LayerCall[]): LayerActivity[] {
  const first = calls.findIndex(({ hasWeights }) => hasWeights);
  return calls
    .slice(Math.max(first, 0))
    .filter(({ hasWeights, className }) => hasWeights || isActivation(className))
    .map(activityOf);
}

function isActivation(className: string): boolean {
  return /Activation|ReLU|ELU/.test(className);
}

/** Units are along the last axis: a filter counts as one unit at all positions. */
function activityOf({ name, isZero, output: { shape, values } }: LayerCall): LayerActivity {
  const units = shape.at(-1) ?? 1;
  const isAlive = new Array<boolean>(units).fill(false);
  for (let index = 0; index < values.length; index++) {
    if (values[index] !== 0) isAlive[index % units] = true;
  }
  // A layer that is zero initially by design is not dead.
  const dead = isZero ? 0 : isAlive.filter((alive) => !alive).length / units;
  return { name, units, dead, size: rootMeanSquare(values) };
}

function rootMeanSquare(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += (values[index] as number) ** 2;
  return Math.sqrt(sum / Math.max(values.length, 1));
}
