import { z } from 'zod';
import { validationMetrics } from '../../metrics/validation-metric.ts';
import { longestText } from '../../study/limits.ts';

export const defaultMetric = 'valLoss';

/** More objectives than people compare. */
const mostObjectives = 10;

/** The form of a module's own metric as an objective, and of a metric of one of several targets: valMae.price. */
export const ownMetricName = /^val[A-Z][A-Za-z0-9]*(\..+)?$/;

const ownMetric = z.string().regex(ownMetricName) as unknown as z.ZodType<`val${string}`, `val${string}`>;

export const objectiveSchema = z
  .strictObject({
    metric: z
      .union([z.enum(validationMetrics), ownMetric])
      .describe(
        "The validation metric that trials are ranked by; of a module also a metric of its own, such as valCosts for 'costs', or valOwnLoss, and of several targets that of one, such as valMae.price.",
      )
      .default(defaultMetric),
    direction: z
      .enum(['minimize', 'maximize'])
      .describe('May be left out: each metric has one direction that makes sense.')
      .exactOptional(),
  })
  .describe('What the search looks for.');

const metricName = z
  .string()
  .max(longestText)
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, {
    error: 'must be named by letters, digits, _ and -, a letter first',
  });

/** A function's value has no known direction, so the file must give one. */
export const functionObjectiveSchema = z
  .strictObject({
    metric: metricName.describe(
      'The number that trials are ranked by: what the function returns, or the part of it so named.',
    ),
    direction: z.enum(['minimize', 'maximize']).describe('Which way is better.'),
  })
  .describe('What the search looks for.');

/** One objective, or several, of which the first ranks the trials. */
function oneOrSeveral<Schema extends z.ZodType>(objective: Schema) {
  const several = z
    .array(objective)
    .min(1)
    .max(mostObjectives)
    .describe('Several objectives: the first ranks, prunes and stops; top compares them all.');
  return z.union([objective, several], { error: 'must be an object, or a list of objects' });
}

export const objectivesSchema = oneOrSeveral(objectiveSchema);
export const functionObjectivesSchema = oneOrSeveral(functionObjectiveSchema);

const bounds = z.strictObject({
  min: z.number().describe('Smallest allowed value, inclusive.').exactOptional(),
  max: z.number().describe('Largest allowed value, inclusive.').exactOptional(),
});

export const whereSchema = z.record(z.string(), bounds).meta({
  description:
    'Constraints: a model with too many parameters is not trained, and a trial whose metrics break one ranks below all others.',
  examples: [{ parameters: { max: 50_000 }, valF1: { min: 0.8 } }],
});
