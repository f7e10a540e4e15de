import type { StudyHead } from '../../plots/study-head.ts';
import { hasEnded, isRepeatable } from '../../study/trial.ts';
import { commandLine } from '../acting/command-line.ts';
import { ContinueAction, RerunAction } from '../acting/training-card.tsx';
import { Card } from '../frame/card.tsx';
import { CopyCommand } from '../frame/copy-command.tsx';
import { mayAct } from '../state/token.ts';
import type { ShownTrial } from './shown-trial.ts';

interface TrialCommandsProps {
  readonly shown: ShownTrial;
  readonly study: StudyHead;
}

/** Every command that the trial can be given to, each with a button that copies it. */
export function TrialCommands({ shown, study }: TrialCommandsProps) {
  const { trial, state } = shown.trial;
  const isModel = shown.study.spec.model.kind === 'family' || shown.study.spec.model.kind === 'module';
  return (
    <Card title="Commands" note="a click copies">
      <dl class="command-list">
        {commandsOf(study.name, shown.trial, isModel).map(({ command, about }) => (
          <div key={command}>
            <dt>
              <CopyCommand command={command} />
            </dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
      {mayAct.value && isModel && state === 'complete' && (
        <div class="actions">
          <ContinueAction study={study} trials={[trial]} />
          <RerunAction study={study} trial={trial} />
        </div>
      )}
    </Card>
  );
}

function commandsOf(study: string, shownTrial: ShownTrial['trial'], isModel: boolean) {
  const { trial, state } = shownTrial;
  const isComplete = state === 'complete';
  const mayRepeat = hasEnded(shownTrial) && isRepeatable(shownTrial);
  const line = (name: string, flags = {}) => commandLine(study, name, [trial], flags);
  const shown = [
    { command: line('show'), about: 'this page as text' },
    ...(mayRepeat ? [{ command: line('rerun'), about: 'train it again, and compare bit for bit' }] : []),
    ...(mayRepeat && isComplete
      ? [{ command: line('rerun', { seeds: 5 }), about: 'its spread over five seeds' }]
      : []),
  ];
  if (!isModel) return shown;
  const page = {
    command: line('show', { html: `trial-${trial}.html` }),
    about: 'a page to keep: curves, network, predictions',
  };
  if (!isComplete) return [...shown, page];
  const model = (name: string, places: string[] = [], flags = {}) =>
    commandLine(study, name, places, { model: trial, ...flags });
  return [
    ...shown,
    page,
    { command: line('continue'), about: 'train it further from its best epoch' },
    { command: line('ablate'), about: 'what each choice of it is worth' },
    { command: line('learning-curve'), about: 'whether more rows would pay' },
    { command: model('evaluate'), about: 'measure it on the test rows' },
    { command: model('predict', ['new.csv']), about: 'predict new rows with it' },
    { command: model('export', [], { to: 'model' }), about: 'a folder that TensorFlow.js opens' },
  ];
}
