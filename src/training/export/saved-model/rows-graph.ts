import type { DataType } from '@tensorflow/tfjs-core';
import { Graph } from '../../graph/graph.ts';
import { typed } from '../../graph/graph-attribute.ts';
import type { Counted } from './batch-constants.ts';

/** The length of a dimension that may be anything: the number of rows. */
export const anyRows = -1;

/** A graph over any number of rows. Its first node, `input`, receives them. */
export class RowsGraph extends Graph {
  #rows: string | undefined;

  constructor(inputShape: readonly number[]) {
    super();
    const shape = { name: 'shape', kind: 'shape', value: [anyRows, ...inputShape] } as const;
    this.add('input', 'Placeholder', [], [typed('dtype', 'float32'), shape]);
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
