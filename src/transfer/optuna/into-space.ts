import { FaultsError } from '../../faults/errors.ts';
import type { OptunaStudy } from '../../store/optuna/optuna-study.ts';
import type { RecordedTrial } from '../../store/store.ts';
import { checkConfiguration } from '../../study/check-configuration.ts';
import type { StudySpec } from '../../study/study-spec.ts';
import { recordedTrial } from './recorded-trial.ts';

/**
 * Optuna's trials for a study of ours: their value is that of its metric, and unfinished ones are left out. FaultsError
 * names the trials that do not fit the space.
 */
export function intoSpace(optuna: OptunaStudy, spec: StudySpec, file: string): RecordedTrial[] {
  const direction = optuna.direction === 'MINIMIZE' ? 'minimize' : 'maximize';
  if (direction !== spec.objective.direction) {
    const constraint = `must ${spec.objective.direction}, as ${spec.objective.metric} does`;
    throw new FaultsError([{ file, field: `study ${optuna.name}`, constraint, value: direction }]);
  }
  const ended = optuna.trials
    .map((trial) => recordedTrial(trial, optuna, spec.objective))
    .filter(({ trial }) => trial.state !== 'waiting');
  const checked = ended.map((each) => ({ each, ...checkConfiguration(spec.space, each.trial.config) }));
  const faults = checked.flatMap(({ each, faults: found }) =>
    found.map(({ name, ...fault }) => ({ file, field: `trial ${each.trial.trial}, ${name}`, ...fault })),
  );
  if (faults.length > 0) throw new FaultsError(faults);
  return checked.map(({ each, config }) => ({ ...each, trial: { ...each.trial, config } }));
}
