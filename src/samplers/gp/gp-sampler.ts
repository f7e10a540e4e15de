import type { Direction } from '../../study/objective.ts';
import type { Configuration } from '../../study/search-space.ts';
import { hasValue, type SeenTrial } from '../history.ts';
import { randomSampler } from '../random-sampler.ts';
import type { Question, Sampler } from '../sampler.ts';
import { startingPoint } from '../starting-point.ts';
import { bestCandidate } from './best-candidate.ts';
import { columnsOf } from './columns.ts';
import { logExpectedImprovement } from './log-expected-improvement.ts';
import { surrogateOf } from './surrogate.ts';

const gpSettings = {
  startup: { type: 'integer', min: 1, max: 10_000, default: 10 },
} as const;

/** The time of an ask grows with the cube of the trials, so that of many only the newest and the best count. */
const most = { newest: 100, best: 50 };
/** The trials near which the local search looks. */
const near = 6;

/**
 * Bayesian optimisation (Jones, Schonlau and Welch 1998): the configuration from which a Gaussian process expects the
 * greatest improvement on the best of its means.
 */
export const gpSampler = {
  name: 'gp',
  needsHistory: true,
  settings: gpSettings,
  ask(question: Question) {
    const { space, direction, random, settings, history } = question;
    const { startup = gpSettings.startup.default } = settings;
    const ended = observedTrials(history, direction);
    const isEarly = history.filter(hasValue).length < startup || !ended.some(hasValue);
    if (isEarly || columnsOf(space).length === 0) return startingPoint(question);
    const hidden = history.filter(({ state }) => state === 'pending').slice(-most.newest);
    const { predict, fromBest } = surrogateOf({ space, direction }, { ended, hidden });
    const [first] = fromBest;
    const best = first === undefined ? 0 : predict(first).mean;
    const choice = {
      space,
      near: fromBest.slice(0, near),
      taken: history.map(({ config }) => config),
      score: (config: Configuration) => logExpectedImprovement(predict(config), best),
    };
    return bestCandidate(choice, random) ?? randomSampler.ask(question);
  },
} satisfies Sampler;

function observedTrials(history: readonly SeenTrial[], direction: Direction): SeenTrial[] {
  const ended = history.filter(({ state }) => state !== 'pending');
  const older = ended.slice(0, -most.newest).filter(hasValue);
  const sign = direction === 'minimize' ? 1 : -1;
  const fromBest = older.toSorted((one, other) => sign * ((one.value as number) - (other.value as number)));
  return [...fromBest.slice(0, most.best), ...ended.slice(-most.newest)];
}
