import { runProgram } from '../child.ts';
import { measured, type Section } from '../figure.ts';

/**
 * Resident memory of a search of 300 trials in two threads on wasm: thirty nets of very different sizes, ten times each.
 * The largest of them say how much it takes; that it does not grow once all have been met is what is measured.
 */
export async function measureMemory(): Promise<Section> {
  const program = new URL('./run-trials.js', import.meta.url);
  const megabytes = (await runProgram(program, ['wasm', '2'])) as number[];
  const early = measured('resident, trials 31 to 60', 'MB', megabytes.slice(30, 60));
  const late = measured('resident, trials 271 to 300', 'MB', megabytes.slice(270));
  const first = measured('the most in trials 1 to 30', 'MB', [Math.max(...megabytes.slice(0, 30))]);
  const after = measured('the most afterwards', 'MB', [Math.max(...megabytes.slice(30))]);
  return {
    title: 'Memory of 300 trials of mixed sizes, two threads, wasm',
    measurements: [first, early, late, after],
    targets: [
      {
        name: 'what the last 30 trials hold beyond trials 31 to 60',
        unit: 'MB',
        value: (late.median ?? Number.NaN) - (early.median ?? Number.NaN),
        must: 64,
        aim: 32,
      },
    ],
  };
}
