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

/** The declared parts of a text table's layout. */
export const textLayoutRecord = {
  delimiter: z.string().length(1).exactOptional(),
  encoding: z.string().min(1).exactOptional(),
  header: z.boolean().exactOptional(),
  comment: z.string().min(1).exactOptional(),
};

/** A stored preprocessing pipeline. */
export const pipelineRecord = z.looseObject({
  task: z.discriminatedUnion('kind', [
    z.looseObject({ kind: z.literal('classification'), classes: z.array(z.string()).min(2) }),
    z.looseObject({
      kind: z.literal('regression'),
      target: name,
      mean: z.number(),
      std: z.number().positive(),
    }),
  ]),
  inputShape: z.array(count.min(1)).min(1).max(3),
  preprocessing: z.discriminatedUnion('kind', [
    z.looseObject({ kind: z.literal('table'), columns: z.array(column) }),
    z.looseObject({ kind: z.literal('image'), divisor: z.number().positive() }),
  ]),
  target: name.exactOptional(),
  pixelMaximum: z.number().positive().exactOptional(),
  isResized: z.boolean().exactOptional(),
  layout: z.looseObject(textLayoutRecord).exactOptional(),
  query: name.exactOptional(),
});
