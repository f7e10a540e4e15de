import { type GraphAttribute, type GraphTensor, typed } from './graph-attribute.ts';

/** A node of a GraphDef: one op. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** Node names; "node:1" is a node's second output, "^node" waits for a node. */
  readonly inputs: readonly string[];
  readonly attributes: readonly GraphAttribute[];
}

/** Nodes in topological order. */
export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly #names = new Set<string>();

  /** Returns the node's name: `name` in characters that TensorFlow accepts, with a number if it is taken. */
  add(name: string, op: string, inputs: readonly string[], attributes: readonly GraphAttribute[]): string {
    const plain = name.replace(/[^A-Za-z0-9_./-]/g, '_').replace(/^[^A-Za-z0-9.]/, 'x$&');
    let unique = plain;
    for (let number = 1; this.#names.has(unique); number++) unique = `${plain}_${number}`;
    this.#names.add(unique);
    this.nodes.push({ name: unique, op, inputs, attributes });
    return unique;
  }

  constant(name: string, { dtype, shape, values }: GraphTensor): string {
    const value = { name: 'value', kind: 'tensor', value: { dtype, shape, values } } as const;
    return this.add(name, 'Const', [], [typed('dtype', dtype), value]);
  }
}
