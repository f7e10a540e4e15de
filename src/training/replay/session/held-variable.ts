import type { Graph } from '../../graph/graph.ts';
import { typed } from '../../graph/graph-attribute.ts';
import type { Variable } from '../../tensorflow.ts';

/** The nodes of a variable whose value is in the session. */
export interface Held {
  readonly handle: string;
  /** The value before the step. */
  readonly read: string;
  readonly given: string;
  readonly start: string;
}

/** Adds a variable; `start` gives it the value of `given`. */
export function holder(graph: Graph, variable: Variable): Held {
  const { dtype, shape } = variable;
  const own = `variable_${graph.nodes.length}`;
  const handle = graph.add(
    own,
    'VarHandleOp',
    [],
    [
      typed('dtype', dtype),
      { name: 'shape', kind: 'shape', value: shape },
      { name: 'shared_name', kind: 'string', value: own },
    ],
  );
  const given = placeholder(graph, `${own}/given`, dtype, shape);
  // Without the copy the variable would be the given tensor's memory, which may be JavaScript's.
  const copy = graph.add(`${own}/copy`, 'DeepCopy', [given], [typed('T', dtype)]);
  const start = graph.add(`${own}/start`, 'AssignVariableOp', [handle, copy], [typed('dtype', dtype)]);
  return { handle, given, start, read: reading(graph, `${own}/read`, handle, variable) };
}

export function reading(graph: Graph, name: string, handle: string, { dtype }: Variable): string {
  return graph.add(name, 'ReadVariableOp', [handle], [typed('dtype', dtype)]);
}

export function placeholder(
  graph: Graph,
  name: string,
  dtype: Variable['dtype'],
  shape: readonly number[],
): string {
  return graph.add(
    name,
    'Placeholder',
    [],
    [typed('dtype', dtype), { name: 'shape', kind: 'shape', value: shape }],
  );
}
