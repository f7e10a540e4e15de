import { readFile } from 'node:fs/promises';
import type { Step } from './timed-search.ts';

/** The steps of one search. */
export interface RaceOutcome {
  readonly race: string;
  readonly method: string;
  readonly seed: number;
  readonly steps: readonly Step[];
}

/** Searches that take their turns within one race: random ones first, which set its mark and its length. */
export const methods = {
  random: { sampler: 'random', scheduler: 'none' },
  asha: { sampler: 'random', scheduler: 'asha' },
  'tpe, asha': { sampler: 'tpe', scheduler: 'asha' },
} as const;
export const optuna = 'Optuna: TPE, Hyperband';

export function stepsOf(
  outcomes: readonly RaceOutcome[],
  { race, method, seed }: Omit<RaceOutcome, 'steps'>,
): readonly Step[] | undefined {
  return outcomes.find((each) => each.race === race && each.method === method && each.seed === seed)?.steps;
}

/** Those of a file of JSON lines; none where there is no such file. */
export async function readOutcomes(file: string): Promise<RaceOutcome[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RaceOutcome);
}
