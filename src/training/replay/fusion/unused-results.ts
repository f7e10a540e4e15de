import type { Routine } from '../../wasm-kernels/code/routine.ts';
import { fold } from '../../wasm-kernels/convolutions/unfold.ts';
import { fill } from '../../wasm-kernels/elementwise/fill.ts';
import { gemm } from '../../wasm-kernels/gemm/gemm.ts';
import type { CrewCall } from '../../wasm-kernels/threads/product-helper.ts';
import { filterPanels, turnedFilterPanels } from '../../wasm-kernels/winograd/filter-panels.ts';
import { winograd } from '../../wasm-kernels/winograd/winograd.ts';
import type { Piece } from '../arena.ts';
import { operand, type Program } from './program.ts';

/** The operand whose memory a routine writes. */
const outputs = new Map<Routine, string>([
  [gemm, 'c'],
  [winograd, 'y'],
  [filterPanels, 'to'],
  [turnedFilterPanels, 'to'],
  [fold, 'x'],
  [fill, 'to'],
]);

/** Removes calls whose results nothing reads, such as the gradients of the inputs of a net. */
export function removeUnused(program: Program): void {
  for (let isDone = false; !isDone; ) {
    const unused = program.pieces.filter((piece) => isUnused(program, piece));
    for (const place of unused.flatMap((piece) => program.usersOf(piece))) {
      const call = program.callAt(place);
      const before = place > 0 ? program.callAt(place - 1) : undefined;
      // The product whose rows a fold adds up is in memory that all convolutions share.
      const isPatches = call?.routine === fold && before?.routine === gemm;
      if (isPatches && operand(before, 'c') === operand(call, 'patches')) program.replace(place - 1, []);
      program.replace(place, []);
    }
    isDone = unused.length === 0;
  }
}

function isUnused(program: Program, piece: Piece): boolean {
  const users = program.usersOf(piece);
  if (users.length === 0 || program.isKept(piece)) return false;
  return users.every((place) => {
    const call = program.callAt(place);
    const output = call && outputs.get(call.routine);
    if (call === undefined || output === undefined) return false;
    const isOutput = program.pieceAround(operand(call, output), place) === piece;
    return isOutput && isOnlyWritten(call, piece, output);
  });
}

/** Whether no other operand than these is in the piece: a sum may begin with what it writes. */
function isOnlyWritten({ routine, operands }: CrewCall, { address, bytes }: Piece, output: string): boolean {
  const names = Object.keys(routine.parameters);
  const isInside = (value: number) => value >= address && value < address + bytes;
  return operands.every(
    (value, index) => !isInside(value) || names[index] === output || names[index] === 'initial',
  );
}
