import { backendNames } from '../study/study-spec.ts';
import { failureKinds, type Trial, trialOrigins } from '../study/trial.ts';
import {
  fieldsOf,
  isCount,
  isNonNegative,
  isNumber,
  isScalar,
  isText,
  listOf,
  nullOr,
  oneOf,
  recordOf,
  shape,
  strictShape,
} from './plain-values.ts';
import { trialContradictions } from './trial-contradictions.ts';

const isState = oneOf(['waiting', 'running', 'complete', 'pruned', 'failed']);
const isBackend = oneOf(backendNames);
const isOrigin = oneOf(trialOrigins.filter((origin) => origin !== 'sampled'));
const isFailure = strictShape({ kind: oneOf(failureKinds), message: isText });
const isConfiguration = recordOf(isScalar);
const areMetrics = recordOf(isNumber);
const mayBeCount = nullOr(isCount);
const isTrue = (value: unknown) => value === true;
const optional = {
  ...{ standardError: isNonNegative, infeasible: isTrue, outOfTime: isTrue },
  ...{ parent: isCount, draw: isCount, origin: isOrigin },
};
const areOptional = shape({}, optional);

/**
 * True when a stored trial passes a quick test; any other is checked by its schema. Written without helpers, since
 * there may be a million trials.
 */
export function isPlainTrial(value: unknown): boolean {
  const trial = fieldsOf(value);
  return (
    trial !== undefined &&
    isCount(trial.trial) &&
    isState(trial.state) &&
    (trial.value === null || isNumber(trial.value)) &&
    isConfiguration(trial.config) &&
    areMetrics(trial.metrics) &&
    mayBeCount(trial.bestEpoch) &&
    mayBeCount(trial.epochs) &&
    mayBeCount(trial.parameters) &&
    (trial.seconds === null || isNonNegative(trial.seconds)) &&
    (trial.backend === null || isBackend(trial.backend)) &&
    (trial.failure === null || isFailure(trial.failure)) &&
    areOptional(trial) &&
    !Object.hasOwn(trial, 'teacher') &&
    trialContradictions(trial as unknown as Trial).length === 0
  );
}

/** Like `isPlainTrial`, for a learning curve. */
export const isPlainHistory = listOf(
  strictShape({ epoch: isCount, metrics: areMetrics }, { folds: listOf(nullOr(areMetrics), { from: 1 }) }),
);
