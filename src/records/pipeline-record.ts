import { z } from 'zod';
import { dateFormats, dateParts, durationFormats } from '../study/cell-form.ts';
import { mostAxes } from '../study/limits.ts';
import { scalings } from '../study/scaling.ts';
import { count, name } from './scalars.ts';

const scale = { shift: z.number(), scale: z.number().positive() };
const missing = z.array(z.string()).exactOptional();
const indicator = z.literal(true).exactOptional();
const notation = {
  decimal: z.enum(['.', ',']).exactOptional(),
  thousands: z.string().exactOptional(),
  unit: z.string().exactOptional(),
};
const numberForm = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('number'), ...notation }),
  z.looseObject({ type: z.literal('integer') }),
  z.looseObject({ type: z.literal('boolean') }),
  z.looseObject({ type: z.literal('duration'), format: z.enum(durationFormats) }),
  z.looseObject({ type: z.literal('ordinal'), order: z.array(z.string()).min(2) }),
]);
const dateForm = z.looseObject({
  type: z.literal('date'),
  format: z.enum(dateFormats),
  zone: z.string().exactOptional(),
});
const curve = z.union([
  z.literal('log1p'),
  z.looseObject({ from: z.array(z.number()).min(1), to: z.array(z.number()).min(1) }),
]);

const encoding = {
  ...scale,
  curve: curve.exactOptional(),
  pieces: z.array(z.number()).min(3).exactOptional(),
};

const column = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('number'),
    name: z.string(),
    form: numberForm.exactOptional(),
    fill: z.number(),
    ...encoding,
    alternatives: z
      .array(z.looseObject({ scaling: z.enum(scalings), ...encoding }))
      .min(1)
      .exactOptional(),
    missing,
    indicator,
  }),
  z.looseObject({
    kind: z.literal('date'),
    name: z.string(),
    form: dateForm,
    fill: z.number(),
    parts: z.array(z.looseObject({ part: z.enum(dateParts), ...scale })),
    missing,
    indicator,
  }),
  z.looseObject({ kind: z.literal('category'), name: z.string(), values: z.array(z.string()), missing }),
  z.looseObject({
    kind: z.literal('hashed'),
    name: z.string(),
    of: z.enum(['category', 'words']),
    buckets: count.min(1),
    missing,
  }),
  z.looseObject({
    kind: z.literal('tokens'),
    name: z.string(),
    of: z.enum(['words', 'characters']),
    words: z.array(z.string()),
    length: count.min(1),
    missing,
  }),
]);

const padding = {
  pad: z.enum(['before', 'after']),
  cut: z.enum(['before', 'after']).exactOptional(),
};
const part = {
  name: z.string(),
  shape: z.array(count.min(1)).max(mostAxes),
  padding: z.looseObject({ ...padding, lengths: name.exactOptional() }).exactOptional(),
};
const tokens = z.looseObject({ size: count.min(1), words: z.array(z.string()).exactOptional() });
const arrayPart = z.union([
  z.looseObject({ ...part, tokens }),
  z.looseObject({ ...part, scales: z.array(z.looseObject(scale)).min(1) }),
]);

const arrays = z.looseObject({ kind: z.literal('arrays'), parts: z.array(arrayPart).min(1) });

/** The declared parts of a text table's layout. */
export const textLayoutRecord = {
  delimiter: z.string().length(1).exactOptional(),
  encoding: z.string().min(1).exactOptional(),
  header: z.boolean().exactOptional(),
  comment: z.string().min(1).exactOptional(),
};

const transform = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('log') }),
  z.looseObject({ kind: z.literal('log1p') }),
  z.looseObject({
    kind: z.literal('power'),
    lambda: z.number(),
    low: z.number().exactOptional(),
    high: z.number().exactOptional(),
  }),
]);

const range = { least: z.number(), largest: z.number() };

const singleTasks = [
  z.looseObject({
    kind: z.literal('classification'),
    classes: z.array(z.string()).min(2),
    missing,
    threshold: z.number().min(0).max(1).exactOptional(),
    ordered: z.literal(true).exactOptional(),
  }),
  z.looseObject({
    kind: z.literal('regression'),
    target: name,
    mean: z.number(),
    std: z.number().positive(),
    form: numberForm.exactOptional(),
    missing,
    transform: transform.exactOptional(),
    count: z.literal(true).exactOptional(),
    quantiles: z.array(z.number().gt(0).lt(1)).min(1).exactOptional(),
  }),
] as const;

/** A stored preprocessing pipeline. */
export const pipelineRecord = z.looseObject({
  task: z.discriminatedUnion('kind', [
    ...singleTasks,
    z.looseObject({
      kind: z.literal('joint'),
      parts: z
        .array(
          z.looseObject({
            name,
            weight: z.number().positive(),
            task: z.discriminatedUnion('kind', singleTasks),
          }),
        )
        .min(2),
    }),
    z.looseObject({
      kind: z.literal('multilabel'),
      labels: z.array(name).min(1),
      separator: z.string().min(1).exactOptional(),
      missing,
    }),
  ]),
  inputShape: z.array(count.min(1)).min(1).max(mostAxes),
  preprocessing: z.discriminatedUnion('kind', [
    z.looseObject({
      kind: z.literal('table'),
      columns: z.array(column),
      parts: z.array(z.looseObject({ name, columns: z.array(z.string()) })).exactOptional(),
    }),
    z.looseObject({ kind: z.literal('image'), divisor: z.number().positive() }),
    arrays,
    z.looseObject({
      kind: z.literal('window'),
      columns: z.array(column),
      length: count.min(1),
      horizon: count,
      padding: z.looseObject(padding).exactOptional(),
      target: z.literal('last').exactOptional(),
      by: name.exactOptional(),
      time: z.looseObject({
        name,
        form: z.union([numberForm, dateForm]).exactOptional(),
        missing,
        step: z.number().positive().exactOptional(),
      }),
    }),
  ]),
  features: z
    .looseObject({
      kind: z.enum(['graph', 'layers']),
      model: name,
      output: name,
      inputRange: z.tuple([z.number(), z.number()]).exactOptional(),
      digest: z.string(),
      inputShape: z.array(count.min(1)).min(1).max(mostAxes),
      preprocessing: arrays,
    })
    .exactOptional(),
  names: z.literal('asWritten').exactOptional(),
  ranges: z
    .looseObject({
      inputs: z.array(z.looseObject({ name: z.string(), ...range })),
      target: z.looseObject(range).exactOptional(),
      targets: z.array(z.looseObject({ name: z.string(), ...range })).exactOptional(),
    })
    .exactOptional(),
  rows: z.looseObject({ validation: count, test: count }).exactOptional(),
  target: name.exactOptional(),
  targetArrays: z
    .array(z.looseObject({ name, targets: count.min(1) }))
    .min(1)
    .exactOptional(),
  weight: z.looseObject({ name, form: z.union([numberForm, dateForm]), missing }).exactOptional(),
  classNames: z.array(z.string()).exactOptional(),
  pixelMaximum: z.number().positive().exactOptional(),
  image: z.looseObject({ name, root: name.exactOptional() }).exactOptional(),
  isResized: z.boolean().exactOptional(),
  layout: z.looseObject(textLayoutRecord).exactOptional(),
  query: name.exactOptional(),
});

const levelQuantiles = z.array(z.looseObject({ level: z.number().gt(0).lt(1), quantile: z.number() }));

/** The document of an exported model: a pipeline, and perhaps the quantiles of its residuals. */
export const preprocessRecord = pipelineRecord.extend({
  conformal: z
    .looseObject({
      rows: count,
      levels: levelQuantiles,
      targets: z.array(z.looseObject({ name: z.string(), levels: levelQuantiles })).exactOptional(),
    })
    .exactOptional(),
});
