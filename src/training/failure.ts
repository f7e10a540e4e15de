import type { Failure } from '../study/trial.ts';

/** A loss that is not finite, or absurdly high: the learning rate is too high for this configuration. */
export function divergence(loss: number, epoch: number, limit: number): Failure {
  const said = Number.isFinite(loss) ? loss.toPrecision(3) : String(loss);
  const law = `the loss must stay finite and below ${limit.toPrecision(3)}`;
  return { kind: 'diverged', message: `loss ${said} in epoch ${epoch}; ${law}` };
}

/** A configuration that the model's own `build` turned down. */
export function rejection(error: unknown): Failure {
  return { kind: 'rejected', message: `the model cannot be built: ${messageOf(error)}` };
}

/** What went wrong while training: memory that could not be had, or an error of the model's own layers. */
export function trainingFailure(error: unknown): Failure {
  const message = messageOf(error);
  const isMemory = /out of memory|allocation failed|memory access out of bounds|cannot enlarge memory/i.test(
    message,
  );
  return { kind: isMemory ? 'memory' : 'crash', message };
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
