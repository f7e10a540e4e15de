import { z } from 'zod';
import { largest } from '../study/limits.ts';
import { count, name, scalar } from './scalars.ts';

const trials = z.int().min(1).max(largest('trials'));

const requests = [
  z.strictObject({ kind: z.literal('stop') }),
  z.strictObject({ kind: z.literal('prune'), trial: count }),
  z.strictObject({ kind: z.literal('extend'), trials }),
  z.strictObject({ kind: z.literal('enqueue'), config: z.record(name, scalar) }),
] as const;

const kinds = requests.map(({ shape }) => shape.kind.value).join(', ');

/** A person's request to a study, as it is stored. */
export const requestRecord = z.discriminatedUnion('kind', requests, {
  error: ({ code }) => (code === 'invalid_union' ? `must be one of ${kinds}` : undefined),
});
