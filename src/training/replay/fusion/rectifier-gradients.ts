import { maxPoolGradient } from '../../wasm-kernels/convolutions/pool.ts';
import { combinations } from '../../wasm-kernels/elementwise/binary.ts';
import { fill } from '../../wasm-kernels/elementwise/fill.ts';
import { rectifierGradient } from '../../wasm-kernels/elementwise/rectifier.ts';
import { mappings } from '../../wasm-kernels/elementwise/unary.ts';
import type { Machine } from '../../wasm-kernels/machine.ts';
import { sum } from '../../wasm-kernels/reductions/reduce.ts';
import type { CrewCall } from '../../wasm-kernels/threads/product-helper.ts';
import type { Piece } from '../arena.ts';
import { changed, operand, type Program } from './program.ts';

/** The gradient of a rectifier of a matrix, and the sums of its columns: dx = dy · (y above zero). */
interface Found {
  /** The places of the slope, of the product with it, and of the sum. */
  readonly slopePlace: number;
  readonly place: number;
  readonly sumPlace: number;
  readonly y: number;
  readonly dy: number;
  readonly dx: Piece;
  readonly sums: number;
  readonly rows: number;
  readonly columns: number;
}

/** Computes the gradients of rectifiers, of the biases before them, and of the poolings after them, in one pass. */
export function fuseRectifierGradients(program: Program, machine: Machine): void {
  for (const [place, call] of program) {
    const found = call.routine === mappings.Step ? gradientAt(program, place, call) : undefined;
    if (found === undefined) continue;
    const { slopePlace, place: at, sumPlace, y, dy, dx, sums, rows, columns } = found;
    const matrix = { y, dy, dx: dx.address, sums, isFirst: 1, rows, columns, row: 4 * columns };
    program.replace(slopePlace, []);
    program.replace(at, [machine.recorded(machine.callOf(rectifierGradient, matrix))]);
    program.replace(sumPlace, []);
    fusePooling(program, machine, found);
  }
}

function gradientAt(program: Program, slopePlace: number, step: CrewCall): Found | undefined {
  const slope = program.pieceAt(operand(step, 'y'), slopePlace);
  const y = program.pieceAt(operand(step, 'x'), slopePlace);
  if (slope === undefined || y === undefined || slope === y || program.isKept(slope)) return undefined;
  const [own, place = 0, ...others] = program.usersOf(slope);
  const product = program.callAt(place);
  if (own !== slopePlace || others.length > 0 || product?.routine !== combinations.Multiply) return undefined;
  const count = operand(step, 'count');
  const isFlat = operand(product, 'rows') === 1 && operand(product, 'columns') === count;
  const areFloats = operand(product, 'aColumn') === 4 && operand(product, 'bColumn') === 4;
  const dx = program.pieceAt(operand(product, 'out'), place);
  const factors = [operand(product, 'a'), operand(product, 'b')];
  const dy = factors.find((factor) => factor !== slope.address);
  if (dx === undefined || dy === undefined || !isFlat || !areFloats || operand(step, 'parameter') !== 0)
    return undefined;
  if (dx === slope || dx === y || y.to <= place) return undefined;
  const sumPlace = program
    .usersOf(dx)
    .find((user) => user > place && isSumOf(program.callAt(user), dx, count));
  const sumCall = sumPlace === undefined ? undefined : program.callAt(sumPlace);
  if (sumPlace === undefined || sumCall === undefined) return undefined;
  const sums = program.pieceAt(operand(sumCall, 'out'), sumPlace);
  if (sums === undefined || sums === dx || !program.isIdle(sums, [place, sumPlace])) return undefined;
  program.advance(sums, place);
  const [rows, columns] = [operand(sumCall, 'count'), operand(sumCall, 'inner')];
  return { slopePlace, place, sumPlace, y: y.address, dy, dx, sums: sums.address, rows, columns };
}

/** Whether a call sums the columns of a matrix of so many floats. */
function isSumOf(call: CrewCall | undefined, { address }: Piece, count: number): boolean {
  if (call?.routine !== sum || operand(call, 'x') !== address) return false;
  const [outer, rows, inner] = [operand(call, 'outer'), operand(call, 'count'), operand(call, 'inner')];
  const isWhole = outer === 1 && inner > 1 && rows * inner === count && operand(call, 'row') === 4 * inner;
  return isWhole && operand(call, 'scale') === 1;
}

/** Takes the gradient of a pooling in between, image by image, while it is in the cache. */
function fusePooling(
  program: Program,
  machine: Machine,
  { place, dy, dx, y, sums, rows, columns }: Found,
): void {
  const pooled = program.pieceAt(dy, place);
  const [fillPlace = 0, poolPlace = 0, own, ...others] = pooled === undefined ? [] : program.usersOf(pooled);
  const [filling, pooling] = [program.callAt(fillPlace), program.callAt(poolPlace)];
  if (pooled === undefined || filling === undefined || pooling === undefined) return;
  const isFilled =
    filling.routine === fill && operand(filling, 'to') === dy && operand(filling, 'value') === 0;
  const isPooled = pooling.routine === maxPoolGradient && operand(pooling, 'dx') === dy;
  if (!isFilled || !isPooled || own !== place || others.length > 0 || program.isKept(pooled)) return;
  const images = operand(pooling, 'batch');
  const isWhole = operand(filling, 'count') === rows * columns && operand(pooling, 'channels') === columns;
  const read = [operand(pooling, 'x'), operand(pooling, 'y'), operand(pooling, 'dy')];
  const pieces = read.map((address) => program.pieceAt(address, poolPlace));
  const areThere = pieces.every(
    (piece) =>
      piece !== undefined &&
      piece.to > place &&
      piece !== dx &&
      program.isIdle(piece, [poolPlace + 1, place]),
  );
  const isIdle = program.isIdle(dx, [fillPlace, place]);
  if (rows % images !== 0 || !isWhole || !areThere || !isIdle) return;
  program.replace(fillPlace, []);
  program.replace(poolPlace, []);
  const imageRows = rows / images;
  const bytes = 4 * imageRows * columns;
  const [division, to] = [maxPoolGradient.division, dx.address];
  const calls = Array.from({ length: images }, (_, image) => {
    const at = to + image * bytes;
    const part = division?.partOf(pooling.operands, image, 1) ?? [];
    const inPlace = { dy: at, dx: at, sums, isFirst: image === 0 ? 1 : 0, rows: imageRows, columns };
    return [
      machine.callOf(fill, { to: at, count: imageRows * columns, value: 0 }),
      changed({ ...pooling, operands: part }, { dx: at }),
      machine.callOf(rectifierGradient, { y: y + image * bytes, ...inPlace, row: 4 * columns }),
    ];
  });
  program.replace(
    place,
    calls.flat().map((call) => machine.recorded(call)),
  );
}
