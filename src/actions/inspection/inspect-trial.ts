import { type Message, message, option, type Wording, worded } from '../../faults/message.ts';
import type { InspectionReport, Untold } from '../../reports/learned/inspection-report.ts';
import { openModels } from '../../runs/open-models.ts';
import type { Store, Study } from '../../store/store.ts';
import { weightsNotKept } from '../../study/kept-weights.ts';
import { whyNoModels } from '../../study/study-spec.ts';
import { type EpochRecord, isRepeatable, type Trial } from '../../study/trial.ts';
import { type DynamicsWatch, followDynamics } from './dynamics.ts';
import { inspectNetwork } from './network.ts';

/** A trial to look into, and the callbacks for its second training. */
export interface Inspected {
  readonly store: Store;
  readonly study: Study;
  readonly trial: Trial;
  readonly history: readonly EpochRecord[];
  readonly db: string;
  /** False leaves out the dynamics, which take a training. */
  readonly hasDynamics: boolean;
  readonly words?: Wording | undefined;
  begin(study: Study, trial: Trial): DynamicsWatch;
}

/**
 * Looks at a trial's trained network, and trains it again to follow its predictions. What the study or the trial does
 * not have is named with the reason. UsageError when the data have changed.
 */
export async function inspectTrial(given: Inspected): Promise<InspectionReport> {
  const { store, study, trial, history, db, begin } = given;
  const untold = (text: Message): Untold => ({ missing: worded(text, given.words) });
  const withoutModels = whyNoModels(study.spec.model);
  if (withoutModels !== undefined) return { network: untold(withoutModels), dynamics: untold(withoutModels) };
  const weights = await store.weights(study.id, trial.trial);
  const reason = whyNoDynamics(given);
  if (weights === undefined && reason !== undefined) {
    return { network: untold(weightsNotKept(trial)), dynamics: untold(reason) };
  }
  const models = await openModels(store, study);
  return {
    network:
      weights === undefined ? untold(weightsNotKept(trial)) : await inspectNetwork(models, trial, weights),
    dynamics:
      reason === undefined
        ? await followDynamics({ models, trial, history, db, begin: () => begin(study, trial) })
        : untold(reason),
  };
}

function whyNoDynamics({ trial, hasDynamics }: Inspected): Message | undefined {
  const { state, origin, parent, failure } = trial;
  if (!hasDynamics) return message`${option('dynamics', false)} left them out`;
  if (state === 'waiting' || state === 'running') return `trial ${trial.trial} has not ended yet`;
  if (failure !== null) return `trial ${trial.trial} failed: ${failure.message}`;
  if (isRepeatable(trial)) return undefined;
  const from = parent === undefined ? '' : ` from trial ${parent}`;
  return `trial ${trial.trial} was not sampled (${origin}${from}), and such a training cannot be repeated alone`;
}
