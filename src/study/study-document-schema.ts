import { z } from 'zod';
import { distributionSchema } from './distribution-schema.ts';
import { backendNames } from './study-spec.ts';
import { failureKinds, trialOrigins } from './trial.ts';

/** What a study's JSON document says of itself, so that a later hpsearch knows what it reads. */
export const documentFormat = 'hpsearch-study';
export const documentVersion = 1;

const count = z.int().nonnegative();
const text = z.string().min(1);
const scalar = z.union([z.number(), z.string(), z.boolean()]);
const metrics = z.record(z.string(), z.number());

/** Completed, as the store holds it: what other rooms add to a spec passes. */
const spec = z.looseObject({
  name: text,
  data: z.looseObject({ source: text }),
  model: z.looseObject({ kind: text }),
  space: z.array(
    z.strictObject({
      name: text,
      distribution: distributionSchema,
      when: z.record(z.string(), z.array(scalar)).exactOptional(),
    }),
  ),
  objective: z.strictObject({ metric: text, direction: z.enum(['minimize', 'maximize']) }),
  training: z.looseObject({ maxEpochs: count, timeoutSeconds: z.number() }),
  search: z.looseObject({ trials: count, seed: count, sampler: text, pruner: text }),
});

const trial = z.looseObject({
  trial: count,
  state: z.enum(['waiting', 'complete', 'pruned', 'failed']),
  value: z.number().nullable(),
  config: z.record(z.string(), scalar),
  metrics,
  bestEpoch: count.nullable(),
  epochs: count.nullable(),
  parameters: count.nullable(),
  seconds: z.number().nullable(),
  backend: z.enum(backendNames).nullable(),
  failure: z.strictObject({ kind: z.enum(failureKinds), message: z.string() }).nullable(),
  origin: z.enum(trialOrigins).exactOptional(),
  parent: count.exactOptional(),
  teacher: z.strictObject({ ensemble: text, temperature: z.number(), mixture: z.number() }).exactOptional(),
  draw: count.exactOptional(),
  history: z.array(z.strictObject({ epoch: count, metrics })),
  weights: z.base64().exactOptional(),
  optimizer: z.base64().exactOptional(),
});

const ensemble = z.looseObject({
  name: text,
  method: text,
  members: z.array(z.strictObject({ trial: count, weight: z.number() })),
  temperature: z.number().nullable(),
  report: z.looseObject({}),
  createdAt: z.iso.datetime({ error: 'must be a time in UTC: 2026-01-31T12:00:00.000Z' }),
});

/** As `export --format json` writes it. */
export const studyDocumentSchema = z.strictObject({
  format: z.literal(documentFormat),
  version: z.literal(documentVersion),
  createdAt: z.iso.datetime({ error: 'must be a time in UTC: 2026-01-31T12:00:00.000Z' }),
  study: z.looseObject({
    name: text,
    spec,
    directory: z.string(),
    backend: z.enum(backendNames),
    backendTimings: z.record(z.string(), z.number()),
    versions: z.record(z.string(), z.string()),
    dataFingerprint: z.string(),
  }),
  trials: z.array(trial),
  ensembles: z.array(ensemble),
});

export type StudyDocument = z.output<typeof studyDocumentSchema>;
