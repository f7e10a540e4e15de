import { z } from 'zod';
import { distributionSchema } from '../space-file/distribution-schema.ts';
import { trainingSchema } from '../space-file/section-schemas.ts';
import { dateFormats, durationFormats } from '../study/cell-form.ts';
import { columnTypes } from '../study/column-spec.ts';
import { scalings } from '../study/scaling.ts';
import { backendNames, sources } from '../study/study-spec.ts';
import { pipelineRecord, textLayoutRecord } from './pipeline-record.ts';
import { count, name, path, scalar, time, word } from './scalars.ts';

const share = z.number().min(0).lt(1);

/** `z.looseObject`, whose records keep fields unknown to the schema, or `z.strictObject`, which refuses them. */
type ObjectSchema<Config extends z.core.$ZodObjectConfig> = <Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
) => z.ZodObject<Shape, Config>;

const splitKeys = { group: name.exactOptional(), time: name.exactOptional() };
function dataPath<Config extends z.core.$ZodObjectConfig>(object: ObjectSchema<Config>) {
  const files = z.union([path, z.array(path).min(1)]);
  return z.union([
    files,
    object({ train: files, validation: files.exactOptional(), test: files.exactOptional() }),
  ]);
}

function dataOf<Config extends z.core.$ZodObjectConfig>(object: ObjectSchema<Config>) {
  return object({
    source: z.enum([...sources, 'none']),
    path: dataPath(object).exactOptional(),
    query: name.exactOptional(),
    target: name.exactOptional(),
    size: z.tuple([count.min(1), count.min(1)]).exactOptional(),
    channels: z.literal([1, 3]).exactOptional(),
    task: z.enum(['classification', 'regression']).exactOptional(),
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
      }),
      object({
        kind: z.literal('column'),
        column: name,
        validation: share.exactOptional(),
        stratify: z.boolean().exactOptional(),
        seed: count.exactOptional(),
        ...splitKeys,
      }),
    ]),
    scaling: z.enum(scalings),
  });
}

function modelOf<Config extends z.core.$ZodObjectConfig>(object: ObjectSchema<Config>) {
  const module = { module: path.min(1), digest: word.exactOptional() };
  return z.discriminatedUnion('kind', [
    object({ kind: z.literal('imported'), from: name }),
    object({ kind: z.literal('family'), family: name }),
    object({ kind: z.literal('objective'), ...module }),
    object({ kind: z.literal('module'), ...module }),
  ]);
}

function initFromOf<Config extends z.core.$ZodObjectConfig>(object: ObjectSchema<Config>) {
  const freeze = z.union([z.array(word), count]);
  return z.discriminatedUnion('kind', [
    object({ kind: z.literal('trial'), trial: count, study: name, db: path.exactOptional(), freeze }),
    object({ kind: z.literal('model'), model: path, freeze }),
  ]);
}

const { maxEpochs, patience, minDelta, timeoutSeconds, backend } = trainingSchema.shape;

/** A spec with every default filled in, as it is stored. */
function specOf<Config extends z.core.$ZodObjectConfig>(object: ObjectSchema<Config>) {
  return object({
    name,
    data: dataOf(object),
    model: modelOf(object),
    space: z.array(
      z.strictObject({
        name,
        distribution: distributionSchema,
        when: z.record(name, z.array(scalar).min(1)).exactOptional(),
      }),
    ),
    objective: z.strictObject({ metric: name, direction: z.enum(['minimize', 'maximize']) }),
    training: object({
      maxEpochs: maxEpochs.unwrap(),
      patience: patience.unwrap(),
      minDelta: minDelta.unwrap(),
      timeoutSeconds: timeoutSeconds.unwrap(),
      backend: backend.unwrap(),
    }),
    search: object({ trials: count.min(1), seed: count, sampler: name, pruner: name }),
    initFrom: initFromOf(object).exactOptional(),
    humanBaseline: z.number().exactOptional(),
  });
}

/** Databases may hold fields of a newer hpsearch. */
export const specRecord = specOf(z.looseObject);

/** An import would silently lose unknown fields. */
export const importedSpec = specOf(z.strictObject);

const ofStudy = {
  name: z.string().min(1),
  spec: specRecord,
  directory: path,
  backend: z.enum(backendNames),
  backendTimings: z.partialRecord(z.enum(backendNames), z.number().nonnegative()),
  versions: z.record(word, word),
  dataFingerprint: word,
  pipeline: pipelineRecord.exactOptional(),
};

export const studyRecord = z.looseObject(ofStudy);
/** With the columns of its own row. */
export const storedStudyRecord = z.looseObject({ ...ofStudy, createdAt: time });

export type StudyRecord = z.output<typeof studyRecord>;
