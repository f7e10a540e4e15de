import { isNative } from '../native/native-backend.ts';
import type { OptimizerInput } from '../optimizers/optimizer.ts';
import type { Machine } from '../wasm-kernels/machine.ts';
import { createHeapStepper } from './heap-stepper.ts';
import { createSessionStepper, type SessionPlace } from './session/session-stepper.ts';
import { type Compute, createTensorStepper, type Stepper } from './stepper.ts';

/** A session takes as long to open as some forty steps of a small net. Where this is crossed, losses differ by rounding. */
const fewestSessionSteps = 60;

/** The stepper of the current backend. `steps` is how many the whole training may take, with those made earlier. */
export function createStepper(
  { machine, ...place }: SessionPlace & { readonly machine?: Machine | undefined },
  compute: Compute,
  settings: OptimizerInput,
  { steps, isReplaying = true }: { readonly steps: number; readonly isReplaying?: boolean | undefined },
): Stepper {
  const { tf } = place;
  if (machine !== undefined) return createHeapStepper({ tf, machine }, compute, settings, isReplaying);
  const isWorthwhile = isReplaying && steps >= fewestSessionSteps;
  if (isNative(tf) && isWorthwhile) return createSessionStepper(place, compute, settings);
  return createTensorStepper(tf, compute, settings);
}
