import { samplerOf } from '../../src/samplers/catalogue.ts';
import { configurationOf } from '../../src/samplers/configuration.ts';
import { historyOf, type SeenTrial } from '../../src/samplers/history.ts';
import { isBetter } from '../../src/study/objective.ts';
import type { MethodSpec } from '../../src/study/search/method-spec.ts';
import type { Problem } from './problem.ts';

const lookback = 8;

/**
 * The truth of the incumbent after each trial: of the configuration with the best value as the search saw it. Sampler and
 * history are those of a search at any number of workers.
 */
export function sampledTruths(problem: Problem, sampler: MethodSpec, seed: number, trials: number): number[] {
  const { space, direction } = problem;
  const asked = samplerOf(sampler);
  const spec = {
    ...{ space, objective: { metric: 'value', direction } },
    search: { trials, seed: seed + 1, sampler, scheduler: 'none', lookback },
  };
  const seen: SeenTrial[] = [];
  const truths: number[] = [];
  let best: number | undefined;
  for (let number = 0; number < trials; number++) {
    const history = asked.needsHistory ? historyOf(number, seen, lookback) : [];
    const config = configurationOf(asked, spec as never, number, history);
    const { curve, truth } = problem.evaluate(config, seed + number);
    const value = curve.at(-1) as number;
    seen.push({ number, config, state: 'complete', value });
    const isBest = best === undefined || isBetter(direction, value, best);
    if (isBest) best = value;
    truths.push(isBest ? truth : (truths.at(-1) as number));
  }
  return truths;
}
