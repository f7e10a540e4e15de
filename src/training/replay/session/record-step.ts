import { listen } from '../../graph/listen.ts';
import { Recorder } from '../../graph/recorder.ts';
import type { RecordedOps, Source } from '../../graph/recording.ts';
import { Unrecordable } from '../../graph/unrecordable.ts';
import type { Fill, Inputs } from '../../inputs.ts';
import { nativeBackend } from '../../native/native-backend.ts';
import type { KernelUpdate } from '../../optimizers/kernel-updates.ts';
import { dropTape } from '../../release.ts';
import type { ReplacedMethods } from '../../replaced-methods.ts';
import type { Tensor, Tf, Variable } from '../../tensorflow.ts';
import { sizeOf } from '../../wasm-kernels/shape.ts';
import { useLeanKernels } from './lean-kernels.ts';

/** A tensor that is filled before each step. */
interface StepInput {
  readonly shape: readonly number[];
  readonly fill: Fill;
}

/** An update by a kernel of TensorFlow, which only the recorded step makes. */
export interface RecordedUpdate extends Omit<KernelUpdate, 'inputs'> {
  readonly inputs: readonly Source[];
}

/** The ops of a training step: its forward and backward pass, and the optimizer's update. */
export interface RecordedStep extends RecordedOps {
  readonly inputs: readonly StepInput[];
  /** Those that a source names by their index. */
  readonly variables: readonly Variable[];
  /** The last value of each variable that the step assigns. */
  readonly assigned: ReadonlyMap<Variable, Source>;
  /** Made after the assignments. */
  readonly updates: readonly RecordedUpdate[];
  readonly loss: Source;
}

export interface StepParts<T> {
  /** The forward and backward pass, which may assign `averages` only. */
  readonly compute: (inputs: Inputs) => T;
  readonly averages: ReadonlySet<Variable>;
  /** Updates the variables, and returns the loss and the updates that kernels are to make. */
  readonly update: (
    computed: T,
    inputs: Inputs,
  ) => { readonly loss: Tensor; readonly updates: readonly KernelUpdate[] };
}

/**
 * Records the ops of a step on the native backend while it runs on zeros, and undoes its assignments. Returns undefined,
 * with nothing changed, if a run of these ops would not be the step: if it draws random numbers, reads a value back,
 * assigns a variable in its forward pass, keeps a tensor or throws. Draws no inputs.
 */
export function recordStep<T>(tf: Tf, parts: StepParts<T>): RecordedStep | undefined {
  const variables = Object.values(tf.engine().registeredVariables);
  for (const variable of variables) ownMemory(tf, variable);
  const given = variables.map(({ dataId }, variable) => [dataId, { kind: 'variable', variable }] as const);
  const recorder = new Recorder(nativeBackend(tf), new Map<object, Source>(given));
  const { numTensors } = tf.memory();
  const before = variables.map((variable) => tf.clone(variable as Tensor));
  const watch = watchStep(tf, recorder, parts.averages);
  const inputs: StepInput[] = [];
  const zeros: Inputs = {
    tensor(shape, fill) {
      const tensor = tf.tensor(new Float32Array(sizeOf(shape)), [...shape]);
      recorder.give(tensor.dataId, { kind: 'input', input: inputs.push({ shape, fill }) - 1 });
      return tensor;
    },
  };
  let last: Pick<RecordedStep, 'loss' | 'updates'> | undefined;
  try {
    tf.tidy(() => {
      const computed = parts.compute(zeros);
      watch.mayAssign = true;
      const { loss, updates } = parts.update(computed, zeros);
      last = {
        loss: recorder.sourceOf(loss),
        updates: updates.map(({ inputs, ...rest }) => ({
          ...rest,
          inputs: inputs.map((input) => recorder.sourceOf(input)),
        })),
      };
    });
  } catch {
    // The step is then computed without a recording, which throws any real error again.
    dropTape(tf);
    last = undefined;
  } finally {
    watch.replaced.restore();
    variables.forEach((variable, index) => {
      if (watch.assigned.has(variable)) variable.assign(before[index] as never);
    });
    tf.dispose(before);
  }
  const isKept = tf.memory().numTensors !== numTensors || recorder.isHeld;
  if (watch.isRead || isKept) return undefined;
  return last && { ...recorder.recorded, ...last, inputs, variables, assigned: watch.assigned };
}

interface StepWatch {
  readonly replaced: ReplacedMethods;
  readonly assigned: Map<Variable, Source>;
  /** Whether variables that are no averages may be assigned now. */
  mayAssign: boolean;
  /** Whether a value was read asynchronously. */
  isRead: boolean;
}

/** Reports all ops and assignments until the methods are restored, and throws Unrecordable where ops do not suffice. */
function watchStep(tf: Tf, recorder: Recorder, averages: ReadonlySet<Variable>): StepWatch {
  const replaced = listen(tf, recorder);
  const watch: StepWatch = { replaced, assigned: new Map(), mayAssign: false, isRead: false };
  const { assign } = tf.Variable.prototype;
  replaced.replace(tf.Variable.prototype, 'assign', function (this: Variable, value) {
    if (!watch.mayAssign && !averages.has(this)) throw new Unrecordable('a variable is assigned');
    watch.assigned.set(this, recorder.sourceOf(value));
    assign.call(this, value);
  });
  replaced.replace(Math, 'random', () => {
    throw new Unrecordable('a random number is drawn');
  });
  const backend = nativeBackend(tf);
  const { read } = backend;
  // Not interrupted: that would cause an unhandled rejection.
  replaced.replace(backend, 'read', (dataId) => {
    watch.isRead = true;
    return read.call(backend, dataId);
  });
  useLeanKernels(tf, replaced);
  return watch;
}

/** Gives a variable its own memory, so that its values are those of no other tensor. */
function ownMemory(tf: Tf, variable: Variable): void {
  if (nativeBackend(tf).refCount(variable.dataId) === 1) return;
  const { shape, dtype } = variable;
  tf.tidy(() => variable.assign(tf.tensor(variable.dataSync().slice(), shape, dtype) as never));
}
