import { z } from 'zod';
import { initFromSchema } from '../study/initial-weights.ts';
import { spaceLimits } from '../study/limits.ts';
import { brokenStudyName, longestStudyName } from '../study/study-name.ts';
import { dataSchema } from './data/data-schema.ts';
import { featuresSchema } from './data/features-schema.ts';
import { sequenceSchema } from './data/sequence-schema.ts';
import { splitSchema } from './data/split-schema.ts';
import { windowSchema } from './data/window-schema.ts';
import { parameterSchema } from './distribution-schema.ts';
import { valueAt } from './finding.ts';
import {
  epochCount,
  functionSchema,
  modelSchema,
  searchSchema,
  timeoutSchema,
  trainingSchema,
} from './section-schemas.ts';
import { budgetSchema } from './sections/budget-schema.ts';
import {
  functionObjectiveSchema,
  functionObjectivesSchema,
  objectiveSchema,
  objectivesSchema,
  whereSchema,
} from './sections/goal-schema.ts';
import { humanBaselineSchema, measuredBaselineSchema } from './sections/human-baseline-schema.ts';

/**
 * Names start with a letter: JavaScript would sort numeric names, whatever the order of the space. A name that begins
 * with a section, such as data.scaling, searches what that section fixes; one that begins with `augment.` changes training
 * rows.
 */
export const parameterName = {
  pattern: /^(?:(?:augment\.)?[A-Za-z][A-Za-z0-9_-]*|(?:data|training)\..+)$/,
  constraint: 'must be named by letters, digits, _ and -, a letter first',
};

/** A space file as a user writes it. parse-space.ts checks what a schema cannot express. */
export const spaceFileSchema = z
  .strictObject({
    $schema: z.string().describe('Where an editor finds this schema.').exactOptional(),
    name: z
      .string()
      .superRefine((name, context) => {
        const constraint = brokenStudyName(name);
        if (constraint !== undefined) context.addIssue(constraint);
      })
      .meta({
        description: 'The name of the study. Default: that of the file.',
        minLength: 1,
        maxLength: longestStudyName,
        pattern: String.raw`^\S(.*\S)?$`,
      })
      .exactOptional(),
    data: dataSchema,
    model: modelSchema.exactOptional(),
    space: z
      .record(
        z
          .string()
          .max(spaceLimits.parameterName, {
            error: `must be at most ${spaceLimits.parameterName} characters long`,
          })
          .regex(parameterName.pattern, { error: parameterName.constraint }),
        parameterSchema,
      )
      .meta({ description: 'The hyperparameters: a distribution or a fixed value each.', minProperties: 1 }),
    objective: objectivesSchema.prefault({}),
    where: whereSchema.exactOptional(),
    training: trainingSchema.prefault({}),
    search: searchSchema.prefault({}),
    initFrom: initFromSchema.exactOptional(),
    humanBaseline: humanBaselineSchema.exactOptional(),
    baselines: z
      .boolean()
      .describe(
        'Whether the base rate and a linear model stand in the ranking of a table. Default: true for tables; pictures have none.',
      )
      .exactOptional(),
  })
  .meta({
    title: 'hpsearch space file',
    description: 'A hyperparameter search: the data, the model and the distributions to draw from.',
  });

export type SpaceFile = z.output<typeof spaceFileSchema>;
/** The input type, before defaults. */
export type SpaceFileInput = z.input<typeof spaceFileSchema>;

/** Like `spaceFileSchema`, for a study whose trials call a function: it has its own data, and nothing is trained. */
export const functionFileSchema = spaceFileSchema
  .pick({ $schema: true, name: true, space: true, search: true, where: true })
  .extend({
    model: functionSchema,
    objective: functionObjectivesSchema,
    training: z
      .strictObject({
        timeoutSeconds: timeoutSchema,
        maxEpochs: epochCount
          .describe('With a scheduler that has rungs: the number of steps that a whole trial reports.')
          .exactOptional(),
      })
      .describe('How long a trial may take.')
      .prefault({}),
  })
  .meta({ description: 'A hyperparameter search for a function of your own.' });

export type FunctionFile = z.output<typeof functionFileSchema>;

/** True for a document of a function study, false for one that trains models. */
export function isFunctionFile(content: unknown): boolean {
  return valueAt(content, ['model', 'objective']) !== undefined;
}

/** Placeholder in a function's spec, which has no training loop. */
export const defaultTraining = trainingSchema.parse({});

/**
 * The fields of an object of the space file, by its path; those of `data` and of `space`'s entries depend on their
 * type.
 */
export function fieldsOf(path: readonly PropertyKey[], content: unknown): readonly string[] {
  const whole = isFunctionFile(content) ? functionFileSchema : spaceFileSchema;
  if (path.length === 0) return Object.keys(whole.shape);
  const objects: Readonly<Record<string, z.ZodObject>> = isFunctionFile(content)
    ? {
        model: functionSchema,
        objective: functionObjectiveSchema,
        training: functionFileSchema.shape.training.unwrap(),
        search: searchSchema,
        'search.budget': budgetSchema,
      }
    : {
        'data.split': splitSchema,
        'data.window': windowSchema,
        'data.sequence': sequenceSchema,
        'data.features': featuresSchema,
        model: modelSchema,
        objective: objectiveSchema,
        training: trainingSchema,
        search: searchSchema,
        'search.budget': budgetSchema,
        initFrom: initFromSchema,
        humanBaseline: measuredBaselineSchema,
      };
  // The objectives of a list have the fields of a single one.
  const place = path.join('.').replace(/^objective\.\d+$/, 'objective');
  return Object.keys(objects[place]?.shape ?? {});
}
