import { formatCount, formatDuration, formatMetric, formatNumber } from '../../metrics/number-format.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import { PruneAction } from '../acting/steering-card.tsx';
import { countText } from '../frame/number-words.ts';
import { addressOf } from '../state/address.ts';
import { picked, togglePicked } from '../state/selection.ts';
import { Neighbours } from './neighbours.tsx';
import { ranking } from './ranking.ts';
import type { ShownTrial } from './shown-trial.ts';

interface OutcomeCardProps {
  readonly shown: ShownTrial;
  readonly study: StudyHead;
}

/** The result of the trial in words, its rank, and the ways to its neighbours. */
export function OutcomeCard({ shown, study }: OutcomeCardProps) {
  const { trial } = shown;
  const isGold = trial.trial === study.best || study.tied.includes(trial.trial);
  return (
    <section class="card is-wide outcome" aria-labelledby="trial-title">
      <div class="outcome-head">
        <h2 id="trial-title">Trial {trial.trial}</h2>
        <span class={`badge ${toneOf(trial.state)}`}>{trial.state}</span>
        {isGold && (
          <span class="gold-badge">
            {trial.trial === study.best ? 'the best' : 'not told apart from the best'}
          </span>
        )}
        <Neighbours number={trial.trial} />
      </div>
      <div class="outcome-body">
        <p class={isGold ? 'outcome-value is-gold' : 'outcome-value'}>
          {trial.value === null ? '–' : formatNumber(trial.value)}
          <small>
            {trial.standardError === undefined
              ? ''
              : ` ± ${formatNumber(Number(trial.standardError.toPrecision(2)))}`}{' '}
            {study.objective.metric}
          </small>
        </p>
        <div class="outcome-words">
          {sentences(shown, study).map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
        <div class="actions">
          <PickButton number={trial.trial} />
          <a class="chip" href={addressOf({ view: 'act', like: trial.trial, trial: undefined })}>
            Vary it
          </a>
          {trial.state === 'running' && <PruneAction study={study} trial={trial.trial} />}
        </div>
      </div>
    </section>
  );
}

function toneOf(state: ShownTrial['trial']['state']): string {
  return { complete: 'pass', failed: 'fail', pruned: 'skip', running: 'info', waiting: 'skip' }[state];
}

/** The facts of `show` on the trial, one a sentence. */
function sentences(shown: ShownTrial, { objective }: StudyHead): string[] {
  const { trial, prunedBy, stage, fit, testInterval, provisional } = shown;
  const { failure, value, bestEpoch, epochs, parameters, seconds, backend, outOfTime } = trial;
  const isModel = parameters !== null;
  const cost = [
    ...(isModel ? [`has ${formatCount(parameters)} parameters`] : []),
    ...(seconds === null
      ? []
      : [`took ${formatDuration(seconds)}${backend === null ? '' : ` on ${backend}`}`]),
  ];
  const rank = ranking.value.indexOf(trial.trial);
  return [
    ...(failure === null ? [] : [`It failed (${failure.kind}): ${failure.message}.`]),
    ...(prunedBy === undefined ? [] : [`It ended early, as ${prunedBy} asked.`]),
    ...(rank < 0
      ? []
      : [
          `It ranks ${rank + 1} of ${countText(ranking.value.length)} complete trials by ${objective.metric}.`,
        ]),
    ...(trial.infeasible ? ['It breaks a constraint of the space, and ranks below all that do not.'] : []),
    ...(value === null || bestEpoch === null
      ? []
      : [
          `Its best ${isModel ? 'epoch' : 'step'} is ${bestEpoch} of ${epochs}${outOfTime ? '; its time was over' : ''}.`,
        ]),
    ...(cost.length === 0 ? [] : [`It ${cost.join(' and ')}.`]),
    ...(fit === undefined ? [] : [fitSentence(fit)]),
    ...(testInterval === undefined
      ? []
      : [
          `On the ${countText(testInterval.testRows)} test rows its ${testInterval.metric} is expected from ${formatMetric(testInterval.metric, testInterval.low)} to ${formatMetric(testInterval.metric, testInterval.high)} (${100 * testInterval.level} %).`,
        ]),
    ...(stage === undefined ? [] : [`It was sampled in the stage ${stage}.`]),
    ...(provisional === undefined
      ? []
      : [
          'Its outcome is provisional: once an earlier trial has ended, the scheduler may end it at an earlier epoch.',
        ]),
  ];
}

function fitSentence({
  metric,
  training,
  validation,
  verdict,
  isRunning,
}: NonNullable<ShownTrial['fit']>): string {
  const [own, other] = [training, validation].map((each) => formatMetric(metric, each));
  const numbers = `its ${metric} is ${own} ${isRunning ? 'while training' : 'on the training rows'} and ${other} on validation`;
  if (verdict === undefined) return `${numbers[0]?.toUpperCase()}${numbers.slice(1)}.`;
  const advice = {
    overfits: 'regularise it, or get more rows',
    underfits: 'give it capacity or a longer training',
  }[verdict];
  return `It ${verdict}: ${numbers}. To gain, ${advice}.`;
}

function PickButton({ number }: { readonly number: number }) {
  const isPicked = picked.value.includes(number);
  return (
    <button type="button" class="chip" aria-pressed={isPicked} onClick={() => togglePicked(number)}>
      {isPicked ? 'Picked to compare' : 'Pick to compare'}
    </button>
  );
}
