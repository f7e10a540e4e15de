import type { Loss } from '../loop/batch-loss.ts';
import { layersOf } from '../model-layers.ts';
import type { LayersModel, Tensor, Tf, Variable } from '../tensorflow.ts';

/** A row-major matrix [rows, width]. */
export interface Rows {
  readonly values: Float32Array;
  readonly width: number;
}

/** Outputs [rows, width] with their targets, and the rows' weights in the loss if they have some. */
export interface JudgedRows {
  readonly outputs: Rows;
  readonly targets: Rows;
  readonly weights?: Float32Array | undefined;
}

/** The loss of a batch, and its derivative with respect to each output, row-major like the outputs. */
export function pullOnOutputs(
  tf: Tf,
  loss: Loss,
  { outputs, targets, weights }: JudgedRows,
): { readonly loss: number; readonly pull: Float32Array } {
  const { width } = outputs;
  const shape = [outputs.values.length / width, width];
  const both = tf.tidy(() => {
    const wanted = tf.tensor(targets.values, shape);
    const further = { weights: weights && tf.tensor(weights, [weights.length, 1]) };
    const judge = tf.valueAndGrad((given: Tensor) => loss(given, wanted, further) as never);
    return judge(tf.tensor(outputs.values, shape)) as unknown as { value: Tensor; grad: Tensor };
  });
  const [value = 0] = both.value.dataSync();
  const pull = both.grad.dataSync() as Float32Array;
  tf.dispose([both.value, both.grad]);
  return { loss: value, pull };
}

/** The trainable weights of a layer. */
export type LearningLayer = readonly Variable[];

/** The effect of one example's loss on a layer. */
export interface PullOnLayer {
  readonly outputs: Float32Array;
  /** Largest absolute derivative of the example's loss with respect to that layer's weights. */
  readonly pull: number;
}

/** Computes the pull of each example of a batch separately. */
export function pullsOnLayer(
  tf: Tf,
  model: LayersModel,
  variables: LearningLayer,
  loss: Loss,
  { x, y }: { readonly x: Tensor; readonly y: Tensor },
): PullOnLayer[] {
  return Array.from({ length: x.shape[0] as number }, (_, row) =>
    tf.tidy(() => {
      const [one, target] = [tf.slice(x, row, 1), tf.slice(y, row, 1)];
      let outputs = new Float32Array();
      const lossOfOne = () => {
        const output = model.apply(one, { training: false }) as Tensor;
        outputs = Float32Array.from(output.dataSync());
        return loss(output, target) as never;
      };
      const { grads } = tf.variableGrads(lossOfOne, [...variables]);
      const largest = variables.map(({ name }) => largestOf(grads[name]?.dataSync() ?? []));
      return { outputs, pull: Math.max(...largest) };
    }),
  );
}

/** Multiplies the weights of the last layer that learns by `factor`, to scale its outputs. */
export function scaleLastLayer(tf: Tf, model: LayersModel, factor: number): void {
  scaleLayer(tf, learningLayers(model)[0] ?? [], factor);
}

/** The same of any layer. */
export function scaleLayer(tf: Tf, layer: LearningLayer, factor: number): void {
  for (const variable of layer) {
    tf.tidy(() => variable.assign(tf.mul(variable, factor) as never));
  }
}

/** The layers that learn, the last one first. */
export function learningLayers(model: LayersModel): LearningLayer[] {
  return layersOf(model)
    .filter((layer) => layer.trainableWeights.length > 0)
    .map((layer) => layer.trainableWeights.map((weight) => weight.read() as Variable))
    .reverse();
}

function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let index = 0; index < values.length; index++)
    largest = Math.max(largest, Math.abs(values[index] as number));
  return largest;
}
