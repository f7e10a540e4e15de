import { z } from 'zod';
import { baselineNames } from '../reports/baseline.ts';
import { distributionSchema } from '../space-file/distribution-schema.ts';
import { epochCount, trainingSchema } from '../space-file/section-schemas.ts';
import type { Budget } from '../study/search/budget.ts';
import { stageNames } from '../study/search/stage.ts';
import { confidences } from '../study/search-space.ts';
import { backendNames, type TrainingSpec } from '../study/study-spec.ts';
import { dataOf, type ObjectSchema } from './data-record.ts';
import { pipelineRecord } from './pipeline-record.ts';
import { count, metrics, name, path, scalar, time, word } from './scalars.ts';

function modelOf<Config extends z.core.$ZodObjectConfig>(object: ObjectSchema<Config>) {
  const module = { module: path.min(1), digest: word.exactOptional() };
  return z.discriminatedUnion('kind', [
    object({ kind: z.literal('imported'), from: name }),
    object({ kind: z.literal('family'), family: name }),
    object({ kind: z.literal('objective'), ...module }),
    object({
      kind: z.literal('module'),
      ...module,
      metrics: z.record(name, z.enum(['minimize', 'maximize'])).exactOptional(),
    }),
  ]);
}

function initFromOf<Config extends z.core.$ZodObjectConfig>(object: ObjectSchema<Config>) {
  const freeze = z.union([z.array(word), count]);
  return z.discriminatedUnion('kind', [
    object({ kind: z.literal('trial'), trial: count, study: name, db: path.exactOptional(), freeze }),
    object({ kind: z.literal('model'), model: path, freeze }),
  ]);
}

const { minDelta, averageEpochs, timeoutSeconds, secondsPerTrial, backend, threshold, final } =
  trainingSchema.shape;

const objective = z.strictObject({ metric: name, direction: z.enum(['minimize', 'maximize']) });
const bound = z.number().exactOptional();
const method = z.union([name, z.object({ type: name }).catchall(z.number())]);
const known = z.array(z.record(name, scalar));

const parameter = z.strictObject({
  name,
  distribution: distributionSchema,
  when: z.record(name, z.array(scalar).min(1)).exactOptional(),
  prior: z.strictObject({ at: scalar, confidence: z.enum(confidences) }).exactOptional(),
});

const stage = z.strictObject({
  name: z.enum(stageNames),
  from: count,
  space: z.array(parameter),
  enqueue: known.exactOptional(),
  changes: z.array(
    z.strictObject({
      parameter: name,
      kind: z.enum(['narrowed', 'widened', 'fixed', 'searched', 'removed']),
      before: distributionSchema,
      after: distributionSchema.nullable(),
      reason: z.string(),
    }),
  ),
});

/** A spec with every default filled in, as it is stored. */
function specOf<Config extends z.core.$ZodObjectConfig>(object: ObjectSchema<Config>) {
  return object({
    name,
    data: dataOf(object),
    model: modelOf(object),
    space: z.array(parameter),
    objective,
    objectives: z.array(objective).min(2).exactOptional(),
    where: z.record(name, z.strictObject({ min: bound, max: bound })).exactOptional(),
    training: object({
      maxEpochs: epochCount,
      patience: epochCount,
      minDelta: minDelta.unwrap(),
      averageEpochs,
      timeoutSeconds: timeoutSeconds.unwrap(),
      secondsPerTrial,
      backend: backend.unwrap(),
      threshold,
      final,
    } satisfies Record<keyof TrainingSpec, z.ZodType>),
    search: object({
      trials: count.min(1),
      seed: count,
      sampler: method,
      lookback: count.min(1).exactOptional(),
      repeats: z.boolean().exactOptional(),
      scheduler: method.exactOptional(),
      pruner: name.exactOptional(),
      budget: object({
        epochs: count.min(1).exactOptional(),
        time: z.number().positive().exactOptional(),
        until: z.number().exactOptional(),
        patience: count.min(1).exactOptional(),
      } satisfies Record<keyof Budget, z.ZodType>).exactOptional(),
      enqueue: known.exactOptional(),
      warmStart: object({ from: name, configurations: known }).exactOptional(),
      stage: z.enum(stageNames).exactOptional(),
      stages: z.array(stage).min(1).exactOptional(),
    }),
    initFrom: initFromOf(object).exactOptional(),
    humanBaseline: z
      .union([z.number(), object({ value: z.number(), low: z.number(), high: z.number() })])
      .exactOptional(),
    baselines: z.literal(false).exactOptional(),
  });
}

/** Databases may hold fields of a newer hpsearch. */
export const specRecord = specOf(z.looseObject);

/** An import would silently lose unknown fields. */
export const importedSpec = specOf(z.strictObject);

const baselineRecord = z.looseObject({
  name: z.enum(baselineNames),
  value: z.number(),
  metrics,
  parameters: count,
  weights: z.base64().exactOptional(),
});

const ofStudy = {
  name: z.string().min(1),
  spec: specRecord,
  directory: path,
  backend: z.enum(backendNames),
  backendTimings: z.partialRecord(z.enum(backendNames), z.number().nonnegative()),
  versions: z.record(word, word),
  dataFingerprint: word,
  pipeline: pipelineRecord.exactOptional(),
  baselines: z.array(baselineRecord).exactOptional(),
};

export const studyRecord = z.looseObject(ofStudy);
/** With the columns of its own row. */
export const storedStudyRecord = z.looseObject({ ...ofStudy, createdAt: time });

export type StudyRecord = z.output<typeof studyRecord>;
