import type { Tf } from './tensorflow.ts';

/**
 * Runs `work` and frees every tensor and variable that it made, however it ended: `model.dispose` leaves the
 * optimizer's slots behind, and a build that throws leaves the layers it had made.
 */
export async function releasing<T>(tf: Tf, work: () => Promise<T>): Promise<T> {
  const engine = tf.engine();
  const before = new Set(Object.keys(engine.state.registeredVariables));
  engine.startScope();
  try {
    return await work();
  } finally {
    engine.endScope();
    for (const [name, variable] of Object.entries(engine.state.registeredVariables)) {
      if (!before.has(name)) variable.dispose();
    }
  }
}
