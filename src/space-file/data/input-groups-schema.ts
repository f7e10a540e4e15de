import { z } from 'zod';
import { longestText } from '../../study/limits.ts';
import { text } from './any-source.ts';

/** The columns of a table as several inputs of a module's model. */
export const inputGroups = {
  inputs: z
    .record(
      z
        .string()
        .max(longestText)
        .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, {
          error: 'must be named by letters, digits, _ and -, a letter first',
        }),
      z.array(text).min(1),
    )
    .meta({
      description:
        "Several inputs of a module's model, by name: the columns of each. Every column that is an input stands in one of them.",
      examples: [{ body: ['flipperLengthMm', 'beakLengthMm'], place: ['island'] }],
    })
    .exactOptional(),
};
