import { z } from 'zod';
import { longestText, spaceLimits } from '../study/limits.ts';
import { confidences } from '../study/search-space.ts';

const text = z.string().max(longestText);

export const scalar = z.union([z.number(), text, z.boolean()], {
  error: 'must be a number, a text, true or false',
});

const condition = z
  .record(
    z.string(),
    z.union([scalar, z.array(scalar).min(1).max(spaceLimits.values)], {
      error: 'must be a value or a list of values',
    }),
  )
  .meta({
    id: 'condition',
    description:
      'Draw this parameter only when each parameter named here has the value, or one of the values, given for it.',
    examples: [{ optimizer: 'sgd' }, { optimizer: ['sgd', 'rmsprop'], layers: [2, 3] }],
    minProperties: 1,
  });

const when = condition.exactOptional();

const prior = z
  .strictObject({
    at: scalar.describe('The value at which the best is expected.'),
    confidence: z.enum(confidences).describe('How near the best is expected to be.').default('medium'),
  })
  .meta({
    id: 'prior',
    description:
      'Where the best value is expected. Every second trial is drawn near it, the others as without it: a wrong one costs at most half of the trials.',
    examples: [{ at: 0.001, confidence: 'medium' }],
  })
  .exactOptional();
const min = z.number().describe('Smallest value, inclusive.');
const max = z.number().describe('Largest value, inclusive.');
const wholeMin = z.int().describe('Smallest value, inclusive.');
const wholeMax = z.int().describe('Largest value, inclusive.');
const positiveMin = min.positive();

const uniform = z
  .strictObject({
    type: z.literal('uniform'),
    min,
    max,
    step: z
      .number()
      .positive()
      .describe('Draw only min, min + step, min + 2 step, … max. Must divide the range evenly.')
      .exactOptional(),
    when,
    prior,
  })
  .meta({
    description: 'Any number from min to max, each as likely.',
    examples: [{ type: 'uniform', min: 0, max: 0.6 }],
  });

const logUniform = z
  .strictObject({ type: z.literal('logUniform'), min: positiveMin, max, when, prior })
  .meta({
    description: 'A number from min to max, each order of magnitude as likely.',
    examples: [{ type: 'logUniform', min: 1e-5, max: 0.1 }],
  });

const int = z
  .strictObject({
    type: z.literal('int'),
    min: wholeMin,
    max: wholeMax,
    step: z
      .int()
      .positive()
      .describe('Draw only min, min + step, min + 2 step, … max. Must divide the range evenly.')
      .exactOptional(),
    when,
    prior,
  })
  .meta({
    description: 'A whole number from min to max, each as likely.',
    examples: [{ type: 'int', min: 1, max: 3 }],
  });

const logInt = z
  .strictObject({ type: z.literal('logInt'), min: wholeMin.min(1), max: wholeMax, when, prior })
  .meta({
    description: 'A whole number from min to max, each order of magnitude as likely.',
    examples: [{ type: 'logInt', min: 16, max: 512 }],
  });

const mean = z.number();
const std = z.number().positive();

const normal = z
  .strictObject({
    type: z.literal('normal'),
    mean: mean.describe('Mean of the normal before it is cut off.'),
    std: std.describe('Standard deviation of the normal before it is cut off.'),
    min: min.exactOptional(),
    max: max.exactOptional(),
    when,
    prior,
  })
  .meta({
    description: 'A normally distributed number, cut off at min and max where they are given.',
    examples: [{ type: 'normal', mean: 0.5, std: 0.1, min: 0, max: 1 }],
  });

const logNormal = z
  .strictObject({
    type: z.literal('logNormal'),
    mean: mean.describe('Mean of the natural logarithm.'),
    std: std.describe('Standard deviation of the natural logarithm.'),
    min: positiveMin.exactOptional(),
    max: max.positive().exactOptional(),
    when,
    prior,
  })
  .meta({
    description: 'A number whose natural logarithm is normal, cut off at min and max where they are given.',
    examples: [{ type: 'logNormal', mean: -7, std: 1 }],
  });

const choice = z
  .strictObject({
    type: z.literal('choice'),
    values: z
      .array(scalar)
      .min(1)
      .max(spaceLimits.values)
      .meta({ description: 'What to choose from.', uniqueItems: true }),
    weights: z
      .array(z.number().nonnegative())
      .max(spaceLimits.values)
      .describe('How likely each value is beside the others, in the same order. Equal when left out.')
      .exactOptional(),
    when,
    prior,
  })
  .meta({
    description: 'One of the listed values.',
    examples: [
      { type: 'choice', values: [16, 32, 64] },
      { type: 'choice', values: ['adam', 'sgd'], weights: [3, 1] },
    ],
  });

const fixed = z.strictObject({ type: z.literal('fixed'), value: scalar, when }).meta({
  description: 'Always this value. Without a condition the bare value says the same.',
  examples: [{ type: 'fixed', value: 0.9, when: { optimizer: 'sgd' } }],
});

/** A distribution with its optional condition. */
export const distributionSchema = z.discriminatedUnion('type', [
  uniform,
  logUniform,
  int,
  logInt,
  normal,
  logNormal,
  choice,
  fixed,
]);

/** The fields allowed for each type of distribution, for hints. */
export const distributionFields: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  distributionSchema.options.map(({ shape }) => [shape.type.value, Object.keys(shape)]),
);

/** One entry of `space`: a distribution, or a bare value that fixes the parameter. */
export const parameterSchema = z.union([z.number(), text, z.boolean(), distributionSchema], {
  error: 'must be a value (number, text, true or false) or an object with a "type"',
});

export type ParameterEntry = z.output<typeof parameterSchema>;

/** The fields of a prior, for hints. */
export const priorFields = ['at', 'confidence'];
