import type { RequestAnswer, SteeringRequest } from '../../reports/dashboard/steering.ts';
import { counted } from '../../reports/figure.ts';
import { hasEnded } from '../../study/trial.ts';
import type { OpenedStudy } from '../run-study.ts';
import { extended } from './extended.ts';

interface Steered extends OpenedStudy {
  /** The number of sampled trials that the search has, or will have. */
  readonly trials: number;
  /** The request was asked before this process began. */
  readonly isLeft: boolean;
}

const done = (text: string): RequestAnswer => ({ isDone: true, text });
const refused = (text: string): RequestAnswer => ({ isDone: false, text });

/** The answer of the process that runs the study. */
export async function answerTo(request: SteeringRequest, steered: Steered): Promise<RequestAnswer> {
  const { store, study, isLeft } = steered;
  switch (request.kind) {
    case 'stop':
      if (isLeft) return refused('the process that ran it had ended');
      return done('no further trial starts, and running ones are recorded');
    case 'prune': {
      const trial = await store.trial(study.id, request.trial);
      if (trial === undefined) return refused(`there is no trial ${request.trial}`);
      const { state } = trial;
      if (hasEnded(trial)) return refused(`it does not run: it is ${state}`);
      const when = state === 'running' ? 'its epoch' : 'its first epoch, once it runs';
      return done(`it ends after ${when} and counts as pruned`);
    }
    case 'extend':
      return extension(request.trials, steered);
    case 'enqueue':
      return done('the next free worker trains it');
  }
}

function extension(asked: number, steered: Steered): RequestAnswer {
  const { trials, isLeft } = steered;
  const now = counted(trials, 'trial');
  if (asked <= trials) return isLeft ? done(`it has ${now}`) : refused(`it has ${now} already`);
  const possible = extended(steered, asked).prepared.study.spec.search.trials;
  if (possible <= trials) return refused(`its space has no further configuration than those of ${now}`);
  return done(`it goes on to ${counted(possible, 'trial')}`);
}

/** The request in words, after "asked to". */
export function wishOf(request: SteeringRequest): string {
  switch (request.kind) {
    case 'stop':
      return 'stop the search';
    case 'prune':
      return `prune trial ${request.trial}`;
    case 'extend':
      return `extend the search to ${counted(request.trials, 'trial')}`;
    case 'enqueue':
      return 'train a configuration';
  }
}
