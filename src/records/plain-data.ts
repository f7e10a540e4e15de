import { dateFormats, durationFormats } from '../study/cell-form.ts';
import { columnTypes, textForms } from '../study/column-spec.ts';
import { arrayUses } from '../study/inputs/array-request.ts';
import { scalings } from '../study/scaling.ts';
import { sources, targetTransforms } from '../study/study-spec.ts';
import { taskNames } from '../study/task/task-name.ts';
import {
  either,
  isCount,
  isFlag,
  isLevel,
  isName,
  isNonNegative,
  isNumber,
  isPositive,
  isPositiveCount,
  isShare,
  isText,
  listOf,
  oneOf,
  recordOf,
  shape,
  type Test,
  taggedBy,
} from './plain-values.ts';

const isAboveOne: Test = (value) => isPositiveCount(value) && value !== 1;

/** The declared parts of a text table's layout. */
export const textLayout = {
  delimiter: (value: unknown) => isText(value) && (value as string).length === 1,
  encoding: isName,
  header: isFlag,
  comment: isName,
};

const splitKeys = {
  group: isName,
  time: isName,
  timeOf: oneOf(['window']),
  folds: either(oneOf(['auto']), isAboveOne),
  repeats: isPositiveCount,
};

const isSplit = taggedBy('kind', {
  fractions: shape({ validation: isShare, test: isShare, stratify: isFlag, seed: isCount }, splitKeys),
  column: shape({ column: isName }, { validation: isShare, stratify: isFlag, seed: isCount, ...splitKeys }),
});

const numbers = { decimal: oneOf(['.', ',']), thousands: isText };

const isColumn = shape(
  { type: oneOf(columnTypes) },
  {
    ...numbers,
    unit: isText,
    missing: listOf(isText),
    scaling: oneOf(scalings),
    indicator: isFlag,
    order: listOf(isText, { from: 2 }),
    format: oneOf([...dateFormats, ...durationFormats]),
    zone: isText,
    buckets: isAboveOne,
    as: oneOf(textForms),
    vocabulary: isPositiveCount,
    length: isPositiveCount,
  },
);

const isWindow = shape(
  { length: isPositiveCount, horizon: isPositiveCount, time: isName, pastTarget: isFlag, acrossGaps: isFlag },
  { by: isName, season: isAboveOne },
);

export const isEnd = oneOf(['before', 'after']);
const isSequence = shape(
  { by: isName, time: isName, pad: isEnd },
  { length: isPositiveCount, cut: isEnd, target: oneOf(['last']) },
);

const isUse = oneOf(arrayUses);
const isNames = listOf(isName, { from: 1 });

/** True when the data of a stored spec pass a quick test. */
export const isPlainData = shape(
  { source: oneOf([...sources, 'none']), exclude: listOf(isText), split: isSplit, scaling: oneOf(scalings) },
  {
    ...textLayout,
    ...numbers,
    path: either(isText, listOf(isText, { from: 1 })),
    query: isName,
    target: either(isName, isNames),
    targetNames: either(isNames, recordOf(isNames)),
    targetWeights: recordOf(isPositive),
    separator: isText,
    task: oneOf(taskNames),
    quantiles: listOf(isLevel, { from: 1 }),
    size: listOf(isPositiveCount, { from: 2, to: 2 }),
    channels: (value) => [1, 2, 3, 4].includes(value as number),
    image: isName,
    root: isName,
    folders: oneOf(['classes']),
    inputs: either(isNames, recordOf(listOf(isText, { from: 1 }))),
    as: either(isUse, recordOf(isUse)),
    lengths: isText,
    vocabulary: either(isAboveOne, recordOf(isAboveOne)),
    classes: listOf(isName, { from: 2 }),
    targetTransform: oneOf(targetTransforms),
    weight: isName,
    weightMetrics: isFlag,
    classWeights: either(oneOf(['balanced']), recordOf(isNonNegative)),
    columns: recordOf(isColumn),
    missing: listOf(isText),
    missingIndicators: isFlag,
    window: isWindow,
    sequence: isSequence,
    scalings: listOf(oneOf(scalings), { from: 1 }),
    features: shape({ model: isName }, { output: isName, inputRange: listOf(isNumber, { from: 2, to: 2 }) }),
  },
);
