import { commandLine } from '../acting/command-line.ts';
import { JobsCard } from '../acting/jobs-card.tsx';
import { EnsembleAction } from '../acting/training-card.tsx';
import { useLoaded } from '../api/use-loaded.ts';
import { Card } from '../frame/card.tsx';
import { ReportCard } from '../reports/report-card.tsx';
import { changeSettings, setting, studyId } from '../state/address.ts';
import { head } from '../state/study-state.ts';
import { mayAct } from '../state/token.ts';
import { CalibrationCard } from './calibration-card.tsx';
import { EnsembleVerdict } from './ensemble-verdict.tsx';
import { GainCard } from './gain-card.tsx';
import { MembersCard } from './members-card.tsx';
import { getEnsembles, type ShownEnsemble } from './stored-ensemble.ts';
import './ensemble.css';

/** The stored ensembles: what each gains, of whom it is made, and how well its probabilities hold. */
export function EnsembleView() {
  const study = studyId.value as number;
  const names = head.value?.ensembles ?? [];
  const { value, error } = useLoaded((signal) => getEnsembles(study, signal), [study, names.join('\n')]);
  const shown = value?.find(({ name }) => name === setting('ensemble')) ?? value?.at(-1);
  const studyName = head.value?.name ?? '';
  return (
    <div class="grid">
      <Card
        title="Ensemble"
        isWide
        isLoading={value === undefined && error === undefined}
        {...(error !== undefined && { error })}
        command={commandLine(studyName, 'ensemble')}
        controls={<EnsembleChoice ensembles={value ?? []} shown={shown} />}
        height={140}
      >
        {shown === undefined ? (
          <p class="quiet">
            No ensemble is stored yet. One combines the best models whose errors differ; it trains nothing,
            and its gain is measured on rows that chose none of it.
          </p>
        ) : (
          <EnsembleVerdict ensemble={shown} />
        )}
        {head.value !== undefined && (
          <div class="actions">
            <EnsembleAction study={head.value} />
          </div>
        )}
      </Card>
      {shown !== undefined && (
        <>
          <GainCard {...shown} />
          <MembersCard {...shown} />
          <CalibrationCard {...shown} />
          <ReportCard
            key={shown.name}
            title="Reliability"
            kind="evaluation"
            query={{ model: shown.name }}
            about="How often the ensemble is right where it says so, its confusion matrix, and its metrics with intervals, on the test rows where there are any."
            command={commandLine(studyName, 'evaluate', [], { model: shown.name })}
          />
        </>
      )}
      {mayAct.value && <JobsCard />}
    </div>
  );
}

interface EnsembleChoiceProps {
  readonly ensembles: readonly ShownEnsemble[];
  readonly shown: ShownEnsemble | undefined;
}

function EnsembleChoice({ ensembles, shown }: EnsembleChoiceProps) {
  if (ensembles.length < 2) return <span class="quiet">{shown?.name}</span>;
  return (
    <select
      aria-label="Ensemble"
      value={shown?.name}
      onChange={(event) => changeSettings({ ensemble: event.currentTarget.value })}
    >
      {ensembles.map(({ name }) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}
