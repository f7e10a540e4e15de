import type { Fill, Inputs } from '../inputs.ts';
import { dropTape } from '../release.ts';
import type { Tensor, Tf } from '../tensorflow.ts';
import type { Machine, RecordedCall } from '../wasm-kernels/machine.ts';
import { announceKernels } from '../wasm-kernels/register.ts';
import { sizeOf } from '../wasm-kernels/shape.ts';
import { Arena } from './arena.ts';
import { unreplayableReason } from './suspicions.ts';

/** A loss and the gradients of the variables, in their order. */
export interface Computed {
  readonly value: Tensor;
  readonly gradients: readonly (Tensor | undefined)[];
}

/** A step's forward and backward pass as calls on addresses, without the engine, its tape and its tensors. */
export interface Recording {
  /** Addresses of what `run` leaves behind, in the variables' order. */
  readonly gradients: readonly (number | undefined)[];
  /** Fills the inputs, computes, and returns the loss. */
  run(): number;
  /** Frees the memory; the recording cannot run any more. */
  release(): void;
}

interface Input {
  readonly address: number;
  readonly count: number;
  readonly fill: Fill;
}

/**
 * Records what `compute` does. It must do the same for any values of its inputs. Undefined when it did something that
 * a replay would leave out, or left a tensor behind; nothing has changed then. No input is drawn, nor a random number.
 */
export function record(
  tf: Tf,
  machine: Machine,
  compute: (inputs: Inputs) => Computed,
): Recording | undefined {
  const arena = new Arena(machine.heap);
  const calls: RecordedCall[] = [];
  const inputs: Input[] = [];
  let lossAddress = 0;
  let gradients: (number | undefined)[] = [];
  const work = () =>
    tf.tidy(() => {
      const { value, gradients: computed } = compute(recordedInputs(tf, machine, inputs));
      lossAddress = machine.address(value);
      gradients = computed.map((gradient) => gradient && machine.address(gradient));
      if (calls.length === 0) throw new Error('a step that computes nothing');
    });
  announceKernels(tf, machine);
  machine.recorder = (call) => calls.push(call);
  const constant = (make: () => unknown) => arena.constant(make);
  try {
    const suspicion = arena.within(() => unreplayableReason(tf, machine, work, constant));
    if (suspicion !== undefined || arena.isHeld) return abandon(tf, arena);
  } catch {
    // The step is computed without a recording, and raises what there is to raise.
    return abandon(tf, arena);
  } finally {
    machine.recorder = undefined;
  }
  return {
    gradients,
    run() {
      for (const { address, count, fill } of inputs) fill(machine.floats(address, count), machine);
      for (const { run, operands } of calls) run(...operands);
      return machine.floats(lossAddress, 1)[0] as number;
    },
    release: () => arena.release(),
  };
}

function abandon(tf: Tf, arena: Arena): undefined {
  dropTape(tf);
  arena.release();
  return undefined;
}

/** Inputs of zeros: constants that each run fills again. */
function recordedInputs(tf: Tf, machine: Machine, inputs: Input[]): Inputs {
  return {
    tensor(shape, fill) {
      const count = sizeOf(shape);
      const tensor = tf.tensor(new Float32Array(count), [...shape]);
      inputs.push({ address: machine.address(tensor), count, fill });
      return tensor;
    },
  };
}
