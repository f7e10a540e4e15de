import type { RecordedCall } from '../../wasm-kernels/caller.ts';
import type { Machine } from '../../wasm-kernels/machine.ts';
import type { CrewCall } from '../../wasm-kernels/threads/product-helper.ts';
import type { Piece } from '../arena.ts';
import { Program } from './program.ts';
import { fuseRectifiedSums } from './rectified-sums.ts';
import { fuseRectifierGradients } from './rectifier-gradients.ts';
import { removeUnused } from './unused-results.ts';
import { fuseWeightUpdate } from './weight-updates.ts';

/** A step's calls, the memory that they were handed out, and addresses that are read after the last call. */
export interface Recorded {
  readonly calls: readonly RecordedCall[];
  readonly pieces: readonly Piece[];
  readonly results: ReadonlySet<number>;
}

/** The updates of the variables, which may be made part by part. */
export interface Updates {
  /** The address and the floats of a variable. */
  variable(index: number): readonly [theta: number, size: number];
  /** The update of `count` floats from `start` by these gradients, in the current step. */
  updateOf(index: number, gradient: number, start: number, count: number): CrewCall;
}

/**
 * Fewer calls with the same results, bit for bit: passes over a tensor that follow one another become one, results that
 * nothing reads are not computed, and gradients of large weights are made use of while they are in the cache. The gradients
 * that remain are those of variables that `updates` is still to be asked for.
 */
export function fuse(
  machine: Machine,
  { calls, pieces, results }: Recorded,
  gradients: readonly (number | undefined)[],
  updates: Updates | undefined,
): { readonly calls: readonly RecordedCall[]; readonly gradients: readonly (number | undefined)[] } {
  const program = new Program(calls, pieces, results);
  removeUnused(program);
  fuseRectifiedSums(program, machine);
  fuseRectifierGradients(program, machine);
  const left = gradients.map((gradient, index) => {
    if (gradient === undefined || updates === undefined) return gradient;
    const [theta, size] = updates.variable(index);
    const update: CallsOfUpdate = (...given) => updates.updateOf(index, ...given);
    return fuseWeightUpdate(program, machine, { theta, size, gradient, update }) ? undefined : gradient;
  });
  return { calls: program.calls, gradients: left };
}

type CallsOfUpdate = (gradient: number, start: number, count: number) => CrewCall;
