import { heapInputs } from '../inputs.ts';
import { createHeapOptimizer } from '../optimizers/heap-optimizer.ts';
import type { Tf } from '../tensorflow.ts';
import type { Machine } from '../wasm-kernels/machine.ts';
import { ownMemory } from './moving-averages.ts';
import { type Recording, record } from './recording.ts';
import type { Compute, Stepper, StepperSettings } from './stepper.ts';

/**
 * Steps on the wasm backend's heap. A batch of a size that was met before is replayed from its recording, which leaves
 * out the engine and its tape: on small models nine tenths of a step. What cannot be recorded is computed anew each time,
 * by the same kernels and the same optimizer, and so to the same losses. Nobody else may assign the variables from now
 * on: recordings know them by their addresses.
 */
export function createHeapStepper(
  place: { readonly tf: Tf; readonly machine: Machine },
  compute: Compute,
  settings: StepperSettings,
  isReplaying = true,
): Stepper {
  const { tf, machine } = place;
  const { config, variables, rate, start } = settings;
  for (const variable of variables) ownMemory(tf, machine, variable);
  const optimizer = createHeapOptimizer(place, config, variables, rate, start);
  const recordings = new Map<number, Recording | undefined>();
  const met = new Set<number>();
  const inputs = heapInputs(tf, machine);

  const replayed = (rows: number) => {
    // The first step is always computed: a layer may set itself up in it, from what it sees.
    if (!isReplaying || !met.has(rows)) return void met.add(rows);
    if (!recordings.has(rows)) recordings.set(rows, record(tf, machine, compute));
    return recordings.get(rows);
  };
  return {
    step(rows) {
      const recording = replayed(rows);
      if (recording !== undefined) {
        const loss = recording.run();
        optimizer.apply(recording.gradients);
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
