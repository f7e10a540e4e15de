import { z } from 'zod';
import { dataSchema, splitSchema } from './data-schema.ts';
import { parameterSchema } from './distribution-schema.ts';
import { valueAt } from './finding.ts';
import { initFromSchema } from './initial-weights.ts';
import { metricDirections, type ValidationMetric } from './objective.ts';
import { backendNames } from './study-spec.ts';

/** What a file means that says nothing of it; here where one default depends on another field, else in the schema. */
export const defaultFamily = 'mlp';
export const defaultMetric = 'valLoss';

/** setTimeout fires at once when its delay passes 2³¹ − 1 milliseconds. */
const longestTimeoutSeconds = 2_147_483;

const text = z.string().min(1);

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

/** What is called in the place of training. */
const functionSchema = z
  .strictObject({
    objective: text.meta({
      description:
        'The module whose function run(config, report, signal) each trial calls, relative to this file.',
      examples: ['./objective.mjs'],
    }),
  })
  .meta({
    description: 'A function of your own, in place of a model.',
    examples: [{ objective: './objective.mjs' }],
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

/** What a function is judged by has no direction that is known. */
const functionObjectiveSchema = z
  .strictObject({
    metric: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, {
        error: 'must be named by letters, digits, _ and -, a letter first',
      })
      .describe(
        'The number that trials are ranked by: what the function returns, or the part of it so named.',
      ),
    direction: z.enum(['minimize', 'maximize']).describe('Which way is better.'),
  })
  .describe('What the search looks for.');

const timeoutSchema = z
  .number()
  .positive()
  .max(longestTimeoutSeconds)
  .describe('A trial that takes longer fails.')
  .default(300);

const trainingSchema = z
  .strictObject({
    maxEpochs: z.int().min(1).describe('A trial ends after so many epochs at the latest.').default(40),
    patience: z.int().min(1).describe('A trial ends after so many epochs without an improvement.').default(5),
    minDelta: z.number().nonnegative().describe('What counts as an improvement must be larger.').default(0),
    timeoutSeconds: timeoutSchema,
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
    initFrom: initFromSchema.exactOptional(),
    humanBaseline: z
      .number()
      .describe(
        'What people reach, shown beside the best trial: in the metric of the objective, and where that is valLoss in valAccuracy or valMae.',
      )
      .exactOptional(),
  })
  .meta({
    title: 'hpsearch space file',
    description: 'A hyperparameter search: the data, the model and the distributions to draw from.',
  });

export type SpaceFile = z.output<typeof spaceFileSchema>;
/** As a user may write it. */
export type SpaceFileInput = z.input<typeof spaceFileSchema>;

/** As `spaceFileSchema`, of a study whose trials call a function: it has its own data, and nothing is trained. */
export const functionFileSchema = spaceFileSchema
  .pick({ $schema: true, name: true, space: true, search: true })
  .extend({
    model: functionSchema,
    objective: functionObjectiveSchema,
    training: z
      .strictObject({ timeoutSeconds: timeoutSchema })
      .describe('How long a trial may take.')
      .prefault({}),
  })
  .meta({ description: 'A hyperparameter search for a function of your own.' });

export type FunctionFile = z.output<typeof functionFileSchema>;

/** Which of the two a document is meant to be. */
export function isFunctionFile(content: unknown): boolean {
  return valueAt(content, ['model', 'objective']) !== undefined;
}

/** What stands in a function's spec for the training loop that it does not have. */
export const defaultTraining = trainingSchema.parse({});

/** The fields of an object of the space file, by its path; `data` and the entries of `space` depend on their type. */
export function fieldsOf(path: readonly PropertyKey[], content: unknown): readonly string[] {
  const whole = isFunctionFile(content) ? functionFileSchema : spaceFileSchema;
  if (path.length === 0) return Object.keys(whole.shape);
  const objects: Readonly<Record<string, z.ZodObject>> = isFunctionFile(content)
    ? {
        model: functionSchema,
        objective: functionObjectiveSchema,
        training: functionFileSchema.shape.training.unwrap(),
        search: searchSchema,
      }
    : {
        'data.split': splitSchema,
        model: modelSchema,
        objective: objectiveSchema,
        training: trainingSchema,
        search: searchSchema,
        initFrom: initFromSchema,
      };
  return Object.keys(objects[path.join('.')]?.shape ?? {});
}

/** The JSON Schema (draft 7) by which editors complete and check a space file, as schema/space.schema.json holds it. */
export function spaceJsonSchema(): string {
  const [models, functions] = [spaceFileSchema, functionFileSchema].map((schema) => {
    const { $schema, definitions, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
    return { $schema, definitions, rest };
  });
  const schema = {
    $schema: models?.$schema,
    type: 'object',
    if: { required: ['model'], properties: { model: { type: 'object', required: ['objective'] } } },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema.
    then: functions?.rest,
    else: models?.rest,
    definitions: Object.assign({}, models?.definitions, functions?.definitions),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
