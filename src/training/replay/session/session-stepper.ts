import { encodeGraph } from '../../graph/encode-graph.ts';
import { loadMessages } from '../../graph/messages.ts';
import { openGraphSession } from '../../native/graph-session.ts';
import { nativeBackend } from '../../native/native-backend.ts';
import type { OptimizerInput } from '../../optimizers/optimizer.ts';
import { createTensorOptimizer, type TensorOptimizer } from '../../optimizers/tensor-optimizer.ts';
import type { Tensor, Tf, Variable } from '../../tensorflow.ts';
import { sizeOf } from '../../wasm-kernels/shape.ts';
import { type Compute, type Stepper, tensorStep } from '../stepper.ts';
import { recordStep } from './record-step.ts';
import { SessionVariables } from './session-variables.ts';
import { stepGraph } from './step-graph.ts';

/** The variables that a step may assign besides the optimizer's. */
export interface SessionPlace {
  readonly tf: Tf;
  readonly averages: ReadonlySet<Variable>;
}

/**
 * Steps on native TensorFlow, each in one call of a session: a call for each op takes 40 to 100 µs, and a step has
 * hundreds. Batches of another size than the first one, and steps that cannot be recorded, are computed op by op. A
 * training that resumes makes the same choice from its first step on, because the two differ by rounding.
 */
export function createSessionStepper(
  place: SessionPlace,
  compute: Compute,
  settings: OptimizerInput,
): Stepper {
  const { tf } = place;
  const optimizer = createTensorOptimizer(tf, settings);
  const plain = tensorStep(tf, compute, optimizer);
  let first: { readonly rows: number; readonly session: StepSession | undefined } | undefined;
  return {
    step(rows) {
      first ??= { rows, session: openStep(place, compute, optimizer) };
      return first.rows === rows && first.session !== undefined ? first.session.step() : plain();
    },
    state: () => optimizer.state(),
    release() {
      first?.session?.release();
      first = undefined;
    },
  };
}

interface StepSession {
  /** Fills the inputs, makes the step and returns its loss. */
  step(): number;
  release(): void;
}

/** Returns undefined if the step cannot be recorded, or TensorFlow does not load its graph. */
function openStep(
  { tf, averages }: SessionPlace,
  compute: Compute,
  optimizer: TensorOptimizer,
): StepSession | undefined {
  const recorded = recordStep(tf, {
    ...{ compute, averages },
    update({ value, gradients }, inputs) {
      const updates = optimizer.kernelUpdates(gradients, (number) =>
        inputs.tensor([], (values) => {
          values[0] = number();
        }),
      );
      return { loss: value, updates };
    },
  });
  if (recorded === undefined) return undefined;
  const opened = tryOpening(tf, recorded);
  if (opened === undefined) return undefined;
  const { graph, session } = opened;
  const variables = new SessionVariables(tf, session, graph);
  const filled = recorded.inputs.map(({ shape, fill }, index) => ({
    ...{ shape: [...shape], fill, values: new Float32Array(sizeOf(shape)) },
    node: graph.inputs[index] as string,
  }));
  return {
    step() {
      variables.enter();
      optimizer.advance();
      return tf.tidy(() => {
        const given = new Map<string, Tensor>();
        for (const { node, shape, fill, values } of filled) {
          fill(values);
          given.set(node, tf.tensor(values, shape));
        }
        const [loss] = session.run(given, [graph.loss]);
        return (loss as Tensor).dataSync()[0] as number;
      });
    },
    release() {
      variables.release();
      session.release();
    },
  };
}

function tryOpening(tf: Tf, recorded: NonNullable<ReturnType<typeof recordStep>>) {
  try {
    const graph = stepGraph(recorded);
    const content = encodeGraph(loadMessages(), graph.nodes);
    return { graph, session: openGraphSession(nativeBackend(tf), content) };
  } catch {
    // An op whose attributes TensorFlow infers in eager mode only, or a type that a graph does not write.
    return undefined;
  }
}
