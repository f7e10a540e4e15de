import { sharesOf } from '../../wasm-kernels/code/division.ts';
import { copyRows } from '../../wasm-kernels/gemm/copy-rows.ts';
import { gemm } from '../../wasm-kernels/gemm/gemm.ts';
import { pack } from '../../wasm-kernels/gemm/pack.ts';
import { tileColumns, tileRows } from '../../wasm-kernels/gemm/tile.ts';
import type { Machine } from '../../wasm-kernels/machine.ts';
import { packedProduct } from '../../wasm-kernels/products/packed-product.ts';
import type { CrewCall } from '../../wasm-kernels/threads/product-helper.ts';
import type { Piece } from '../arena.ts';
import { operand, type Program } from './program.ts';

/** Floats of a block of gradients, which stay in a second-level cache beside those of the weights and of their slots. */
const blockFloats = 32 * 1024;
/** Smaller gradients stay there anyway. */
const leastFloats = 2 * blockFloats;
/** Rows of a batch whose products are packed together. */
const mostDepth = 256;

/** A variable, the address of its gradient, and its update by the gradients of `count` floats from `start`. */
export interface Updated {
  readonly theta: number;
  readonly size: number;
  readonly gradient: number;
  update(gradient: number, start: number, count: number): CrewCall;
}

/** Calls that compute some rows of a gradient, and where these floats are. */
interface Block {
  readonly products: readonly CrewCall[];
  readonly gradient: number;
  readonly start: number;
  readonly count: number;
}

/**
 * Updates a matrix of weights by blocks of its gradient as soon as they are computed, so that the gradient as a whole is never
 * written. Returns whether it did: not if the gradient is anything else than one product, or the weights are used later.
 */
export function fuseWeightUpdate(program: Program, machine: Machine, updated: Updated): boolean {
  const { theta, size, gradient } = updated;
  const piece = program.pieces.find((each) => each.address === gradient && program.isKept(each));
  if (piece === undefined || size < leastFloats) return false;
  const [place = 0, ...others] = program.usersOf(piece);
  const call = program.callAt(place);
  if (call === undefined || others.length > 0 || !isWhole(machine, call, updated)) return false;
  if (program.isUsedAfter(place, [theta, theta + 4 * size])) return false;
  const blocks = blocksOf(machine, call, piece, updated);
  if (blocks === undefined) return false;
  const { packing, partsOf } = blocks;
  const run = () => {
    machine.make(packing);
    machine.together(partsOf);
  };
  program.replace(place, [{ run, operands: [], calls: [call] }]);
  return true;
}

function isWhole({ zeros }: Machine, call: CrewCall, { gradient, size }: Updated): boolean {
  if (call.routine !== gemm) return false;
  const [rows, columns] = [operand(call, 'rows'), operand(call, 'columns')];
  const isPlain =
    operand(call, 'lower') === Number.NEGATIVE_INFINITY &&
    operand(call, 'upper') === Number.POSITIVE_INFINITY;
  const isMatrix = operand(call, 'c') === gradient && operand(call, 'cRow') === 4 * columns;
  return isPlain && isMatrix && operand(call, 'initial') === zeros && rows * columns === size;
}

/** The call that packs the product's right side, and those of the blocks in so many parts. */
function blocksOf(machine: Machine, call: CrewCall, piece: Piece, { gradient, update }: Updated) {
  const of = (name: string) => operand(call, name);
  const [rows, columns, depth, aRow] = [of('rows'), of('columns'), of('depth'), of('aRow')];
  const panelFloats = depth * tileColumns * Math.ceil(columns / tileColumns);
  const together = Math.max(tileRows, tileRows * Math.floor(blockFloats / columns / tileRows));
  // Rows of a transposed left side are copied, so that they share no few sets of the first-level cache.
  const isCopied = aRow === 4;
  const partFloats = together * (columns + depth);
  const room = Math.floor((piece.bytes / 4 - panelFloats) / partFloats);
  if (depth > mostDepth || room < 1) return undefined;
  const right = { b: of('b'), bDepth: of('bDepth'), bColumn: of('bColumn') };
  const blockAt = (start: number, own: number, part: number): Block => {
    const copy = gradient + 4 * (panelFloats + part * partFloats);
    const c = copy + 4 * together * depth;
    const from = of('a') + start * aRow;
    const left = { from, fromRow: of('aDepth'), to: copy, toRow: 4 * own, rows: depth, columns: own };
    const product = machine.callOf(packedProduct, {
      ...{ a: isCopied ? copy : from, aRow, aDepth: isCopied ? 4 * own : of('aDepth') },
      ...{ panel: gradient, depth, rows: own, columns },
      ...{ initial: machine.zeros, initialRow: 0, initialColumn: 0, c, cRow: 4 * columns },
      scratch: machine.scratch,
    });
    const products = isCopied ? [machine.callOf(copyRows, left), product] : [product];
    return { products, gradient: c, start: start * columns, count: own * columns };
  };
  const divisions = new Map<number, Block[][]>();
  const divisionOf = (count: number): Block[][] => {
    const shares = sharesOf(rows, together, Math.min(count, room));
    return shares.map(([first, share], part) =>
      Array.from({ length: Math.ceil(share / together) }, (_, index) =>
        blockAt(first + index * together, Math.min(together, share - index * together), part),
      ),
    );
  };
  // Only the updates differ from step to step.
  const partsOf = (count: number) => {
    const division = divisions.get(count) ?? divisionOf(count);
    divisions.set(count, division);
    return division.map((part) =>
      part.flatMap((block) => [...block.products, update(block.gradient, block.start, block.count)]),
    );
  };
  return { packing: machine.callOf(pack, { ...right, depth, columns, panel: gradient }), partsOf };
}
