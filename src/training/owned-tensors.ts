import { type Awaitable, after, endingWith } from './awaitable.ts';
import { dropTape } from './release.ts';
import type { LayersModel, Tensor, Tf, Variable } from './tensorflow.ts';

/** A value together with its tensors and variables, which live until `free` is called. */
export interface Owned<T> {
  readonly made: T;
  /** Frees the tensors and variables; further calls do nothing. */
  free(): void;
}

let count = 0;

/**
 * Keeps the tensors and variables that `make` creates, whichever scopes end; frees them if `make` throws. It waits only
 * for an asynchronous `make`: tensors that other code creates meanwhile are counted as its own.
 */
export function own<T>(tf: Tf, make: () => Awaitable<T>): Awaitable<Owned<T>> {
  const engine = tf.engine();
  const { registeredVariables } = engine.state;
  const before = new Set(Object.values(registeredVariables));
  const newVariables = () => Object.values(registeredVariables).filter((variable) => !before.has(variable));
  engine.startScope();
  let owned: Owned<T> | undefined;
  const keep = (made: T): Owned<T> => {
    const tensors = engine.state.activeScope.track.filter(({ isDisposed }) => !isDisposed).map(tf.keep);
    const variables = newVariables();
    for (const variable of variables) giveOwnName(variable, registeredVariables);
    const all = [...variables, ...tensors];
    owned = { made, free: () => dispose(all.splice(0)) };
    return owned;
  };
  return endingWith(
    () => after(make(), keep),
    () => {
      if (owned === undefined) dispose(newVariables());
      engine.endScope();
      dropTape(tf);
    },
  );
}

/**
 * Keeps the network that the asynchronous `load` creates; frees its variables if `load` throws. Its tensors are the
 * variables of its layers, which no scope frees.
 */
export async function ownNetwork(tf: Tf, load: () => Promise<LayersModel>): Promise<Owned<LayersModel>> {
  const { registeredVariables } = tf.engine().state;
  const before = new Set(Object.keys(registeredVariables));
  try {
    const made = await load();
    return { made, free: () => void made.dispose() };
  } catch (error) {
    const variables = Object.entries(registeredVariables).filter(([name]) => !before.has(name));
    dispose(variables.map(([, variable]) => variable));
    throw error;
  }
}

/** Runs `work` and frees all tensors and variables that it created; at once, unless the work is asynchronous. */
export function releasingNow<T>(tf: Tf, work: () => Awaitable<T>): Awaitable<T> {
  return after(own(tf, work), ({ made, free }) => {
    free();
    return made;
  });
}

/** Gives the variables that `make` creates names of their own, so that another call of it may use the same ones. */
export function withOwnNames<T>(tf: Tf, make: () => Awaitable<T>): Awaitable<T> {
  const { registeredVariables } = tf.engine().state;
  const before = new Set(Object.values(registeredVariables));
  return after(make(), (made) => {
    for (const variable of Object.values(registeredVariables)) {
      if (!before.has(variable)) giveOwnName(variable, registeredVariables);
    }
    return made;
  });
}

/** The engine refuses two variables of the same name, but a user's module may reuse a name in each of its models. */
function giveOwnName(variable: Variable, registered: Record<string, Variable>): void {
  delete registered[variable.name];
  variable.name = `${variable.name}#${++count}`;
  registered[variable.name] = variable;
}

function dispose(tensors: readonly Tensor[]): void {
  for (const tensor of tensors) tensor.dispose();
}
