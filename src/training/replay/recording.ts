import type { Fill, Inputs } from '../inputs.ts';
import { dropTape } from '../release.ts';
import type { Tensor, Tf } from '../tensorflow.ts';
import type { RecordedCall } from '../wasm-kernels/caller.ts';
import type { Machine } from '../wasm-kernels/machine.ts';
import { announceKernels } from '../wasm-kernels/register.ts';
import { sizeOf } from '../wasm-kernels/shape.ts';
import { Arena } from './arena.ts';
import { fuse, type Updates } from './fusion/fuse.ts';
import { unreplayableReason } from './suspicions.ts';

/** A loss and its gradients, in the order of the variables. */
export interface Computed {
  readonly value: Tensor;
  readonly gradients: readonly (Tensor | undefined)[];
}

/** A step's forward and backward pass as routine calls on addresses, without the engine, its tape and its tensors. */
export interface Recording {
  /** Addresses of the gradients that `run` computes, in the order of the variables, but for those that it has made use of. */
  readonly gradients: readonly (number | undefined)[];
  /** Fills the inputs, computes the gradients, and returns the loss. */
  run(): number;
  /** Frees the memory; the recording cannot run afterwards. */
  release(): void;
}

interface Input {
  readonly address: number;
  readonly count: number;
  readonly fill: Fill;
}

/**
 * Records the routine calls of `compute`, which must be the same for any values of its inputs. Returns undefined, with
 * nothing changed, if `compute` did something that a replay would omit or left a tensor behind. Draws no inputs and no
 * random numbers.
 */
export function record(
  tf: Tf,
  machine: Machine,
  compute: (inputs: Inputs) => Computed,
  updates?: Updates,
): Recording | undefined {
  const calls: RecordedCall[] = [];
  const arena = new Arena(machine.heap, () => calls.length);
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
    // The step is then computed without a recording, which throws any real error again.
    return abandon(tf, arena);
  } finally {
    machine.recorder = undefined;
  }
  const results = new Set([lossAddress, ...gradients.filter((gradient) => gradient !== undefined)]);
  const fused = fuse(machine, { calls, pieces: arena.pieces, results }, gradients, updates);
  return {
    gradients: fused.gradients,
    run() {
      for (const { address, count, fill } of inputs) fill(machine.floats(address, count), machine);
      for (const { run, operands } of fused.calls) run(...operands);
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

/** Inputs that start as zeros, in constant memory that each run refills. */
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
