import type { Configuration } from '../../study/search-space.ts';
import { hasValue, type SeenTrial } from '../history.ts';
import type { Question, Sampler } from '../sampler.ts';
import { startingPoint } from '../starting-point.ts';
import { parzenEstimator } from './parzen-estimator.ts';

const tpeSettings = {
  startup: { type: 'integer', min: 1, max: 10_000, default: 10 },
  candidates: { type: 'integer', min: 1, max: 1000, default: 24 },
} as const;

/**
 * Tree-structured Parzen estimators (Bergstra et al. 2011; Watanabe 2023), as in Optuna 5: multivariate, and trials whose
 * results must not be seen yet count as bad, so that those asked at once spread out. Failed trials count as bad too.
 */
export const tpeSampler = {
  name: 'tpe',
  needsHistory: true,
  settings: tpeSettings,
  ask(question: Question) {
    const { space, random, history, settings } = question;
    const { startup = tpeSettings.startup.default, candidates = tpeSettings.candidates.default } = settings;
    const { good, bad } = split(question, history);
    if (history.filter(hasValue).length < startup) return startingPoint(question);
    const [likely, unlikely] = [good, bad].map((configs) => parzenEstimator(space, configs));
    let best: { config: Configuration; gain: number } | undefined;
    for (let candidate = 0; candidate < candidates; candidate++) {
      const config = likely?.sample(random) as Configuration;
      const gain = (likely?.logDensity(config) ?? 0) - (unlikely?.logDensity(config) ?? 0);
      if (best === undefined || gain > best.gain) best = { config, gain };
    }
    return best?.config as Configuration;
  },
} satisfies Sampler;

/** The best tenth of the trials with a value, at most 25, and all others. Pruned ones rank below complete ones. */
function split({ direction }: Question, history: readonly SeenTrial[]) {
  const sign = direction === 'minimize' ? 1 : -1;
  const rank = ({ state }: SeenTrial) => (state === 'complete' ? 0 : 1);
  const valued = history.filter(hasValue);
  const best = valued.toSorted(
    (one, other) =>
      rank(one) - rank(other) ||
      sign * ((one.value as number) - (other.value as number)) ||
      one.number - other.number,
  );
  const chosen = new Set(best.slice(0, Math.min(Math.ceil(valued.length / 10), 25)));
  const configs = (trials: readonly SeenTrial[]) => trials.map(({ config }) => config);
  return {
    good: configs(history.filter((trial) => chosen.has(trial))),
    bad: configs(history.filter((trial) => !chosen.has(trial))),
  };
}
