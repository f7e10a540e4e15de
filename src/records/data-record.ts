import { z } from 'zod';
import { dateFormats, durationFormats } from '../study/cell-form.ts';
import { columnTypes, textForms } from '../study/column-spec.ts';
import { arrayUses } from '../study/inputs/array-request.ts';
import { scalings } from '../study/scaling.ts';
import { type DataSpec, sources, targetTransforms } from '../study/study-spec.ts';
import { singleTaskNames, taskNames } from '../study/task/task-name.ts';
import { textLayoutRecord } from './pipeline-record.ts';
import { count, name, path, word } from './scalars.ts';

const share = z.number().min(0).lt(1);

/** `z.looseObject`, whose records keep fields unknown to the schema, or `z.strictObject`, which refuses them. */
export type ObjectSchema<Config extends z.core.$ZodObjectConfig> = <Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
) => z.ZodObject<Shape, Config>;

const folds = {
  folds: z.union([z.literal('auto'), count.min(2)]).exactOptional(),
  repeats: count.min(1).exactOptional(),
};
const splitKeys = {
  group: name.exactOptional(),
  time: name.exactOptional(),
  timeOf: z.literal('window').exactOptional(),
};
function dataPath<Config extends z.core.$ZodObjectConfig>(object: ObjectSchema<Config>) {
  const files = z.union([path, z.array(path).min(1)]);
  return z.union([
    files,
    object({ train: files, validation: files.exactOptional(), test: files.exactOptional() }),
  ]);
}

/** The `data` of a spec with every default filled in. */
export function dataOf<Config extends z.core.$ZodObjectConfig>(object: ObjectSchema<Config>) {
  return object({
    source: z.enum([...sources, 'none']),
    path: dataPath(object).exactOptional(),
    query: name.exactOptional(),
    target: z.union([name, z.array(name).min(1)]).exactOptional(),
    targetWeights: z.record(name, z.number().positive()).exactOptional(),
    separator: word.exactOptional(),
    size: z.tuple([count.min(1), count.min(1)]).exactOptional(),
    channels: z.literal([1, 2, 3, 4]).exactOptional(),
    image: name.exactOptional(),
    root: name.exactOptional(),
    folders: z.literal('classes').exactOptional(),
    task: z.union([z.enum(taskNames), z.record(name, z.enum(singleTaskNames))]).exactOptional(),
    quantiles: z.array(z.number().gt(0).lt(1)).min(1).exactOptional(),
    inputs: z.union([z.array(name).min(1), z.record(name, z.array(word).min(1))]).exactOptional(),
    as: z.union([z.enum(arrayUses), z.record(word, z.enum(arrayUses))]).exactOptional(),
    lengths: word.exactOptional(),
    vocabulary: z.union([count.min(2), z.record(word, count.min(2))]).exactOptional(),
    classes: z.array(name).min(2).exactOptional(),
    targetNames: z.union([z.array(name).min(1), z.record(name, z.array(name).min(1))]).exactOptional(),
    targetTransform: z.enum(targetTransforms).exactOptional(),
    weight: name.exactOptional(),
    weightMetrics: z.boolean().exactOptional(),
    classWeights: z.union([z.literal('balanced'), z.record(word, z.number().nonnegative())]).exactOptional(),
    exclude: z.array(word),
    ...textLayoutRecord,
    columns: z
      .record(
        name,
        object({
          type: z.enum(columnTypes),
          decimal: z.enum(['.', ',']).exactOptional(),
          thousands: word.exactOptional(),
          unit: word.exactOptional(),
          missing: z.array(z.string()).exactOptional(),
          scaling: z.enum(scalings).exactOptional(),
          indicator: z.boolean().exactOptional(),
          order: z.array(z.string()).min(2).exactOptional(),
          format: z.enum([...dateFormats, ...durationFormats]).exactOptional(),
          zone: word.exactOptional(),
          buckets: count.min(2).exactOptional(),
          as: z.enum(textForms).exactOptional(),
          vocabulary: count.min(1).exactOptional(),
          length: count.min(1).exactOptional(),
        }),
      )
      .exactOptional(),
    decimal: z.enum(['.', ',']).exactOptional(),
    thousands: word.exactOptional(),
    missing: z.array(z.string()).exactOptional(),
    missingIndicators: z.boolean().exactOptional(),
    split: z.discriminatedUnion('kind', [
      object({
        kind: z.literal('fractions'),
        validation: share,
        test: share,
        stratify: z.boolean(),
        seed: count,
        ...splitKeys,
        ...folds,
      }),
      object({
        kind: z.literal('column'),
        column: name,
        validation: share.exactOptional(),
        stratify: z.boolean().exactOptional(),
        seed: count.exactOptional(),
        ...splitKeys,
        ...folds,
      }),
    ]),
    window: object({
      length: count.min(1),
      horizon: count.min(1),
      by: name.exactOptional(),
      time: name,
      pastTarget: z.boolean(),
      acrossGaps: z.boolean(),
      season: count.min(2).exactOptional(),
    }).exactOptional(),
    sequence: object({
      by: name,
      time: name,
      length: count.min(1).exactOptional(),
      pad: z.enum(['before', 'after']),
      cut: z.enum(['before', 'after']).exactOptional(),
      target: z.literal('last').exactOptional(),
    }).exactOptional(),
    scaling: z.enum(scalings),
    scalings: z.array(z.enum(scalings)).min(1).exactOptional(),
    features: object({
      model: name,
      output: name.exactOptional(),
      inputRange: z.tuple([z.number(), z.number()]).exactOptional(),
    }).exactOptional(),
  } satisfies Record<keyof DataSpec, z.ZodType>);
}
