import type { DataType } from '@tensorflow/tfjs-core';
import type { Counted } from './batch-constants.ts';
import { type GraphAttribute, type GraphTensor, typed } from './graph-attribute.ts';

/** A node of a GraphDef: one op. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** Node names; "node:1" is a node's second output. */
  readonly inputs: readonly string[];
  readonly attributes: readonly GraphAttribute[];
}

/** The length of a dimension that may be anything: the number of rows. */
export const anyRows = -1;

/** Nodes in topological order. The first one, `input`, receives the rows. */
export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly inputShape: readonly number[];
  readonly #names = new Set<string>();
  #rows: string | undefined;

  constructor(inputShape: readonly number[]) {
    this.inputShape = inputShape;
    const shape = { name: 'shape', kind: 'shape', value: [anyRows, ...inputShape] } as const;
    this.add('input', 'Placeholder', [], [typed('dtype', 'float32'), shape]);
  }

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

  /** Integers that are computed from the number of rows. */
  counted(name: string, { perRow, offset, shape }: Counted): string {
    const constant = (values: Int32Array) =>
      this.constant(`${name}/constant`, { dtype: 'int32', shape, values });
    const type = [typed('T', 'int32')];
    const product = this.add(`${name}/Mul`, 'Mul', [this.#numberOfRows(), constant(perRow)], type);
    return this.add(`${name}/AddV2`, 'AddV2', [product, constant(offset)], type);
  }

  /** The scalar `node`, repeated in a shape that depends on the number of rows. */
  filled(name: string, shape: Counted, { node, dtype }: { node: string; dtype: DataType }): string {
    const attributes = [typed('T', dtype), typed('index_type', 'int32')];
    return this.add(`${name}/Fill`, 'Fill', [this.counted(`${name}/shape`, shape), node], attributes);
  }

  /** The first length of the input's shape, a scalar. */
  #numberOfRows(): string {
    this.#rows ??= this.add('rows/StridedSlice', 'StridedSlice', this.#firstLength(), [
      typed('T', 'int32'),
      typed('Index', 'int32'),
      { name: 'shrink_axis_mask', kind: 'int', value: 1 },
    ]);
    return this.#rows;
  }

  /** The inputs of StridedSlice: the input's shape, and begin, end and stride. */
  #firstLength(): string[] {
    const attributes = [typed('T', 'float32'), typed('out_type', 'int32')];
    const places = [0, 1, 1].map((place) =>
      this.constant('rows/constant', { dtype: 'int32', shape: [1], values: Int32Array.of(place) }),
    );
    return [this.add('rows/Shape', 'Shape', ['input'], attributes), ...places];
  }
}
