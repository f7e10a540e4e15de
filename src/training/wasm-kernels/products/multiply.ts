import { gemm } from '../gemm/gemm.ts';
import type { Machine } from '../machine.ts';

/** C = op(A) · op(B) for contiguous matrices at these addresses. */
export interface Product {
  readonly a: number;
  readonly transposeA: boolean;
  readonly b: number;
  readonly transposeB: boolean;
  readonly c: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** Address of a row that is added to every row of C. */
  readonly bias?: number | undefined;
  /** C += instead of C =. */
  readonly accumulates?: boolean;
  /** The range to which the results are clamped. */
  readonly range?: readonly [number, number];
}

const everything: readonly [number, number] = [-Infinity, Infinity];

// Operands are written out: a spread object costs microseconds, a large part of a small model's step.
export function multiply(machine: Machine, product: Product): void {
  const { a, transposeA, b, transposeB, c, rows, columns, depth, bias, accumulates = false } = product;
  const [lower, upper] = product.range ?? everything;
  machine.run(gemm, {
    a,
    aRow: transposeA ? 4 : 4 * depth,
    aDepth: transposeA ? 4 * rows : 4,
    b,
    bDepth: transposeB ? 4 : 4 * columns,
    bColumn: transposeB ? 4 * depth : 4,
    initial: accumulates ? c : (bias ?? machine.zeros),
    initialRow: accumulates ? 4 * columns : 0,
    initialColumn: accumulates || bias !== undefined ? 4 : 0,
    c,
    cRow: 4 * columns,
    rows,
    columns,
    depth,
    lower,
    upper,
    scratch: machine.scratch,
  });
}
