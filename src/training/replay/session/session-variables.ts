import type { GraphSession } from '../../native/graph-session.ts';
import type { Tensor, Tf } from '../../tensorflow.ts';
import type { StepGraph, StepVariable } from './step-graph.ts';

/**
 * The variables of a step, whose values are in the session while it makes steps. Whoever uses one of them in between,
 * to predict or to store, first makes all of them take their values back: their `dataId` asks for it.
 */
export class SessionVariables {
  readonly #tf: Tf;
  readonly #session: GraphSession;
  readonly #graph: Pick<StepGraph, 'variables' | 'setUp'>;
  readonly #changed: readonly (StepVariable & { readonly current: string })[];
  #areInSession = false;

  constructor(tf: Tf, session: GraphSession, graph: Pick<StepGraph, 'variables' | 'setUp'>) {
    this.#tf = tf;
    this.#session = session;
    this.#graph = graph;
    this.#changed = graph.variables.flatMap(({ current, ...rest }) =>
      current === undefined ? [] : [{ ...rest, current }],
    );
    for (const { variable } of this.#changed) {
      let own = variable.dataId;
      Object.defineProperty(variable, 'dataId', {
        ...{ configurable: true, enumerable: true },
        get: () => {
          this.#leave();
          return own;
        },
        set: (dataId) => {
          own = dataId;
        },
      });
    }
  }

  /** Gives the session the values, unless it has them. */
  enter(): void {
    if (this.#areInSession) return;
    const { variables, setUp } = this.#graph;
    const values = new Map(variables.map(({ given, variable }) => [given, variable as Tensor]));
    this.#tf.dispose(this.#session.run(values, [setUp]));
    this.#areInSession = true;
  }

  /** The variables are as before, with their last values. */
  release(): void {
    for (const { variable } of this.#changed) {
      const value = variable.dataId;
      Object.defineProperty(variable, 'dataId', {
        ...{ configurable: true, enumerable: true, writable: true },
        value,
      });
    }
  }

  #leave(): void {
    if (!this.#areInSession) return;
    this.#areInSession = false;
    const names = this.#changed.map(({ current }) => current);
    const values = this.#session.run(new Map(), names);
    this.#changed.forEach(({ variable }, index) => {
      variable.assign(values[index] as never);
    });
    this.#tf.dispose(values);
  }
}
