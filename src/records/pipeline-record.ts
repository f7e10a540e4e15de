import { z } from 'zod';
import { count, name } from './scalars.ts';

const column = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('number'),
    name: z.string(),
    fill: z.number(),
    shift: z.number(),
    scale: z.number().positive(),
  }),
  z.looseObject({ kind: z.literal('category'), name: z.string(), values: z.array(z.string()) }),
]);

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

/** A stored preprocessing pipeline. */
export const pipelineRecord = z.looseObject({
  task: z.discriminatedUnion('kind', [
    z.looseObject({
      kind: z.literal('classification'),
      classes: z.array(z.string()).min(2),
      threshold: z.number().min(0).max(1).exactOptional(),
    }),
    z.looseObject({
      kind: z.literal('regression'),
      target: name,
      mean: z.number(),
      std: z.number().positive(),
      transform: transform.exactOptional(),
    }),
  ]),
  inputShape: z.array(count.min(1)).min(1).max(3),
  preprocessing: z.discriminatedUnion('kind', [
    z.looseObject({ kind: z.literal('table'), columns: z.array(column) }),
    z.looseObject({ kind: z.literal('image'), divisor: z.number().positive() }),
  ]),
  target: name.exactOptional(),
  weight: name.exactOptional(),
  pixelMaximum: z.number().positive().exactOptional(),
  isResized: z.boolean().exactOptional(),
});
