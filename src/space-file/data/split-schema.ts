import { z } from 'zod';

const text = z.string().min(1);
const fraction = z.number().gt(0).lt(1);

/** Fields that contradict each other: editors check them with `not`, the command line with section-faults.ts. */
export const splitSchema = z
  .strictObject({
    validation: fraction
      .describe(
        'Share of the rows that trials are judged by; where only training and test rows are given, share of the training rows. Default 0.2.',
      )
      .exactOptional(),
    folds: z
      .union([z.literal('auto'), z.int().min(2).max(100)], {
        error: 'must be "auto" or a whole number from 2 to 100',
      })
      .meta({
        description:
          'Cross-validation in place of one validation split: each trial trains one model for each fold, and its value is that of their predictions for the rows that they were not trained on. "auto": 5 below 2,000 rows that are not test rows, else one validation split.',
      })
      .exactOptional(),
    repeats: z
      .int()
      .min(1)
      .max(100)
      .describe('How often the rows are divided into folds anew. Default 1.')
      .exactOptional(),
    test: z
      .number()
      .min(0)
      .lt(1)
      .describe('Share of the rows set aside for the final report; 0 sets none aside. Default 0.2.')
      .exactOptional(),
    stratify: z
      .boolean()
      .describe('Keep the proportions of the classes in every split. Default true, but not with time.')
      .exactOptional(),
    seed: z
      .int()
      .nonnegative()
      .describe('Shuffles the rows before they are split. Default 0.')
      .exactOptional(),
    group: text
      .describe(
        'Column whose equal values, such as those of one patient, stay in one split. It is no input unless data.columns declares it.',
      )
      .exactOptional(),
    time: text
      .describe(
        'Column of numbers or dates: training comes before validation, and validation before test. It is no input unless data.columns declares it.',
      )
      .exactOptional(),
    column: text.describe('Column whose cells say train, validation or test.').exactOptional(),
  })
  .meta({
    id: 'split',
    description: 'How the rows are divided into training, validation and test.',
    examples: [
      { validation: 0.2, test: 0.2 },
      { folds: 5, test: 0.2 },
      { group: 'patient' },
      { time: 'date' },
      { column: 'split' },
    ],
    not: {
      anyOf: [
        { required: ['column', 'test'] },
        { required: ['folds', 'validation'] },
        { required: ['repeats'], not: { required: ['folds'] } },
        { required: ['repeats', 'time'] },
        { required: ['time', 'stratify'], properties: { stratify: { const: true } } },
      ],
    },
  });
