import { baselineNames } from '../reports/baseline.ts';
import { stageNames } from '../study/search/stage.ts';
import { confidences } from '../study/search-space.ts';
import { backendNames } from '../study/study-spec.ts';
import { isPlainData } from './plain-data.ts';
import { isPlainPipeline } from './plain-pipeline.ts';
import {
  either,
  fieldsOf,
  isCount,
  isFlag,
  isLevel,
  isName,
  isNonNegative,
  isNumber,
  isPositive,
  isPositiveCount,
  isScalar,
  isText,
  isTime,
  isWhole,
  listOf,
  never,
  nullOr,
  oneOf,
  recordOf,
  shape,
  strictShape,
  taggedBy,
} from './plain-values.ts';

const type = isText;
const bounds = { type, min: isNumber, max: isNumber };
const cutNormal = { type, mean: isNumber, std: isPositive };

const isConstraint = taggedBy('type', {
  uniform: strictShape(bounds, { step: isPositive }),
  logUniform: strictShape({ ...bounds, min: isPositive }),
  int: strictShape({ type, min: isWhole, max: isWhole }, { step: isPositiveCount }),
  logInt: strictShape({ type, min: isPositiveCount, max: isWhole }),
  normal: strictShape(cutNormal, { min: isNumber, max: isNumber }),
  logNormal: strictShape(cutNormal, { min: isPositive, max: isPositive }),
  choice: strictShape({ type, values: listOf(isScalar, { from: 1 }) }, { weights: listOf(isNonNegative) }),
  fixed: strictShape({ type, value: isScalar }),
});

const isParameter = strictShape(
  { name: isName, distribution: isConstraint },
  {
    when: recordOf(listOf(isScalar, { from: 1 })),
    prior: strictShape({ at: isScalar, confidence: oneOf(confidences) }),
  },
);

const isModel = taggedBy('kind', {
  imported: shape({ from: isName }),
  objective: shape({ module: isName }, { digest: isText }),
  family: shape({ family: isName }),
  module: shape({ module: isName }, { digest: isText, metrics: recordOf(oneOf(['minimize', 'maximize'])) }),
});

const isMethod = (value: unknown) => {
  const { type, ...settings } = fieldsOf(value) ?? { type: value };
  return isName(type) && Object.values(settings).every(isNumber);
};

const isBudget = shape(
  {},
  { epochs: isPositiveCount, time: isPositive, until: isNumber, patience: isPositiveCount },
);

const isObjective = strictShape({ metric: isName, direction: oneOf(['minimize', 'maximize']) });
const isWhere = recordOf(strictShape({}, { min: isNumber, max: isNumber }));

const areKnown = listOf(recordOf(isScalar));
const isStage = strictShape(
  {
    name: oneOf(stageNames),
    from: isCount,
    space: listOf(isParameter),
    changes: listOf(
      strictShape({
        parameter: isName,
        kind: isText,
        before: isConstraint,
        after: nullOr(isConstraint),
        reason: isText,
      }),
    ),
  },
  { enqueue: areKnown },
);
const isMeasured = strictShape({ value: isNumber, low: isNumber, high: isNumber });
const isWarmStart = shape({ from: isName, configurations: areKnown });

/** True when a stored spec passes a quick test; any other is checked by its schema. */
export const isPlainSpec = shape(
  {
    name: isName,
    data: isPlainData,
    model: isModel,
    space: listOf(isParameter),
    objective: isObjective,
    training: shape(
      {
        maxEpochs: isPositiveCount,
        patience: isPositiveCount,
        minDelta: isNonNegative,
        timeoutSeconds: isPositive,
        backend: oneOf(['auto', ...backendNames]),
      },
      {
        threshold: either(oneOf(['auto']), isLevel),
        averageEpochs: (value) => isPositiveCount(value) && value !== 1,
        secondsPerTrial: isPositive,
        final: oneOf(['bag', 'refit']),
      },
    ),
    search: shape(
      { trials: isPositiveCount, seed: isCount, sampler: isMethod },
      {
        ...{ lookback: isPositiveCount, scheduler: isMethod, pruner: isName, budget: isBudget },
        ...{ repeats: isFlag, enqueue: areKnown, warmStart: isWarmStart },
        ...{ stage: oneOf(stageNames), stages: listOf(isStage, { from: 1 }) },
      },
    ),
  },
  {
    objectives: listOf(isObjective, { from: 2 }),
    where: isWhere,
    humanBaseline: (value) => isNumber(value) || isMeasured(value),
    initFrom: never,
    baselines: (value) => value === false,
  },
);

const isBaseline = shape(
  { name: oneOf(baselineNames), value: isNumber, metrics: recordOf(isNumber), parameters: isCount },
  { weights: (value) => isText(value) && /^[A-Za-z0-9+/]*={0,2}$/.test(value as string) },
);

/** Like `isPlainSpec`, for a study's row. */
export const isPlainStudy = shape(
  {
    name: isName,
    spec: isPlainSpec,
    directory: isText,
    backend: oneOf(backendNames),
    backendTimings: strictShape({}, Object.fromEntries(backendNames.map((name) => [name, isNonNegative]))),
    versions: recordOf(isText),
    dataFingerprint: isText,
    createdAt: isTime,
  },
  { pipeline: isPlainPipeline, baselines: listOf(isBaseline) },
);

export const isPlainRunner = shape({ host: isText, processId: isCount, processStart: isText });
