import { useLoaded } from '../api/use-loaded.ts';
import { Card } from '../frame/card.tsx';
import { studyId, trialNumber } from '../state/address.ts';
import { head, keptTrainings, trials } from '../state/study-state.ts';
import { ConfigurationCard } from './configuration-card.tsx';
import { CurvesCard } from './curves-card.tsx';
import { InspectionCards } from './inspection-cards.tsx';
import { KinCard } from './kin-card.tsx';
import { OutcomeCard } from './outcome-card.tsx';
import { RungsCard } from './rungs-card.tsx';
import { getTrial } from './shown-trial.ts';
import { TrialCommands } from './trial-commands.tsx';
import { stampOf } from './trial-stamp.ts';
import './trial.css';

/** Everything about one trial. */
export function TrialView() {
  const study = studyId.value as number;
  const number = trialNumber.value;
  // The trial is loaded anew when its row changes, while it runs and when it ends, and when values of other seeds are stored.
  const stamp = number === undefined || trials.value === undefined ? '' : stampOf(trials.value, number);
  const { value, error } = useLoaded(
    (signal) => (number === undefined ? Promise.resolve(undefined) : getTrial(study, number, signal)),
    [study, number, stamp, keptTrainings.value],
  );
  if (number === undefined) return <Card title="Trial" empty="The address names no trial." />;
  const shown = value?.trial.trial === number ? value : undefined;
  if (shown === undefined || head.value === undefined) {
    return (
      <Card
        title={`Trial ${number}`}
        isLoading={error === undefined}
        {...(error !== undefined && { error })}
        height={300}
      />
    );
  }
  return (
    <div class="grid">
      <OutcomeCard shown={shown} study={head.value} />
      <CurvesCard shown={shown} />
      <ConfigurationCard shown={shown} study={head.value} />
      <TrialCommands shown={shown} study={head.value} />
      <KinCard shown={shown} study={head.value} />
      <RungsCard shown={shown} />
      <InspectionCards shown={shown} study={head.value} />
    </div>
  );
}
