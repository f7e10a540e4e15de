import { thrownText } from '../../modules/thrown-text.ts';
import type { Failure } from '../../study/trial.ts';

/** The failure of a loss that is not finite or above `limit`, usually because the learning rate is too high. */
export function divergence(loss: number, epoch: number, limit: number): Failure {
  const said = Number.isFinite(loss) ? loss.toPrecision(3) : String(loss);
  const constraint = `the loss must stay finite and below ${limit.toPrecision(3)}`;
  return { kind: 'diverged', message: `loss ${said} in epoch ${epoch}; ${constraint}` };
}

/** The failure of a model whose loss is not finite before the first step. */
export function untrainedDivergence(loss: number): Failure {
  return { kind: 'diverged', message: `loss ${loss} of the untrained model; the loss must be finite` };
}

/** The failure of a configuration that the model's `build` rejects, or whose weights do not fit in memory. */
export function rejection(error: unknown): Failure {
  const message = thrownText(error);
  if (isOutOfMemory(message)) return { kind: 'memory', message };
  return { kind: 'rejected', message: `the model cannot be built: ${message}` };
}

/** The failure of a training that ran out of memory or threw an error in the model's layers. */
export function trainingFailure(error: unknown): Failure {
  const message = thrownText(error);
  return { kind: isOutOfMemory(message) ? 'memory' : 'crash', message };
}

function isOutOfMemory(message: string): boolean {
  return /out of memory|allocation failed|memory access out of bounds|cannot enlarge memory/i.test(message);
}
