import type { RecordedCall } from '../../wasm-kernels/caller.ts';
import { combinations } from '../../wasm-kernels/elementwise/binary.ts';
import { rectifiedSum } from '../../wasm-kernels/elementwise/rectifier.ts';
import { mappings } from '../../wasm-kernels/elementwise/unary.ts';
import { gemm } from '../../wasm-kernels/gemm/gemm.ts';
import type { Machine } from '../../wasm-kernels/machine.ts';
import type { CrewCall } from '../../wasm-kernels/threads/product-helper.ts';
import { winograd } from '../../wasm-kernels/winograd/winograd.ts';
import type { Piece } from '../arena.ts';
import { changed, operand, type Program } from './program.ts';

/** A rectifier of a matrix with a row added: y = max(x + bias, 0). */
interface Found {
  /** The places of the sum, of the rectifier, and of those that take its slope. */
  readonly sumPlace: number;
  readonly place: number;
  readonly slopes: readonly number[];
  readonly x: Piece;
  readonly y: Piece;
  readonly bias: number;
  readonly rows: number;
  readonly columns: number;
}

/** Adds biases and rectifies in one pass, in that of a convolution by tiles, or after each block of a product. */
export function fuseRectifiedSums(program: Program, machine: Machine): void {
  for (const [place, call] of program) {
    const found = call.routine === mappings.Relu ? rectifiedAt(program, place, call) : undefined;
    if (found === undefined) continue;
    const { y, x, sumPlace, slopes, rows } = found;
    const writers = program.usersOf(x).filter((user) => user < sumPlace);
    const [first = place] = writers;
    const fused = intoWriters(program, machine, found, writers);
    if (fused !== undefined && program.isIdle(y, [first, place])) {
      program.advance(y, first);
      for (const [index, calls] of fused.entries()) program.replace(writers[index] as number, calls);
      program.replace(place, []);
    } else if (x.to > place && program.isIdle(x, [sumPlace + 1, place])) {
      program.replace(place, [sumOf(machine, found, [x.address, y.address], rows)]);
    } else continue;
    program.replace(sumPlace, []);
    for (const slope of slopes) {
      const step = program.callAt(slope) as CrewCall;
      program.replace(slope, [machine.recorded(changed(step, { x: y.address }))]);
    }
  }
}

/** The sum is used by the rectifier and for its slope alone, which the rectifier's output has too. */
function rectifiedAt(program: Program, place: number, call: CrewCall): Found | undefined {
  const between = program.pieceAt(operand(call, 'x'), place);
  const y = program.pieceAt(operand(call, 'y'), place);
  if (between === undefined || y === undefined || between === y || program.isKept(between)) return undefined;
  const [sumPlace = place, own, ...slopes] = program.usersOf(between);
  const sum = program.callAt(sumPlace);
  if (own !== place || sum?.routine !== combinations.Add) return undefined;
  const [rows, columns] = [operand(sum, 'rows'), operand(sum, 'columns')];
  const count = operand(call, 'count');
  const x = program.pieceAt(operand(sum, 'a'), sumPlace);
  const isBias = operand(sum, 'bRow') === 0 && operand(sum, 'bColumn') === 4;
  const isMatrix = operand(sum, 'aRow') === 4 * columns && operand(sum, 'aColumn') === 4;
  const isWhole = operand(sum, 'out') === between.address && rows > 1 && rows * columns === count;
  const areSlopes = slopes.every((user) => {
    const step = program.callAt(user);
    const isSame =
      step !== undefined && operand(step, 'x') === between.address && operand(step, 'count') === count;
    return isSame && step.routine === mappings.Step && user < y.to;
  });
  if (x === undefined || x === between || x === y || !isBias || !isMatrix || !isWhole || !areSlopes)
    return undefined;
  return { sumPlace, place, slopes, x, y, bias: operand(sum, 'b'), rows, columns };
}

function sumOf(
  machine: Machine,
  { bias, columns }: Found,
  [x, y]: readonly [number, number],
  rows: number,
): RecordedCall {
  return machine.recorded(machine.callOf(rectifiedSum, { x, bias, y, rows, columns }));
}

/** The calls that write x, so that they write y instead; undefined where they are others than these, or x is used elsewhere. */
function intoWriters(
  program: Program,
  machine: Machine,
  found: Found,
  writers: readonly number[],
): RecordedCall[][] | undefined {
  const { x, y, sumPlace, rows, columns, bias } = found;
  if (program.isKept(x) || program.usersOf(x).at(-1) !== sumPlace || writers.length === 0) return undefined;
  const calls = writers.map((writer) => program.callAt(writer));
  const areProducts = calls.every(
    (call) =>
      call !== undefined && isPlain(call) && call.routine === gemm && isOfWholeRows(machine, call, found),
  );
  const products = calls as readonly CrewCall[];
  if (areProducts) {
    const parts = products.map((call) => operand(call, 'rows'));
    if (parts.reduce((sum, each) => sum + each, 0) !== rows) return undefined;
    return products.map((call, index) => {
      const c = y.address + operand(call, 'c') - x.address;
      return [machine.recorded(changed(call, { c })), sumOf(machine, found, [c, c], parts[index] as number)];
    });
  }
  const [call, ...others] = calls;
  if (call?.routine !== winograd || others.length > 0 || !isPlain(call)) return undefined;
  const isWhole = operand(call, 'y') === x.address && operand(call, 'outChannels') === columns;
  if (!isWhole || operand(call, 'biasStep') !== 0 || outputsOf(call) !== rows * columns) return undefined;
  return [[machine.recorded(changed(call, { y: y.address, bias, biasStep: 16, lower: 0 }))]];
}

const isPlain = (call: CrewCall): boolean =>
  operand(call, 'lower') === Number.NEGATIVE_INFINITY && operand(call, 'upper') === Number.POSITIVE_INFINITY;

function isOfWholeRows({ zeros }: Machine, call: CrewCall, { x, columns }: Found): boolean {
  const isInside = operand(call, 'c') >= x.address && operand(call, 'c') < x.address + x.bytes;
  const isMatrix = operand(call, 'cRow') === 4 * columns && operand(call, 'columns') === columns;
  return isInside && isMatrix && operand(call, 'initial') === zeros;
}

function outputsOf(call: CrewCall): number {
  const images = operand(call, 'count') / operand(call, 'tilesDown') / operand(call, 'tilesAcross');
  return images * operand(call, 'outHeight') * operand(call, 'outWidth') * operand(call, 'outChannels');
}
