import { useState } from 'preact/hooks';
import type { StudyHead } from '../../plots/study-head.ts';
import { Card } from '../frame/card.tsx';
import { picked } from '../state/selection.ts';
import { head } from '../state/study-state.ts';
import { JobButton } from './job-button.tsx';
import { NumberChoice } from './number-choice.tsx';

/** Trainings beside the search: of other seeds, of more epochs, on new rows; and the ensemble of the best. */
export function TrainingCard() {
  const study = head.value;
  if (study === undefined) return <Card title="More from these trials" isLoading height={120} />;
  if (study.best === null) {
    return <Card title="More from these trials" empty="No trial is complete yet." height={120} />;
  }
  const trial = picked.value.at(-1) ?? study.best;
  return (
    <Card
      title="More from these trials"
      note={`of trial ${trial}${picked.value.length === 0 ? ', the best' : ''}`}
    >
      <div class="actions">
        <RerunAction study={study} trial={trial} />
        <ContinueAction study={study} trials={picked.value.length === 0 ? [trial] : picked.value} />
        <ConfirmAction study={study} />
        <EnsembleAction study={study} />
      </div>
    </Card>
  );
}

interface TrialActionProps {
  readonly study: StudyHead;
  readonly trial: number;
}

export function RerunAction({ study, trial }: TrialActionProps) {
  const [seeds, setSeeds] = useState(5);
  return (
    <JobButton
      title="Spread over seeds"
      verb="Train them"
      {...{ study, action: 'rerun', places: { trial }, options: { seeds } }}
    >
      <p>
        Trains the configuration of trial {trial} again with other initial weights, row orders and dropout,
        and keeps their values: the trial&rsquo;s page shows the spread. Seeds that are there already are not
        trained again; each other takes as long as the trial did.
      </p>
      <NumberChoice label="Seeds" min={1} value={seeds} setValue={setSeeds} />
    </JobButton>
  );
}

interface TrialsActionProps {
  readonly study: StudyHead;
  readonly trials: readonly number[];
}

export function ContinueAction({ study, trials }: TrialsActionProps) {
  const [epochs, setEpochs] = useState(2 * (study.maxEpochs ?? 10));
  const named = `trial${trials.length === 1 ? '' : 's'} ${trials.join(', ')}`;
  return (
    <JobButton
      title="Train further"
      verb="Train further"
      {...{ study, action: 'continue', places: { trials }, options: { epochs } }}
    >
      <p>
        Trains {named} further from the best epoch, as new trials that keep the better of both. Trials that
        still improved at their last epoch gain most.
      </p>
      <NumberChoice label="Further epochs at most" min={1} value={epochs} setValue={setEpochs} />
    </JobButton>
  );
}

function ConfirmAction({ study }: { readonly study: StudyHead }) {
  const [top, setTop] = useState(5);
  return (
    <JobButton
      title="Which is really best?"
      verb="Race them"
      {...{ study, action: 'confirm', options: { top } }}
    >
      <p>
        Trains the best trials anew on other rows and seeds, and drops those that lose. The winner of a search
        is the luckiest too: this tells how much of its lead is luck.
      </p>
      <NumberChoice label="The best" min={2} value={top} setValue={setTop} />
    </JobButton>
  );
}

export function EnsembleAction({ study }: { readonly study: StudyHead }) {
  const [size, setSize] = useState(5);
  return (
    <JobButton
      title="Make an ensemble"
      verb="Make it"
      {...{ study, action: 'ensemble', options: { size, replace: true } }}
    >
      <p>
        Combines the best models whose errors differ, measures the gain on the test rows, and stores the
        ensemble. It trains nothing. An ensemble of the same name is replaced.
      </p>
      <NumberChoice label="Members at most" min={1} value={size} setValue={setSize} />
    </JobButton>
  );
}
