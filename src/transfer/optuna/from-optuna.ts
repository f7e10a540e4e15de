import { hidesCharacters } from '../../faults/visible-text.ts';
import type { OptunaStudy } from '../../store/optuna/optuna-study.ts';
import { readPythonJson } from '../../store/optuna/python-json.ts';
import type { WholeStudy } from '../../store/store.ts';
import type { SearchSpace } from '../../study/search-space.ts';
import { noData, type StudySpec } from '../../study/study-spec.ts';
import { fromOptuna, joined, type OptunaDistribution } from './distributions.ts';
import { readDistribution } from './read-distribution.ts';
import { recordedTrial } from './recorded-trial.ts';

/**
 * A study of ours with Optuna's trials, without data and model, for reading only. A parameter has the union of its
 * trials' ranges; Optuna does not record on which others it depends.
 */
export function fromOptunaStudy(optuna: OptunaStudy, name: string = optuna.name): WholeStudy {
  const spec = specOf(optuna, name);
  return {
    study: {
      name,
      spec,
      directory: '',
      // Meaningless without a model, and not shown.
      backend: 'cpu',
      backendTimings: {},
      versions: {},
      dataFingerprint: '',
    },
    trials: optuna.trials.map((trial) => recordedTrial(trial, optuna, spec.objective)),
    ensembles: [],
  };
}

function specOf(optuna: OptunaStudy, name: string): StudySpec {
  const direction = optuna.direction === 'MINIMIZE' ? 'minimize' : 'maximize';
  const epochs = optuna.trials.flatMap(({ intermediate }) => intermediate.at(-1)?.step ?? []);
  return {
    name,
    data: noData,
    model: { kind: 'imported', from: 'Optuna' },
    space: spaceOf(optuna),
    objective: { metric: metricOf(optuna), direction },
    training: {
      maxEpochs: epochs.reduce((most, each) => Math.max(most, each), 1),
      patience: 1,
      minDelta: 0,
      timeoutSeconds: 300,
      backend: 'auto',
    },
    search: { trials: Math.max(1, optuna.trials.length), seed: 0, sampler: 'optuna', scheduler: 'none' },
  };
}

/** The name from Optuna's set_metric_names. */
function metricOf({ systemAttributes }: OptunaStudy): string {
  const names = readPythonJson(systemAttributes['study:metric_names'] ?? 'null');
  const first: unknown = Array.isArray(names) ? names[0] : undefined;
  return typeof first === 'string' && first.trim() !== '' && !hidesCharacters(first) ? first : 'value';
}

/** Parameters in the order of their first use. */
function spaceOf({ trials }: OptunaStudy): SearchSpace {
  const distributions = new Map<string, OptunaDistribution>();
  for (const { name, distribution } of trials.flatMap(({ parameters }) => parameters)) {
    const read = readDistribution(distribution);
    if (read === undefined) continue;
    const known = distributions.get(name);
    distributions.set(name, known === undefined ? read : joined(known, read));
  }
  return [...distributions].map(([name, each]) => ({ name, distribution: fromOptuna(each) }));
}
