import { dateFormats, dateParts, durationFormats } from '../study/cell-form.ts';
import { mostAxes } from '../study/limits.ts';
import { scalings } from '../study/scaling.ts';
import { isEnd, textLayout } from './plain-data.ts';
import {
  either,
  isCount,
  isFlag,
  isLevel,
  isName,
  isNumber,
  isPositive,
  isPositiveCount,
  isText,
  isUnit,
  listOf,
  oneOf,
  shape,
  type Test,
  taggedBy,
} from './plain-values.ts';

const isTrue: Test = (value) => value === true;
const isWords = listOf(isText);
const isSomeNumbers = listOf(isNumber, { from: 1 });
const scale = { shift: isNumber, scale: isPositive };

const numberForms = {
  number: shape({}, { decimal: oneOf(['.', ',']), thousands: isText, unit: isText }),
  integer: shape({}),
  boolean: shape({}),
  duration: shape({ format: oneOf(durationFormats) }),
  ordinal: shape({ order: listOf(isText, { from: 2 }) }),
};
const dateForms = { date: shape({ format: oneOf(dateFormats) }, { zone: isText }) };
const isNumberForm = taggedBy('type', numberForms);
const isForm = taggedBy('type', { ...numberForms, ...dateForms });

const curves = {
  curve: either(oneOf(['log1p']), shape({ from: isSomeNumbers, to: isSomeNumbers })),
  pieces: listOf(isNumber, { from: 3 }),
};
const marks = { missing: isWords, indicator: isTrue };
const named = { name: isText };

const isColumn = taggedBy('kind', {
  number: shape(
    { ...named, fill: isNumber, ...scale },
    {
      ...{ ...curves, ...marks, form: isNumberForm },
      alternatives: listOf(shape({ scaling: oneOf(scalings), ...scale }, curves), { from: 1 }),
    },
  ),
  date: shape(
    {
      ...{ ...named, form: taggedBy('type', dateForms), fill: isNumber },
      parts: listOf(shape({ part: oneOf(dateParts), ...scale })),
    },
    marks,
  ),
  category: shape({ ...named, values: isWords }, { missing: isWords }),
  hashed: shape(
    { ...named, of: oneOf(['category', 'words']), buckets: isPositiveCount },
    { missing: isWords },
  ),
  tokens: shape(
    { ...named, of: oneOf(['words', 'characters']), words: isWords, length: isPositiveCount },
    { missing: isWords },
  ),
});

const array = { ...named, shape: listOf(isPositiveCount, { to: mostAxes }) };
const padding = { padding: shape({ pad: isEnd }, { cut: isEnd, lengths: isName }) };
const isArray = either(
  shape({ ...array, tokens: shape({ size: isPositiveCount }, { words: isWords }) }, padding),
  shape({ ...array, scales: listOf(shape(scale), { from: 1 }) }, padding),
);

const isArrays = shape({ parts: listOf(isArray, { from: 1 }) });
const isShape = listOf(isPositiveCount, { from: 1, to: mostAxes });

const isPreprocessing = taggedBy('kind', {
  table: shape({ columns: listOf(isColumn) }, { parts: listOf(shape({ name: isName, columns: isWords })) }),
  image: shape({ divisor: isPositive }),
  arrays: isArrays,
  window: shape(
    {
      ...{ columns: listOf(isColumn), length: isPositiveCount, horizon: isCount },
      time: shape({ name: isName }, { form: isForm, missing: isWords, step: isPositive }),
    },
    { by: isName, padding: shape({ pad: isEnd }, { cut: isEnd }), target: oneOf(['last']) },
  ),
});

const isFeatures = shape(
  {
    ...{ kind: oneOf(['graph', 'layers']), model: isName, output: isName, digest: isText },
    ...{ inputShape: isShape, preprocessing: taggedBy('kind', { arrays: isArrays }) },
  },
  { inputRange: listOf(isNumber, { from: 2, to: 2 }) },
);

const isTransform = taggedBy('kind', {
  log: shape({}),
  log1p: shape({}),
  power: shape({ lambda: isNumber }, { low: isNumber, high: isNumber }),
});

const singleTasks = {
  classification: shape(
    { classes: listOf(isText, { from: 2 }) },
    { missing: isWords, threshold: isUnit, ordered: isTrue },
  ),
  regression: shape(
    { target: isName, mean: isNumber, std: isPositive },
    {
      ...{ form: isNumberForm, missing: isWords, transform: isTransform, count: isTrue },
      quantiles: listOf(isLevel, { from: 1 }),
    },
  ),
};

const isPart = shape({ name: isName, weight: isPositive, task: taggedBy('kind', singleTasks) });

const isTask = taggedBy('kind', {
  ...singleTasks,
  joint: shape({ parts: listOf(isPart, { from: 2 }) }),
  multilabel: shape({ labels: listOf(isName, { from: 1 }) }, { separator: isName, missing: isWords }),
});

const range = { least: isNumber, largest: isNumber };
const isRanges = listOf(shape({ name: isText, ...range }));

/** True when a stored pipeline passes a quick test. */
export const isPlainPipeline = shape(
  {
    task: isTask,
    inputShape: isShape,
    preprocessing: isPreprocessing,
  },
  {
    features: isFeatures,
    names: oneOf(['asWritten']),
    ranges: shape({ inputs: isRanges }, { target: shape(range), targets: isRanges }),
    rows: shape({ validation: isCount, test: isCount }),
    target: isName,
    weight: shape({ name: isName, form: isForm }, { missing: isWords }),
    classNames: isWords,
    pixelMaximum: isPositive,
    image: shape({ name: isName }, { root: isName }),
    isResized: isFlag,
    layout: shape({}, textLayout),
    query: isName,
    targetArrays: listOf(shape({ name: isName, targets: isPositiveCount }), { from: 1 }),
  },
);
