import { z } from 'zod';
import { count, name, scalar } from './scalars.ts';

const requests = [
  z.strictObject({ kind: z.literal('stop') }),
  z.strictObject({ kind: z.literal('prune'), trial: count }),
  z.strictObject({ kind: z.literal('extend'), trials: count.min(1) }),
  z.strictObject({ kind: z.literal('enqueue'), config: z.record(name, scalar) }),
] as const;

const kinds = requests.map(({ shape }) => shape.kind.value).join(', ');

/** A person's request to a study, as it is stored. */
export const requestRecord = z.discriminatedUnion('kind', requests, {
  error: ({ code }) => (code === 'invalid_union' ? `must be one of ${kinds}` : undefined),
});
