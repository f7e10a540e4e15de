import { ReplacedMethods } from '../replaced-methods.ts';
import type { Tf } from '../tensorflow.ts';
import type { Machine } from '../wasm-kernels/machine.ts';

/** Methods of the wasm backend that move values between the heap and JavaScript. */
interface Traffic {
  move(dataId: object, values: unknown, ...rest: unknown[]): void;
  readSync(...args: unknown[]): unknown;
  read(...args: unknown[]): unknown;
}

/**
 * Runs `work` and returns why its recorded routines would not reproduce it: a kernel that is not a routine, a random
 * number, an assigned variable, or a value that is read back. Returns undefined if they would. `work` is interrupted
 * before the first such event, because its inputs are not a real batch and the step is computed again anyway. Tensors
 * of given values are created within `constant`.
 */
export function unreplayableReason(
  tf: Tf,
  machine: Machine,
  work: () => void,
  constant: (make: () => unknown) => unknown,
): string | undefined {
  let reason: string | undefined;
  const breakOff = (what: string) => (): never => {
    reason ??= what;
    throw new Error(what);
  };
  const notice = (what: string) => (call: () => unknown) => {
    reason ??= what;
    return call();
  };
  const traffic = tf.backend() as unknown as Traffic;
  const replaced = new ReplacedMethods();
  wrap(replaced, Math, 'random', breakOff('a random number'));
  wrap(replaced, tf.Variable.prototype, 'assign', breakOff('a variable that is assigned'));
  wrap(replaced, traffic, 'readSync', breakOff('a value that is read'));
  // Not interrupted: that would cause an unhandled rejection.
  wrap(replaced, traffic, 'read', notice('a value that is read'));
  wrap(replaced, traffic, 'move', (move, [, values]) => (values == null ? move() : constant(move)));
  machine.onForeignKernel = (kernelName) => breakOff(`the kernel ${kernelName}`)();
  try {
    work();
  } catch (error) {
    if (reason === undefined) throw error;
  } finally {
    machine.onForeignKernel = undefined;
    replaced.restore();
  }
  return reason;
}

/** Wraps a method in `around` until it is restored. */
function wrap(
  replaced: ReplacedMethods,
  owner: object,
  name: string,
  around: (call: () => unknown, args: readonly unknown[]) => unknown,
): void {
  const methods = owner as Record<string, (...args: unknown[]) => unknown>;
  const original = methods[name] as (...args: unknown[]) => unknown;
  replaced.replace(methods, name, function (this: unknown, ...args) {
    return around(() => original.apply(this, args), args);
  });
}
