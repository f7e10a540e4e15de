import { dropTape } from './release.ts';
import type { LayersModel, Tensor, Tf, Variable } from './tensorflow.ts';

/** Something that was made of tensors and variables, which stay until they are freed. */
export interface Owned<T> {
  readonly made: T;
  /** Frees them; once is enough. */
  free(): void;
}

let count = 0;

/**
 * Keeps the tensors and variables that `make` makes, whatever scopes end meanwhile; of a `make` that throws nothing stays.
 * It must not wait: what others made in the meantime would be taken for its own.
 */
export function own<T>(tf: Tf, make: () => T): Owned<T> {
  const engine = tf.engine();
  const { registeredVariables } = engine.state;
  const before = new Set(Object.keys(registeredVariables));
  const newVariables = () =>
    Object.entries(registeredVariables).flatMap(([name, variable]) => (before.has(name) ? [] : [variable]));
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
 * Keeps the network that `load` makes in several turns of the event loop; of a `load` that throws no variable stays. Its
 * tensors are the variables of its layers, which no scope frees.
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

/** Runs `work`, which must not wait, and frees all that it made. */
export function releasingNow<T>(tf: Tf, work: () => T): T {
  const { made, free } = own(tf, work);
  free();
  return made;
}

/** The engine refuses a second variable of one name, which a module may give to a variable of each of its models. */
function giveOwnName(variable: Variable, registered: Record<string, Variable>): void {
  delete registered[variable.name];
  variable.name = `${variable.name}#${++count}`;
  registered[variable.name] = variable;
}

function dispose(tensors: readonly Tensor[]): void {
  for (const tensor of tensors) tensor.dispose();
}
