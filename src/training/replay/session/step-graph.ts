import { Graph, type GraphNode } from '../../graph/graph.ts';
import { type GraphAttribute, graphAttribute, typed } from '../../graph/graph-attribute.ts';
import type { Source } from '../../graph/recording.ts';
import type { Variable } from '../../tensorflow.ts';
import type { RecordedStep } from './record-step.ts';

/** A step as a graph whose variables stay in its session. */
export interface StepGraph {
  readonly nodes: readonly GraphNode[];
  /** The nodes that take the inputs of a step, in their order. */
  readonly inputs: readonly string[];
  /** Computes the loss and assigns the variables. */
  readonly loss: string;
  /** Gives all variables the values at their `given` nodes. */
  readonly setUp: string;
  readonly variables: readonly StepVariable[];
}

export interface StepVariable {
  readonly variable: Variable;
  /** The node that takes its value for `setUp`. */
  readonly given: string;
  /** The node that reads its value; undefined if no step changes it. */
  readonly current: string | undefined;
}

/** Builds the graph of a recorded step. */
export function stepGraph(step: RecordedStep): StepGraph {
  const graph = new Graph();
  const inputs = step.inputs.map(({ shape }, number) =>
    placeholder(graph, `input_${number}`, 'float32', shape),
  );
  const used = usedVariables(step);
  const held = new Map([...used].map((variable) => [variable, holder(graph, variable)]));
  const constants = step.constants.map((constant, number) => graph.constant(`constant_${number}`, constant));
  const operations: string[] = [];
  const nodeOf = (source: Source): string => {
    switch (source.kind) {
      case 'input':
        return inputs[source.input] as string;
      case 'constant':
        return constants[source.constant] as string;
      case 'variable':
        return (held.get(step.variables[source.variable] as Variable) as Held).read;
      case 'operation': {
        const node = operations[source.operation] as string;
        return source.output === 0 ? node : `${node}:${source.output}`;
      }
    }
  };
  for (const [number, { op, inputs: from, attributes }] of step.operations.entries()) {
    operations.push(graph.add(`${op}_${number}`, op, from.map(nodeOf), attributes.map(graphAttribute)));
  }
  const assignments = [...step.assigned].map(([variable, source]) => {
    const { handle, read } = held.get(variable) as Held;
    const from = [handle, nodeOf(source), `^${read}`];
    return graph.add('assign', 'AssignVariableOp', from, [typed('dtype', variable.dtype)]);
  });
  const after = assignments.map((node) => `^${node}`);
  const loss = graph.add('loss', 'Identity', [nodeOf(step.loss), ...after], [typed('T', 'float32')]);
  const variables = [...held].map(([variable, { handle, given }]) => ({
    variable,
    given,
    current: step.assigned.has(variable) ? reading(graph, 'current', handle, variable) : undefined,
  }));
  const setUp = graph.add(
    'set-up',
    'Const',
    [...held.values()].map(({ start }) => `^${start}`),
    ready,
  );
  return { nodes: graph.nodes, inputs, loss, setUp, variables };
}

/** A scalar that is fetched in order to run what it waits for. */
const ready: readonly GraphAttribute[] = [
  typed('dtype', 'float32'),
  { name: 'value', kind: 'tensor', value: { dtype: 'float32', shape: [], values: Float32Array.of(0) } },
];

interface Held {
  readonly handle: string;
  /** The value before the step. */
  readonly read: string;
  readonly given: string;
  readonly start: string;
}

function holder(graph: Graph, variable: Variable): Held {
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

function reading(graph: Graph, name: string, handle: string, { dtype }: Variable): string {
  return graph.add(name, 'ReadVariableOp', [handle], [typed('dtype', dtype)]);
}

function placeholder(graph: Graph, name: string, dtype: Variable['dtype'], shape: readonly number[]): string {
  return graph.add(
    name,
    'Placeholder',
    [],
    [typed('dtype', dtype), { name: 'shape', kind: 'shape', value: shape }],
  );
}

function usedVariables({ operations, assigned, variables, loss }: RecordedStep): Set<Variable> {
  const used = new Set(assigned.keys());
  const sources = [...operations.flatMap(({ inputs }) => inputs), ...assigned.values(), loss];
  for (const source of sources) {
    if (source.kind === 'variable') used.add(variables[source.variable] as Variable);
  }
  return used;
}
