import type { Tf } from './tensorflow.ts';

/**
 * Runs `work` and frees every tensor and variable that it created, even if it throws. `model.dispose` is not enough: it
 * leaves the optimizer's slots, the layers of a build that threw and the saved tensors of a gradient that threw.
 */
export async function releasing<T>(tf: Tf, work: () => Promise<T>): Promise<T> {
  const engine = tf.engine();
  const before = new Set(Object.keys(engine.state.registeredVariables));
  engine.startScope();
  try {
    return await work();
  } finally {
    engine.endScope();
    dropTape(tf);
    for (const [name, variable] of Object.entries(engine.state.registeredVariables)) {
      if (!before.has(name)) variable.dispose();
    }
  }
}

/** Frees the tensors that an interrupted gradient saved; after a complete one the tape is null or empty. */
export function dropTape(tf: Tf): void {
  const { state } = tf.engine();
  for (const { saved } of state.activeTape ?? []) tf.dispose(saved ?? []);
  state.activeTape = [];
}
