import type { Tf } from './tensorflow.ts';

/**
 * Runs `work` and frees every tensor and variable that it made, however it ended: `model.dispose` leaves the
 * optimizer's slots behind, a build that throws the layers it had made, and a step that throws what its gradient had
 * put by.
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

/** Frees what a gradient that was broken off had put by; after any other the tape is null or empty. */
export function dropTape(tf: Tf): void {
  const { state } = tf.engine();
  for (const { saved } of state.activeTape ?? []) tf.dispose(saved ?? []);
  state.activeTape = [];
}
