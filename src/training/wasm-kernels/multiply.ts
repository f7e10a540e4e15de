import { gemm } from './gemm.ts';
import type { Machine } from './machine.ts';

/** Addresses and byte strides of op(A) · op(B); what `initial` and the bounds are, `gemm` says. */
interface Product {
  readonly a: number;
  readonly transposeA: boolean;
  readonly b: number;
  readonly transposeB: boolean;
  readonly c: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** Address of a row that is added to every row of C. */
  readonly bias?: number;
  /** C += instead of C =. */
  readonly accumulates?: boolean;
  readonly range?: readonly [number, number];
}

/** C = clamp(op(A) · op(B) + bias), of matrices without gaps. */
export function multiply(machine: Machine, product: Product): void {
  const { a, transposeA, b, transposeB, c, rows, columns, depth, range = [-Infinity, Infinity] } = product;
  const cRow = 4 * columns;
  const [aRow, aDepth] = transposeA ? [4, 4 * rows] : [4 * depth, 4];
  const [bDepth, bColumn] = transposeB ? [4, 4 * depth] : [4 * columns, 4];
  const [lower, upper] = range;
  machine.run(gemm, {
    ...{ a, aRow, aDepth, b, bDepth, bColumn, c, cRow, rows, columns, depth, lower, upper },
    ...start(machine, product, cRow),
    scratch: machine.scratch,
  });
}

function start(machine: Machine, { accumulates, bias, c }: Product, cRow: number) {
  if (accumulates) return { initial: c, initialRow: cRow, initialColumn: 4 };
  if (bias !== undefined) return { initial: bias, initialRow: 0, initialColumn: 4 };
  return { initial: machine.zeros, initialRow: 0, initialColumn: 0 };
}
