import type { StudyHead } from '../../plots/study-head.ts';
import { commandLine } from '../acting/command-line.ts';
import { ReportCard } from '../reports/report-card.tsx';
import type { ShownTrial } from './shown-trial.ts';

interface InspectionCardsProps {
  readonly shown: ShownTrial;
  readonly study: StudyHead;
}

/** Reports that take a computation: the trained network, its predictions and their course; nothing for trials without a model. */
export function InspectionCards({ shown, study }: InspectionCardsProps) {
  const { kind } = shown.study.spec.model;
  const { trial, state, failure } = shown.trial;
  if (kind !== 'family' && kind !== 'module') return null;
  if (state !== 'complete' && state !== 'pruned') return null;
  if (failure !== null) return null;
  return (
    <>
      <ReportCard
        title="Predictions and network"
        kind="inspection"
        query={{ trial: String(trial) }}
        about="Confusion matrix or scatter, the rows that it predicts worst with their pictures or strangest inputs, its first layer, and dead units. The model predicts the validation rows, in a second or two."
        command={commandLine(study.name, 'show', [trial], {
          html: `trial-${trial}.html`,
          'no-dynamics': true,
        })}
      />
      <ReportCard
        title="Calibration"
        kind="evaluation"
        query={{ model: String(trial), split: 'validation' }}
        about="How often the model is right where it says so, and its metrics with intervals, on the validation rows."
        command={commandLine(study.name, 'evaluate', [], { model: trial, split: 'validation' })}
      />
      <ReportCard
        title="Prediction dynamics"
        kind="inspection"
        query={{ trial: String(trial), dynamics: '1' }}
        about={`How the predictions of fixed validation rows moved from epoch to epoch. The trial is trained again for it${
          shown.trial.seconds === null ? '' : `, which took ${Math.ceil(shown.trial.seconds)} s`
        }.`}
        command={commandLine(study.name, 'show', [trial], { html: `trial-${trial}.html` })}
      />
    </>
  );
}
