import { samplerOf } from '../../src/samplers/catalogue.ts';
import { configurationOf } from '../../src/samplers/configuration.ts';
import { historyOf, type SeenTrial } from '../../src/samplers/history.ts';
import { medianOf } from '../../src/statistics/median.ts';
import type { MethodSpec } from '../../src/study/search/method-spec.ts';
import { runPeer } from '../python.ts';
import { type Problem, problems } from './problems.ts';

// Prints the table of docs/search.md: node dist/bench/closed-forms/main.js [seeds] [trials], after a build of the bench.

type Curves = Readonly<Record<string, readonly (readonly number[])[]>>;

const seeds = Number(process.argv[2] ?? 20);
const trials = Number(process.argv[3] ?? 100);
const shown = [30, 60, 100].filter((count) => count <= trials);

const ours: Readonly<Record<string, { readonly sampler: MethodSpec; readonly lookback: number }>> = {
  random: { sampler: 'random', lookback: 8 },
  sobol: { sampler: 'sobol', lookback: 8 },
  'tpe, lookback 1': { sampler: 'tpe', lookback: 1 },
  'tpe, lookback 8': { sampler: 'tpe', lookback: 8 },
};

/** The least loss after each trial, as a search at any number of workers finds it. */
function bests({ space, loss }: Problem, sampler: MethodSpec, seed: number, lookback: number): number[] {
  const asked = samplerOf(sampler);
  const search = { trials, seed, sampler, lookback, pruner: 'none' };
  const spec = { space, objective: { metric: 'valLoss', direction: 'minimize' }, search } as const;
  const seen: SeenTrial[] = [];
  return Array.from({ length: trials }, (_, number) => {
    const history = asked.needsHistory ? historyOf(number, seen, lookback) : [];
    const config = configurationOf(asked, spec, number, history);
    seen.push({ number, config, state: 'complete', value: loss(config) });
    return Math.min(...seen.map(({ value }) => value as number));
  });
}

const { output, failure } = await runPeer('optuna_closed_forms.py', [String(seeds), String(trials)]);
if (failure !== undefined) console.error(`without Optuna: ${failure}`);
const peers: Readonly<Record<string, Curves>> = failure === undefined ? JSON.parse(output) : {};
for (const problem of problems) {
  const own = Object.entries(ours).map(([name, { sampler, lookback }]) => {
    const runs = Array.from({ length: seeds }, (_, seed) => bests(problem, sampler, seed + 1, lookback));
    return [name, runs] as const;
  });
  console.log(problem.name);
  for (const [name, runs] of [...own, ...Object.entries(peers[problem.name] ?? {})]) {
    const medians = shown.map((count) =>
      medianOf(runs.map((run) => run[count - 1] as number)).toPrecision(3),
    );
    console.log(`  ${name.padEnd(24)} ${medians.map((text) => text.padStart(9)).join(' ')}`);
  }
}
