import { AsyncLocalStorage } from 'node:async_hooks';

/** A turn at the engine; `isOver` becomes true once its work has settled. */
interface Turn {
  isOver: boolean;
}

const current = new AsyncLocalStorage<Turn>();
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs `work` after all earlier turns. TensorFlow.js has one engine per thread, with one current backend, one stack of
 * scopes and one list of variables, so concurrent calls must take turns. A turn within a turn starts immediately.
 */
export function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
  const outer = current.getStore();
  if (outer !== undefined && !outer.isOver) return Promise.resolve().then(work);
  const turn: Turn = { isOver: false };
  const ended = last
    .then(() => current.run(turn, work))
    .finally(() => {
      turn.isOver = true;
    });
  last = ended.catch(() => {});
  return ended;
}
