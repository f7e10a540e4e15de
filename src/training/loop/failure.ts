import { thrownText } from '../../modules/thrown-text.ts';
import type { Failure } from '../../study/trial.ts';

/** A loss that is not finite, or absurdly high: mostly, the learning rate is too high for this configuration. */
export function divergence(loss: number, epoch: number, limit: number): Failure {
  const said = Number.isFinite(loss) ? loss.toPrecision(3) : String(loss);
  const constraint = `the loss must stay finite and below ${limit.toPrecision(3)}`;
  return { kind: 'diverged', message: `loss ${said} in epoch ${epoch}; ${constraint}` };
}

/** As `divergence`, for a model whose loss is not finite before it has learned anything. */
export function untrainedDivergence(loss: number): Failure {
  return { kind: 'diverged', message: `loss ${loss} of the untrained model; the loss must be finite` };
}

/** A configuration that the model's own `build` turned down, or whose weights find no room in memory. */
export function rejection(error: unknown): Failure {
  const message = thrownText(error);
  if (isOutOfMemory(message)) return { kind: 'memory', message };
  return { kind: 'rejected', message: `the model cannot be built: ${message}` };
}

/** What went wrong while training: memory that could not be had, or an error of the model's own layers. */
export function trainingFailure(error: unknown): Failure {
  const message = thrownText(error);
  return { kind: isOutOfMemory(message) ? 'memory' : 'crash', message };
}

function isOutOfMemory(message: string): boolean {
  return /out of memory|allocation failed|memory access out of bounds|cannot enlarge memory/i.test(message);
}
