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
 * Keeps the tensors and variables that `make` creates, whichever scopes end; frees them if `make` throws. `make` must
 * be synchronous: tensors that other code created meanwhile would be counted as its own.
 */
export function own<T>(tf: Tf, make: () => T): Owned<T> {
  const engine = tf.engine();
  const { registeredVariables } = engine.state;
  const before = new Set(Object.values(registeredVariables));
  const newVariables = () => Object.values(registeredVariables).filter((variable) => !before.has(variable));
  engine.startScope();
  try {
    const made = make();
    const tensors = engine.state.activeScope.track.filter(({ isDisposed }) => !isDisposed).map(tf.keep);
    const variables = newVariables();
    for (const variable of variables) giveOwnName(variable, registeredVariables);
    const all = [...variables, ...tensors];
    return { made, free: () => dispose(all.splice(0)) };
  } catch (error) {
    dispose(newVariables());
    throw error;
  } finally {
    engine.endScope();
    dropTape(tf);
  }
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

/** Runs `work`, which must be synchronous, and frees all tensors and variables that it created. */
export function releasingNow<T>(tf: Tf, work: () => T): T {
  const { made, free } = own(tf, work);
  free();
  return made;
}

/** Gives the variables that `make` creates names of their own, so that another call of it may use the same ones. */
export function withOwnNames<T>(tf: Tf, make: () => T): T {
  const { registeredVariables } = tf.engine().state;
  const before = new Set(Object.values(registeredVariables));
  const made = make();
  for (const variable of Object.values(registeredVariables)) {
    if (!before.has(variable)) giveOwnName(variable, registeredVariables);
  }
  return made;
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
