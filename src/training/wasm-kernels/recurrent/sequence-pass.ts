import type { TensorInfo } from '@tensorflow/tfjs-core';
import { fill } from '../elementwise/fill.ts';
import { copyRows } from '../gemm/copy-rows.ts';
import { gemm } from '../gemm/gemm.ts';
import type { Machine } from '../machine.ts';
import { copyBlock } from '../movements/copy.ts';
import { type Initial, type Packed, packed, type Rows } from '../products/packed-product.ts';
import type { GateName } from './gates.ts';

/** The sizes of a pass over sequences: `width` = features + units, `sums` = gates · units. */
export interface SequenceSizes {
  readonly steps: number;
  readonly batch: number;
  readonly features: number;
  readonly units: number;
  readonly width: number;
  readonly sums: number;
}

export interface SequenceAttributes {
  readonly cell: 'LSTM' | 'GRU';
  readonly gate: GateName;
  readonly returnSequences: boolean;
  readonly goBackwards: boolean;
  /** Whether the pass keeps what its gradients need. */
  readonly isKept: boolean;
  /** Whether the gradient of the inputs is computed. */
  readonly hasInputGradient: boolean;
}

/** A matrix for each step: one memory for all, or one each where they are kept. */
export interface StepMatrices {
  readonly tensor: TensorInfo;
  at(step: number): number;
}

/** Adjacent steps; `isFirst` if they are the first of a sum. */
export interface StepRange {
  readonly start: number;
  readonly steps: number;
  readonly isFirst: boolean;
}

/** The memory of one kernel's pass over sequences, and the weights of its cell: kernel above recurrent kernel. */
export class SequencePass {
  readonly machine: Machine;
  readonly sizes: SequenceSizes;
  readonly attributes: SequenceAttributes;
  /** The weights [width, sums]. */
  readonly weights: number;
  /** A row of zeros of `units`. */
  readonly nothing: Rows;
  readonly #tensors: TensorInfo[] = [];

  constructor(
    machine: Machine,
    attributes: SequenceAttributes,
    sizes: SequenceSizes,
    { kernel, recurrentKernel }: { readonly kernel: TensorInfo; readonly recurrentKernel: TensorInfo },
  ) {
    this.machine = machine;
    this.sizes = sizes;
    this.attributes = attributes;
    const { features, units, width, sums } = sizes;
    this.weights = this.floats(width * sums);
    this.copy(machine.address(kernel), this.weights, features * sums);
    this.copy(machine.address(recurrentKernel), this.weights + 4 * features * sums, units * sums);
    this.nothing = { at: this.zeros(units), row: 0 };
  }

  /** The address of `count` uninitialised floats, which last until `release`. */
  floats(count: number): number {
    return this.machine.address(this.#taken([count]));
  }

  zeros(count: number): number {
    const to = this.floats(count);
    this.machine.run(fill, { to, count, value: 0 });
    return to;
  }

  /** Matrices of `count` floats for each of `steps`; they are outputs of the kernel where they are kept. */
  matrices(steps: number, count: number): StepMatrices {
    const { isKept } = this.attributes;
    const shape = [isKept ? steps : 1, count];
    const tensor = isKept ? this.machine.output(shape) : this.#taken(shape);
    return this.given(tensor, isKept ? 4 * count : 0);
  }

  given(tensor: TensorInfo, stride = 4 * (tensor.shape[1] as number)): StepMatrices {
    const start = this.machine.address(tensor);
    return { tensor, at: (step) => start + step * stride };
  }

  copy(from: number, to: number, count: number): void {
    copyBlock(this.machine, from, to, [{ length: count, strides: [4, 4] }]);
  }

  /** Copies rows of `columns` floats of all rows of the batch. */
  copyRows(from: Rows, to: Rows, columns: number): void {
    this.machine.run(copyRows, {
      ...{ from: from.at, fromRow: from.row, to: to.at, toRow: to.row, rows: this.sizes.batch, columns },
    });
  }

  /** The row of sequences [batch, steps, columns] that the pass reads or writes at a step. */
  ofSequence(start: number, step: number, columns: number): Rows {
    const { steps } = this.sizes;
    return { at: start + 4 * columns * step, row: 4 * columns * steps };
  }

  /** The weights of these sums, packed to be multiplied with inputs and states. */
  packed(from: number, columns: number): Packed {
    const { width, sums } = this.sizes;
    const layout = { bDepth: 4 * sums, bColumn: 4 };
    return packed(this, this.weights + 4 * from, { depth: width, columns, ...layout });
  }

  /** Their transpose from this row of the weights on, packed to be multiplied with gradients of the sums. */
  packedTranspose(from: number, depth: number, row: number): Packed {
    const { width, sums } = this.sizes;
    const layout = { bDepth: 4, bColumn: 4 * sums };
    return packed(this, this.weights + 4 * (row * sums + from), { depth, columns: width - row, ...layout });
  }

  /** The sums' initial values: these of the bias. */
  initial(bias: TensorInfo | undefined, from: number): Initial | undefined {
    return bias && { at: this.machine.address(bias) + 4 * from, row: 0, column: 4 };
  }

  /** Adds entriesᵀ · dSums over these steps to the columns of dWeights [width, sums] from `from` on. */
  weightGradient(
    { start, steps, isFirst }: StepRange,
    entries: StepMatrices,
    dSums: StepMatrices,
    {
      dWeights,
      from,
      columns,
    }: { readonly dWeights: number; readonly from: number; readonly columns: number },
  ): void {
    const { batch, width, sums } = this.sizes;
    const { machine } = this;
    const [c, cRow] = [dWeights + 4 * from, 4 * sums];
    machine.run(gemm, {
      ...{ a: entries.at(start), aRow: 4, aDepth: 4 * width },
      ...{ b: dSums.at(start) + 4 * from, bDepth: 4 * sums, bColumn: 4, c, cRow },
      ...(isFirst
        ? { initial: machine.zeros, initialRow: 0, initialColumn: 0 }
        : { initial: c, initialRow: cRow, initialColumn: 4 }),
      ...{ rows: width, columns, depth: steps * batch, scratch: machine.scratch },
      ...{ lower: -Infinity, upper: Infinity },
    });
  }

  release(): void {
    for (const tensor of this.#tensors.splice(0)) this.machine.dispose(tensor);
  }

  #taken(shape: readonly number[]): TensorInfo {
    const tensor = this.machine.output(shape);
    this.#tensors.push(tensor);
    return tensor;
  }
}
