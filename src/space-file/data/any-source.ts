import { z } from 'zod';
import { scalings } from '../../study/scaling.ts';
import { targetTransforms } from '../../study/study-spec.ts';
import { singleTaskNames, taskNames } from '../../study/task/task-name.ts';
import { featuresSchema } from './features-schema.ts';
import { splitSchema } from './split-schema.ts';

export const defaultScaling = 'standard';

export const text = z.string().min(1);

/** Fields of every source. */
export const anySource = {
  task: z
    .union([z.enum(taskNames), z.record(text, z.enum(singleTaskNames))], {
      error: 'must be the name of a task, or an object of targets and their tasks',
    })
    .describe(
      'Left out, the target decides: text is a classification, fractions are a regression. The others are asked for: ordinal for classes in an order, count for whole numbers from 0, quantile for quantiles of a number; multilabel: columns of 0 and 1, or of false and true, as labels of which a row may have any number. Of several targets a task for all, or an object of targets and their tasks.',
    )
    .exactOptional(),
  quantiles: z
    .array(z.number().min(0.001).max(0.999))
    .min(1)
    .max(99)
    .meta({
      description:
        'The quantiles that a quantile regression predicts, ascending. Default 0.05, 0.5 and 0.95.',
      examples: [[0.05, 0.5, 0.95]],
    })
    .exactOptional(),
  classWeights: z
    .union([z.literal('balanced'), z.record(text, z.number().nonnegative())], {
      error: 'must be "balanced" or an object of classes and their weights',
    })
    .meta({
      description:
        'Weights of the classes in the training loss: "balanced" gives all classes the same total, an object gives each its own, and 1 to those that are left out.',
      examples: ['balanced', { fraud: 20 }],
    })
    .exactOptional(),
  exclude: z.array(text).describe('Columns to leave out.').default([]),
  split: splitSchema.prefault({}),
  scaling: z
    .enum(scalings)
    .describe(
      'How numbers are scaled, by the training rows alone: to mean 0 and deviation 1 (standard), by median and quartiles (robust), by their ranks to a normal distribution (quantile), standard after their logarithm (log1p), standard with eight inputs more that each vary within an eighth of the rows (piecewise), to 0…1 (minMax), or not. auto chooses among these for each column, and says so.',
    )
    .default(defaultScaling),
  features: featuresSchema.exactOptional(),
};

/** One column to predict, or a list of several. */
export function targetField(description: string) {
  return z
    .union([text, z.array(text).min(1)], { error: 'must be the name of a column, or a list of names' })
    .describe(description);
}

/** Fields of every table. */
export const anyTable = {
  targetWeights: z
    .record(text, z.number().positive())
    .meta({
      description:
        'Weights of several targets in the loss, by name; 1 for one that is left out. Each is divided by their sum.',
      examples: [{ species: 2, bodyMassGrams: 1 }],
    })
    .exactOptional(),
  separator: text
    .describe('Between the labels in a cell of the one target of a multilabel task: "|".')
    .exactOptional(),
  weight: text
    .describe('Column with the weight of each row in the training loss; it is no input.')
    .exactOptional(),
  weightMetrics: z
    .boolean()
    .describe('Also weight the rows in all metrics of validation and test. Default false.')
    .exactOptional(),
  targetTransform: z
    .enum(targetTransforms)
    .describe(
      'The function of the target that a regression is trained on: its logarithm, log(1 + target), or the power of Yeo and Johnson that makes the training rows most normal. Predictions and metrics are in the units of the target.',
    )
    .exactOptional(),
};
