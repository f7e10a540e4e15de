import { heapInputs } from '../inputs.ts';
import { createHeapOptimizer } from '../optimizers/heap-optimizer.ts';
import type { OptimizerInput } from '../optimizers/optimizer.ts';
import type { Tensor, Tf, Variable } from '../tensorflow.ts';
import type { Machine } from '../wasm-kernels/machine.ts';
import type { Updates } from './fusion/fuse.ts';
import { ownMemory } from './moving-averages.ts';
import { type Recording, record } from './recording.ts';
import type { Compute, Stepper } from './stepper.ts';

/**
 * Steps on the wasm backend's heap. A batch whose size occurred before is replayed from a recording, without the engine
 * and its tape, which take nine tenths of a step on small models. A step that cannot be recorded is computed each time
 * by the same kernels and optimizer, hence with the same losses. No other code may assign the variables from now on:
 * recordings refer to their addresses.
 */
export function createHeapStepper(
  place: { readonly tf: Tf; readonly machine: Machine },
  compute: Compute,
  settings: OptimizerInput,
  isReplaying = true,
): Stepper {
  const { tf, machine } = place;
  for (const variable of settings.variables) ownMemory(tf, machine, variable);
  const optimizer = createHeapOptimizer(place, settings);
  const recordings = new Map<number, Recording | undefined>();
  const met = new Set<number>();
  const inputs = heapInputs(tf, machine);
  const { variables } = settings;
  const updates: Updates | undefined = optimizer.needsAll
    ? undefined
    : {
        updateOf: optimizer.updateOf,
        variable: (index) => {
          const variable = variables[index] as Tensor & Variable;
          return [machine.address(variable), variable.size];
        },
      };

  const replayed = (rows: number) => {
    // The first step is never recorded: a layer may initialise itself from the inputs of its first call.
    if (!isReplaying || !met.has(rows)) return void met.add(rows);
    if (!recordings.has(rows)) recordings.set(rows, record(tf, machine, compute, updates));
    return recordings.get(rows);
  };
  return {
    step(rows) {
      const recording = replayed(rows);
      if (recording !== undefined) {
        optimizer.begin();
        const loss = recording.run();
        optimizer.update(recording.gradients);
        return loss;
      }
      return tf.tidy(() => {
        const { value, gradients } = compute(inputs);
        optimizer.apply(gradients.map((gradient) => gradient && machine.address(gradient)));
        return value.dataSync()[0] as number;
      });
    },
    state: () => optimizer.state(),
    release() {
      for (const recording of recordings.values()) recording?.release();
      recordings.clear();
    },
  };
}
