import pc from 'picocolors';
import { type Message, message } from '../../../faults/message.ts';
import type { ContinuedTrial } from '../../../reports/continue-report.ts';
import type { Objective } from '../../../study/objective.ts';
import type { Trial } from '../../../study/trial.ts';
import { formatNumber } from '../parts/format.ts';

/** One line per trial: the gain and its epoch. */
export function renderContinued(
  continued: readonly ContinuedTrial[],
  parents: readonly Trial[],
  { metric }: Objective,
): string {
  const lines = continued.map((each) => {
    const parent = parents.find(({ trial }) => trial === each.parent);
    return parent === undefined ? '' : describe(each, parent, metric);
  });
  return lines.join('\n');
}

function describe({ gain, trial }: ContinuedTrial, parent: Trial, metric: string): string {
  const name = `trial ${trial.trial}, from trial ${parent.trial}`;
  if (trial.failure !== null) return `${name}: ${pc.yellow(trial.failure.kind)}, ${trial.failure.message}`;
  const was = `${formatNumber(parent.value ?? Number.NaN)} at epoch ${parent.bestEpoch}`;
  const more = (trial.epochs ?? 0) - (parent.bestEpoch ?? 0);
  if (gain === null || gain <= 0)
    return `${name}: no gain in ${more} epochs more: ${metric} ${was} stays the best`;
  const now = `${formatNumber(trial.value ?? Number.NaN)} at epoch ${trial.bestEpoch} of ${trial.epochs}`;
  return `${name}: ${pc.green(`${metric} ${now}`)}, was ${was}: better by ${formatNumber(gain)}`;
}

/** Names the trials, at least one, that did not begin in time. `resume` continues them. */
export function renderNotBegun(trials: readonly number[], resume: Message): Message {
  const which = `${trials.length === 1 ? 'trial' : 'trials'} ${trials.join(', ')}`;
  return message`the time was over before ${which} could begin: ${resume}`;
}
