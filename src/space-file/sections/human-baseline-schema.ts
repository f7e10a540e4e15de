import { z } from 'zod';

export const measuredBaselineSchema = z.strictObject({
  value: z.number(),
  low: z.number().describe('The lower end of its 95 % interval.'),
  high: z.number().describe('The upper end of its 95 % interval.'),
});

const measured = measuredBaselineSchema.refine(({ value, low, high }) => low <= value && value <= high, {
  error: 'must have a value from low to high',
});

export const humanBaselineSchema = z
  .union([z.number(), measured], { error: 'must be a number, or an object with value, low and high' })
  .describe(
    'What people reach, shown beside the best trial, with its interval if there is one: in the metric of the objective, and where that is valLoss in valAccuracy or valMae.',
  );
