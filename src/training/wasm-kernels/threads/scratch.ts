import { gemmScratchBytes } from '../gemm/gemm.ts';
import { winogradScratchBytes } from '../winograd/winograd.ts';

/** Scratch memory that suffices for each of the routines. Each thread has its own, at the operand of this name. */
export const scratchBytes = Math.max(gemmScratchBytes, winogradScratchBytes);
export const scratchName = 'scratch';
