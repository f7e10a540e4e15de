import { useState } from 'preact/hooks';
import { stateCodes } from '../../plots/columns/trial-columns.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import { Card } from '../frame/card.tsx';
import { CopyCommand } from '../frame/copy-command.tsx';
import { countText } from '../frame/number-words.ts';
import { head, trials } from '../state/study-state.ts';
import { ActButton } from './act-button.tsx';
import { commandLine } from './command-line.ts';
import { askStudy } from './steering-api.ts';
import { told } from './told.ts';

/** Stops the search, extends its budget, prunes a running trial. */
export function SteeringCard() {
  const study = head.value;
  if (study === undefined) return <Card title="The search" isLoading height={120} />;
  return (
    <Card title="The search" note={study.run.isRunning ? 'running' : 'not running'}>
      <div class="actions">
        <StopAction study={study} />
        <ExtendAction study={study} />
      </div>
      <RunningTrials study={study} />
    </Card>
  );
}

function StopAction({ study }: { readonly study: StudyHead }) {
  if (!study.run.isRunning) {
    return <p class="quiet">No process runs this search: there is nothing to stop.</p>;
  }
  return (
    <ActButton
      title="Stop the search"
      verb="Stop it"
      instead={
        <p class="quiet">
          Ctrl-C in its terminal stops it: running trials train to their end and are recorded.
        </p>
      }
      act={async () => told(await askStudy(study.id, { kind: 'stop' }))}
    >
      <p>
        No further trial starts. Those that run ({countText(study.counts.running)}) train to their end and are
        recorded, unless you prune them; then the process of the search ends. The command that it prints
        resumes it.
      </p>
    </ActButton>
  );
}

function ExtendAction({ study }: { readonly study: StudyHead }) {
  const [text, setText] = useState(String(2 * study.trials));
  const wanted = Number(text);
  const isMore = Number.isSafeInteger(wanted) && wanted > study.trials;
  return (
    <ActButton
      title="More trials"
      verb="Extend it"
      instead={
        <CopyCommand
          command={commandLine(undefined, 'start', ['space.json'], { trials: 2 * study.trials })}
        />
      }
      isDisabled={!isMore}
      act={async () => told(await askStudy(study.id, { kind: 'extend', trials: wanted }))}
    >
      <p>
        The study has {countText(study.trials)} trials to do. With more, the search goes on with the same
        sampler, as <code>start --trials</code> does.
        {!study.run.isRunning && ' No process runs it now: the next start takes this up.'}
      </p>
      <label>
        Trials in total{' '}
        <input
          type="number"
          min={study.trials + 1}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      {!isMore && <p class="field-fault">must be a whole number above {countText(study.trials)}</p>}
    </ActButton>
  );
}

function RunningTrials({ study }: { readonly study: StudyHead }) {
  const columns = trials.value;
  if (columns === undefined) return null;
  const code = stateCodes.indexOf('running');
  const running = [...columns.trial].filter((_, place) => columns.state[place] === code);
  if (running.length === 0) return null;
  return (
    <>
      <h3>Running trials</h3>
      <ul class="running-trials">
        {running.map((trial) => (
          <li key={trial}>
            <a href={`?study=${study.id}&view=trial&trial=${trial}`}>trial {trial}</a>
            <PruneAction study={study} trial={trial} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface PruneActionProps {
  readonly study: StudyHead;
  readonly trial: number;
}

/** Ends a running trial early; nothing for a page that may only read, for no command does it. */
export function PruneAction({ study, trial }: PruneActionProps) {
  return (
    <ActButton
      title="Prune"
      verb={`Prune trial ${trial}`}
      act={async () => told(await askStudy(study.id, { kind: 'prune', trial }))}
    >
      <p>
        Trial {trial} ends after its present epoch and counts as pruned, with the epochs that it has. Its
        worker goes on with the next trial.
      </p>
    </ActButton>
  );
}
