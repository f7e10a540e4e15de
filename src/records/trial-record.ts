import { z } from 'zod';
import { backendNames } from '../study/study-spec.ts';
import { failureKinds, trialOrigins } from '../study/trial.ts';
import { count, metrics, name, scalar } from './scalars.ts';

/** A trial's learning curve. */
export const historyRecord = z.array(
  z.strictObject({ epoch: count, metrics, folds: z.array(metrics.nullable()).min(1).exactOptional() }),
);

/** A trial's results at the rungs of a scheduler; null for a failure. */
export const rungsRecord = z
  .array(z.strictObject({ rung: count, epochs: count.min(1), value: z.number().nullable() }))
  .refine((rungs) => rungs.every(({ rung }, at) => at === 0 || rung > (rungs[at - 1]?.rung ?? 0)), {
    error: 'must be in ascending order of "rung"',
  });

/** The outcome of a complete fold. */
export const foldOutcomeRecord = z.strictObject({
  state: z.literal('complete'),
  value: z.number(),
  standardError: z.number().nonnegative().exactOptional(),
  metrics,
  bestEpoch: count,
  epochs: count,
  parameters: count,
  outOfTime: z.literal(true).exactOptional(),
});

const configurationRecord = z.record(name, scalar);
const failureRecord = z.strictObject({ kind: z.enum(failureKinds), message: z.string() });
const teacherRecord = z.strictObject({
  ensemble: name,
  temperature: z.number().positive(),
  mixture: z.number().min(0).max(1),
});

/** A trial as stored and in JSON documents. */
export const trialRecord = z.looseObject({
  trial: count,
  state: z.enum(['waiting', 'running', 'complete', 'pruned', 'failed']),
  value: z.number().nullable(),
  standardError: z.number().nonnegative().exactOptional(),
  infeasible: z.literal(true).exactOptional(),
  config: configurationRecord,
  metrics,
  bestEpoch: count.nullable(),
  epochs: count.nullable(),
  parameters: count.nullable(),
  seconds: z.number().nonnegative().nullable(),
  backend: z.enum(backendNames).nullable(),
  failure: failureRecord.nullable(),
  outOfTime: z.literal(true).exactOptional(),
  origin: z.enum(trialOrigins).exclude(['sampled']).exactOptional(),
  parent: count.exactOptional(),
  teacher: teacherRecord.exactOptional(),
  draw: count.exactOptional(),
});
