import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MethodSpec } from '../../src/study/search/method-spec.ts';
import { missingPackage, runPeer } from '../python.ts';
import { functions, hartmannProblem, heights } from './hartmann.ts';
import type { Problem } from './problem.ts';
import { sampledTruths } from './samplers.ts';
import { tabulatedProblem } from './tabulated.ts';

/** The truths of the incumbent after each trial, for each seed. */
export interface Outcome {
  readonly problem: string;
  readonly method: string;
  readonly truths: readonly (readonly number[])[];
}

/** Methods with a fixed number of trials; `times` is how many times the trials of the others. */
export const ours: Readonly<Record<string, { readonly sampler: MethodSpec; readonly times?: number }>> = {
  random: { sampler: 'random' },
  'random, twice the trials': { sampler: 'random', times: 2 },
  sobol: { sampler: 'sobol' },
  halton: { sampler: 'halton' },
  lhs: { sampler: 'lhs' },
  grid: { sampler: 'grid' },
  tpe: { sampler: 'tpe' },
  gp: { sampler: 'gp' },
};

export const peers = ['optuna-tpe', 'optuna-random'];

const tables = [
  ...['australian', 'blood_transfusion', 'car', 'credit_g', 'kc1', 'phoneme', 'segment', 'vehicle'],
  ...['naval_propulsion', 'parkinsons_telemonitoring', 'protein_structure', 'slice_localization'],
  ...['cifar10', 'cifar100', 'imagenet'],
];

export interface SamplerBench {
  /** The folder of the converted tables; undefined where there is none. */
  readonly folder: string | undefined;
  /** A file of JSON lines; what it has is not run again. */
  readonly results: string;
  readonly seeds: number;
  readonly trials: number;
}

/** Runs each sampler on each problem that the file does not have yet. */
export async function measureSamplers({ folder, results, seeds, trials }: SamplerBench) {
  const done = await readOutcomes(results);
  const formulas = [hartmannProblem(3, 'good'), hartmannProblem(6, 'good')];
  const tabulated =
    folder === undefined ? [] : await Promise.all(tables.map((name) => tabulatedProblem(folder, name)));
  const problems: Problem[] = [...formulas, ...tabulated];
  const has = (problem: string, method: string) =>
    done.some((outcome) => outcome.problem === problem && outcome.method === method);
  const record = async (outcome: Outcome) => {
    done.push(outcome);
    await appendFile(results, `${JSON.stringify(outcome)}\n`);
    console.error(`${outcome.problem} ${outcome.method}`);
  };
  const hasOptuna = (await missingPackage(['optuna'])) === undefined;
  for (const problem of problems) {
    for (const [method, { sampler, times = 1 }] of Object.entries(ours)) {
      if (has(problem.name, method)) continue;
      const truths = Array.from({ length: seeds }, (_, seed) =>
        sampledTruths(problem, sampler, seed, trials * times),
      );
      await record({ problem: problem.name, method, truths });
    }
    if (!hasOptuna || has(problem.name, 'optuna-tpe')) continue;
    const peer =
      problem.family === 'MFHartmann'
        ? ['search/optuna_formula.py', hartmannText(problem.space.length as 3 | 6)]
        : ['search/optuna_tables.py', join(folder as string, `${problem.name}.json`)];
    const { output, failure } = await runPeer(peer[0] as string, [
      peer[1] as string,
      String(seeds),
      String(trials),
    ]);
    if (failure !== undefined) throw new Error(failure);
    for (const [method, truths] of Object.entries(JSON.parse(output) as Record<string, number[][]>)) {
      await record({ problem: problem.name, method, truths });
    }
  }
  return { problems, outcomes: done };
}

/** The function of the last epoch, for a program in Python. */
function hartmannText(dimensions: 3 | 6): string {
  return JSON.stringify({ ...functions[dimensions], heights });
}

async function readOutcomes(file: string): Promise<Outcome[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Outcome);
}
