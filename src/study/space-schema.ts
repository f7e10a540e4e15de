import { z } from 'zod';
import { parameterSchema } from './distribution-schema.ts';
import { metricDirections, type ValidationMetric } from './objective.ts';
import { backendNames, scalings, sources } from './study-spec.ts';

const builtInSources = sources.filter((source) => source !== 'csv');

/** What a file means that says nothing of it; here where one default depends on another field, else in the schema. */
export const defaultFamily = 'mlp';
export const defaultMetric = 'valLoss';
export const defaultSplit = { validation: 0.2, test: 0.2, stratify: true, seed: 0 };
export const defaultScaling = 'standard';

/** setTimeout fires at once when its delay passes 2³¹ − 1 milliseconds. */
const longestTimeoutSeconds = 2_147_483;

const text = z.string().min(1);
const fraction = z.number().gt(0).lt(1);

/** Either fractions or a column; `oneOf` says so to editors, section-faults.ts to the command line. */
export const splitSchema = z
  .strictObject({
    validation: fraction
      .describe('Share of the rows that trials are judged by. Default 0.2.')
      .exactOptional(),
    test: fraction.describe('Share of the rows set aside for the final report. Default 0.2.').exactOptional(),
    stratify: z
      .boolean()
      .describe('Keep the proportions of the classes in every split. Default true.')
      .exactOptional(),
    seed: z
      .int()
      .nonnegative()
      .describe('Shuffles the rows before they are split. Default 0.')
      .exactOptional(),
    column: text
      .describe('Column whose cells say train, validation or test; instead of everything else here.')
      .exactOptional(),
  })
  .meta({
    id: 'split',
    description: 'How the rows are divided into training, validation and test.',
    examples: [{ validation: 0.2, test: 0.2 }, { column: 'split' }],
    oneOf: [{ required: ['column'], maxProperties: 1 }, { not: { required: ['column'] } }],
  });

const anySource = {
  task: z
    .enum(['classification', 'regression'])
    .describe('Left out, the target decides: text is a classification, fractions are a regression.')
    .exactOptional(),
  exclude: z.array(text).describe('Columns to leave out.').default([]),
  split: splitSchema.prefault({}),
  scaling: z
    .enum(scalings)
    .describe(
      'How numbers are scaled, by the training rows alone: mean 0 and deviation 1, or 0 to 1, or not.',
    )
    .default(defaultScaling),
};

const builtIn = z
  .strictObject({ source: z.enum(builtInSources).describe('A data set that comes along.'), ...anySource })
  .meta({ examples: [{ source: 'iris' }] });

const csv = z
  .strictObject({
    source: z.literal('csv'),
    path: text.describe('The file, relative to this one.'),
    target: text.describe('The column to predict.'),
    ...anySource,
  })
  .meta({ examples: [{ source: 'csv', path: './houses.csv', target: 'price' }] });

const dataSchema = z
  .union([z.enum(builtInSources), z.discriminatedUnion('source', [builtIn, csv])], {
    error: 'must be the name of a built-in data set or an object with a "source"',
  })
  .describe('What to learn from: the name of a built-in data set, or a description of your own.');

/** Exactly one of the two; `oneOf` says so to editors, section-faults.ts to the command line. */
const modelSchema = z
  .strictObject({
    type: text
      .meta({ description: 'A family that comes along.', examples: ['linear', 'mlp', 'cnn'] })
      .exactOptional(),
    module: text
      .meta({ description: 'Your own module, relative to this file.', examples: ['./model.mjs'] })
      .exactOptional(),
  })
  .meta({
    description: 'What is trained. Default: the family mlp.',
    examples: [{ type: 'mlp' }, { module: './model.mjs' }],
    oneOf: [{ required: ['type'] }, { required: ['module'] }],
  });

const objectiveSchema = z
  .strictObject({
    metric: z
      .enum(Object.keys(metricDirections) as [ValidationMetric, ...ValidationMetric[]])
      .describe('The validation metric that trials are ranked by.')
      .default(defaultMetric),
    direction: z
      .enum(['minimize', 'maximize'])
      .describe('May be left out: each metric has one direction that makes sense.')
      .exactOptional(),
  })
  .describe('What the search looks for.');

const trainingSchema = z
  .strictObject({
    maxEpochs: z.int().min(1).describe('A trial ends after so many epochs at the latest.').default(40),
    patience: z.int().min(1).describe('A trial ends after so many epochs without an improvement.').default(5),
    minDelta: z.number().nonnegative().describe('What counts as an improvement must be larger.').default(0),
    timeoutSeconds: z
      .number()
      .positive()
      .max(longestTimeoutSeconds)
      .describe('A trial that takes longer fails.')
      .default(300),
    backend: z
      .enum(['auto', ...backendNames])
      .describe('What computes; auto takes the best that loads.')
      .default('auto'),
  })
  .describe('How each trial is trained.');

const searchSchema = z
  .strictObject({
    trials: z.int().min(1).describe('How many configurations to try in all.').default(30),
    seed: z.int().nonnegative().describe('The same seed gives the same configurations.').default(1),
    sampler: text
      .meta({ description: 'Chooses the configurations.', examples: ['random'] })
      .default('random'),
    pruner: text.meta({ description: 'Ends hopeless trials early.', examples: ['none'] }).default('none'),
  })
  .describe('How the search goes.');

/** A letter first: JavaScript would sort names that are numbers, whatever the order of the space. */
export const parameterName = {
  pattern: /^[A-Za-z][A-Za-z0-9_-]*$/,
  law: 'must be named by letters, digits, _ and -, a letter first',
};

/** A space file as a user writes it. What a schema cannot say is checked in parse-space.ts. */
export const spaceFileSchema = z
  .strictObject({
    $schema: z.string().describe('Where an editor finds this schema.').exactOptional(),
    name: z
      .string()
      .max(100)
      .regex(/^\S(.*\S)?$/, { error: 'must be one line of text without spaces around it' })
      .describe('The name of the study. Default: that of the file.')
      .exactOptional(),
    data: dataSchema,
    model: modelSchema.exactOptional(),
    space: z
      .record(z.string().regex(parameterName.pattern, { error: parameterName.law }), parameterSchema)
      .meta({ description: 'The hyperparameters: a distribution or a fixed value each.', minProperties: 1 }),
    objective: objectiveSchema.prefault({}),
    training: trainingSchema.prefault({}),
    search: searchSchema.prefault({}),
    humanBaseline: z
      .number()
      .describe('What people reach in the metric; shown beside the best trial.')
      .exactOptional(),
  })
  .meta({
    title: 'hpsearch space file',
    description: 'A hyperparameter search: the data, the model and the distributions to draw from.',
  });

export type SpaceFile = z.output<typeof spaceFileSchema>;

/** The fields of an object of the space file, by its path; empty for the entries of `space`, which have their own. */
export function fieldsOf(path: readonly PropertyKey[]): readonly string[] {
  const objects: Readonly<Record<string, z.ZodObject>> = {
    '': spaceFileSchema,
    data: csv,
    'data.split': splitSchema,
    model: modelSchema,
    objective: objectiveSchema,
    training: trainingSchema,
    search: searchSchema,
  };
  return Object.keys(objects[path.join('.')]?.shape ?? {});
}

/** The JSON Schema (draft 7) by which editors complete and check a space file, as schema/space.schema.json holds it. */
export function spaceJsonSchema(): string {
  const schema = z.toJSONSchema(spaceFileSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
