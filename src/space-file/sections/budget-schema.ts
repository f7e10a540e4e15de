import { z } from 'zod';
import { largest } from '../../study/limits.ts';
import type { Budget } from '../../study/search/budget.ts';
import { durationConstraint, secondsOf } from '../../study/time/duration.ts';
import { longestSeconds } from '../../study/time/longest-seconds.ts';

const time = z
  .union(
    [
      z.number().positive().max(longestSeconds),
      z.string().refine((text) => secondsOf(text) !== undefined, { error: durationConstraint }),
    ],
    {
      error: `must be a number of seconds or a duration such as "90s", "10m" or "8h", above 0 and at most ${longestSeconds / 86_400}d`,
    },
  )
  .meta({
    description: 'No trial starts after this time of a run: seconds, or a text such as "8h".',
    examples: ['8h'],
  });

export const budgetSchema = z
  .strictObject({
    epochs: z
      .int()
      .min(1)
      .max(largest('totalEpochs'))
      .describe('The number of epochs that all trials may train together.')
      .exactOptional(),
    time: time.exactOptional(),
    until: z
      .number()
      .describe('The search ends once a trial is better than this by more than its standard error.')
      .exactOptional(),
    patience: z
      .int()
      .min(1)
      .max(largest('searchPatience'))
      .describe('The search ends after this number of trials without a gain of more than a standard error.')
      .exactOptional(),
  })
  .meta({
    description: 'When the search ends before its last trial.',
    examples: [{ epochs: 2000, time: '8h', until: 0.98, patience: 40 }],
  });

/** The budget with its time in seconds. */
export function completeBudget({ time: given, ...rest }: z.output<typeof budgetSchema>): Budget {
  if (given === undefined) return rest;
  return { ...rest, time: typeof given === 'number' ? given : (secondsOf(given) as number) };
}
