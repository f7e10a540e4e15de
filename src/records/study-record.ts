import { z } from 'zod';
import { distributionSchema } from '../space-file/distribution-schema.ts';
import { trainingSchema } from '../space-file/section-schemas.ts';
import { backendNames, scalings, sources } from '../study/study-spec.ts';
import { pipelineRecord } from './pipeline-record.ts';
import { count, name, path, scalar, time, word } from './scalars.ts';

const share = z.number().min(0).lt(1);

const split = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('fractions'),
    validation: share,
    test: share,
    stratify: z.boolean(),
    seed: count,
  }),
  z.looseObject({ kind: z.literal('column'), column: name }),
]);

const data = z.looseObject({
  source: z.enum([...sources, 'none']),
  path: path.exactOptional(),
  target: name.exactOptional(),
  size: z.tuple([count.min(1), count.min(1)]).exactOptional(),
  channels: z.literal([1, 3]).exactOptional(),
  task: z.enum(['classification', 'regression']).exactOptional(),
  exclude: z.array(word),
  split,
  scaling: z.enum(scalings),
});

const model = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('imported'), from: name }),
  z.looseObject({ kind: z.literal('objective'), module: path.min(1) }),
  z.looseObject({ kind: z.literal('family'), family: name }),
  z.looseObject({ kind: z.literal('module'), module: path.min(1) }),
]);

const { maxEpochs, patience, minDelta, timeoutSeconds, backend } = trainingSchema.shape;
const training = z.looseObject({
  maxEpochs: maxEpochs.unwrap(),
  patience: patience.unwrap(),
  minDelta: minDelta.unwrap(),
  timeoutSeconds: timeoutSeconds.unwrap(),
  backend: backend.unwrap(),
});

const freeze = z.union([z.array(word), count]);
const initFrom = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('trial'), trial: count, study: name, db: path.exactOptional(), freeze }),
  z.looseObject({ kind: z.literal('model'), model: path, freeze }),
]);

/** A spec as it is stored: completed. Fields that it does not know pass. */
export const specRecord = z.looseObject({
  name,
  data,
  model,
  space: z.array(
    z.strictObject({
      name,
      distribution: distributionSchema,
      when: z.record(name, z.array(scalar).min(1)).exactOptional(),
    }),
  ),
  objective: z.strictObject({ metric: name, direction: z.enum(['minimize', 'maximize']) }),
  training,
  search: z.looseObject({ trials: count.min(1), seed: count, sampler: name, pruner: name }),
  initFrom: initFrom.exactOptional(),
  humanBaseline: z.number().exactOptional(),
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
};

export const studyRecord = z.looseObject(ofStudy);
/** With its row's own columns. */
export const storedStudyRecord = z.looseObject({ ...ofStudy, createdAt: time });

export type StudyRecord = z.output<typeof studyRecord>;
