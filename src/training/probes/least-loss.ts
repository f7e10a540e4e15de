import type { Loss } from '../loop/batch-loss.ts';
import type { Tf } from '../tensorflow.ts';
import { type JudgedRows, pullOnOutputs, type Rows } from './pulls.ts';

/** The loss on some rows of outputs that are free to take any value. */
export interface LeastLoss {
  /** At outputs of 0. */
  readonly start: number;
  readonly least: number;
  /** The outputs of the least loss. */
  readonly outputs: Rows;
}

const steps = 200;
/** In logits or standard deviations of the target; it falls linearly to 0. */
const firstStep = 0.5;

/** Minimises a loss over the outputs themselves, from nearly 0, by Adam (Kingma and Ba 2015). */
export function leastLoss(tf: Tf, loss: Loss, { targets, weights }: Omit<JudgedRows, 'outputs'>): LeastLoss {
  const { width, values } = targets;
  const judge = (outputs: Float32Array) =>
    pullOnOutputs(tf, loss, { outputs: { values: outputs, width }, targets, weights });
  const start = judge(new Float32Array(values.length)).loss;
  // Different from each other: equal outputs are a saddle of some losses.
  let outputs = Float32Array.from(values, (_, at) => 0.01 * Math.sin(at + 1));
  let best = { least: start, outputs: new Float32Array(values.length) };
  const [mean, square] = [new Float64Array(values.length), new Float64Array(values.length)];
  for (let step = 1; step <= steps; step++) {
    const { loss: now, pull } = judge(outputs);
    if (now < best.least) best = { least: now, outputs };
    const size = firstStep * (1 - step / (steps + 1));
    outputs = outputs.map((value, at) => {
      const gradient = pull[at] as number;
      mean[at] = 0.9 * (mean[at] as number) + 0.1 * gradient;
      square[at] = 0.99 * (square[at] as number) + 0.01 * gradient ** 2;
      const [first, second] = [
        (mean[at] as number) / (1 - 0.9 ** step),
        (square[at] as number) / (1 - 0.99 ** step),
      ];
      return value - (size * first) / (Math.sqrt(second) + 1e-8);
    });
  }
  return { start, least: best.least, outputs: { values: best.outputs, width } };
}
