import { Graph, type GraphNode } from '../../graph/graph.ts';
import { type GraphAttribute, graphAttribute, typed } from '../../graph/graph-attribute.ts';
import type { Source } from '../../graph/recording.ts';
import type { Variable } from '../../tensorflow.ts';
import { type Held, holder, placeholder, reading } from './held-variable.ts';
import { Readers } from './readers.ts';
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
  const changed = changedVariables(step);
  const used = new Set([...changed, ...readVariables(step)]);
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
  const assignments = new Map(
    [...step.assigned].map(([variable, source]) => {
      const { handle, read } = held.get(variable) as Held;
      const from = [handle, nodeOf(source), `^${read}`];
      return [variable, graph.add('assign', 'AssignVariableOp', from, [typed('dtype', variable.dtype)])];
    }),
  );
  const readers = new Readers(step);
  const updates = step.updates.map((update) => {
    const handles = update.variables.map((variable) => (held.get(variable) as Held).handle);
    const assignment = assignments.get(update.variables[0]);
    const earlier =
      assignment === undefined
        ? readers.besides(update).map((operation) => operations[operation] as string)
        : [assignment];
    const from = [...handles, ...update.inputs.map(nodeOf), ...earlier.map(waiting)];
    return graph.add('update', update.op, from, [typed('T', 'float32')]);
  });
  const after = [...assignments.values(), ...updates].map(waiting);
  const loss = graph.add('loss', 'Identity', [nodeOf(step.loss), ...after], [typed('T', 'float32')]);
  const variables = [...held].map(([variable, { handle, given }]) => ({
    variable,
    given,
    current: changed.has(variable) ? reading(graph, 'current', handle, variable) : undefined,
  }));
  const setUp = graph.add(
    'set-up',
    'Const',
    [...held.values()].map(({ start }) => waiting(start)),
    ready,
  );
  return { nodes: graph.nodes, inputs, loss, setUp, variables };
}

/** A scalar that is fetched in order to run what it waits for. */
const ready: readonly GraphAttribute[] = [
  typed('dtype', 'float32'),
  { name: 'value', kind: 'tensor', value: { dtype: 'float32', shape: [], values: Float32Array.of(0) } },
];

/** The input of a node that waits for another one. */
function waiting(node: string): string {
  return `^${node}`;
}

function changedVariables({ assigned, updates }: RecordedStep): Set<Variable> {
  return new Set([...assigned.keys(), ...updates.flatMap(({ variables }) => variables)]);
}

function readVariables({ operations, assigned, updates, variables, loss }: RecordedStep): Variable[] {
  const sources = [
    ...[...operations, ...updates].flatMap(({ inputs }) => inputs),
    ...assigned.values(),
    loss,
  ];
  return sources.flatMap((source) =>
    source.kind === 'variable' ? [variables[source.variable] as Variable] : [],
  );
}
