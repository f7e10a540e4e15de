import { z } from 'zod';
import { largest } from '../study/limits.ts';
import { defaultLookback } from '../study/search/search-spec.ts';
import { stageNames } from '../study/search/stage.ts';
import { backendNames } from '../study/study-spec.ts';
import { budgetSchema } from './sections/budget-schema.ts';
import { enqueueSchema } from './sections/enqueue-schema.ts';

/**
 * Default of a file without `model`; it stands here because another default depends on it. The others stand in the
 * schema.
 */
export const defaultFamily = 'mlp';

type Length = number | 'auto';

/** The epochs of a family that fixes them where the file does not: the schedule of `tabular` needs all of them. */
export function trainingLength(
  family: string | undefined,
  { maxEpochs, patience }: { readonly maxEpochs: Length; readonly patience: Length },
): { maxEpochs: Length; patience: Length } {
  if (family !== 'tabular') return { maxEpochs, patience };
  const most = maxEpochs === 'auto' ? 100 : maxEpochs;
  return { maxEpochs: most, patience: patience === 'auto' ? most : patience };
}

/** setTimeout fires at once when its delay exceeds 2³¹ − 1 milliseconds. */
export const longestTimeoutSeconds = 2_147_483;

const text = z.string().min(1);

/** Exactly one of the two. Editors check this with `oneOf`, the command line with section-faults.ts. */
export const modelSchema = z
  .strictObject({
    type: text
      .meta({
        description: 'A family that comes along.',
        examples: ['linear', 'mlp', 'cnn', 'tabular', 'rnn', 'conv1d', 'text'],
      })
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

/** The function that is called instead of training. */
export const functionSchema = z
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

export const defaultTimeoutSeconds = 300;

export const timeoutSchema = z
  .number()
  .positive()
  .max(longestTimeoutSeconds)
  .describe('A trial that takes longer fails.')
  .default(defaultTimeoutSeconds);

export const epochCount = z.int().min(1).max(largest('maxEpochs'));

function epochs(description: string) {
  const error = 'must be "auto" or a whole number';
  return z
    .union([z.literal('auto'), epochCount], { error })
    .describe(description)
    .default('auto');
}

export const trainingSchema = z
  .strictObject({
    maxEpochs: epochs(
      'The maximum number of epochs of a trial. auto: those that make 5,000 steps of a middle batch size, from 40 to 300; 100 for tabular.',
    ),
    patience: epochs(
      'The number of epochs without an improvement after which a trial ends. auto: a tenth of maxEpochs, at least 5; all of them for tabular.',
    ),
    minDelta: z.number().nonnegative().describe('What counts as an improvement must be larger.').default(0),
    averageEpochs: z
      .int()
      .min(2)
      .max(largest('maxEpochs'))
      .describe(
        'Validates and keeps an average of the weights over about this number of epochs instead of the weights of one epoch. Default: no average.',
      )
      .exactOptional(),
    timeoutSeconds: timeoutSchema,
    secondsPerTrial: z
      .number()
      .positive()
      .max(longestTimeoutSeconds)
      .describe(
        'A trial ends, and is complete with its best epoch, after this number of seconds of training. Results then depend on the speed of the machine. Default: no such limit.',
      )
      .exactOptional(),
    backend: z
      .enum(['auto', ...backendNames])
      .describe('What computes; auto takes the best that loads.')
      .default('auto'),
    threshold: z
      .union([z.literal('auto'), z.number().gt(0).lt(1)], {
        error: 'must be "auto" or a number between 0 and 1',
      })
      .meta({
        description:
          'For two classes: the second one is predicted where its probability is at least this; "auto" chooses it on the validation rows, for the metric of the objective, or for macro F1 if that metric needs no threshold. Default: the more probable class.',
        examples: ['auto', 0.3],
      })
      .exactOptional(),
    final: z
      .enum(['bag', 'refit'])
      .describe(
        "With folds, what predicts new rows: the mean of the folds' models, or one more model that is trained on all rows that are not test rows for the median of their best epochs. Default: bag.",
      )
      .exactOptional(),
  })
  .describe('How each trial is trained.');

/** A method's name, or an object with its settings, which method-faults.ts checks. */
const method = z.union([text, z.object({ type: text }).catchall(z.number())], {
  error: 'must be a name, or an object with a "type"',
});

export const searchSchema = z
  .strictObject({
    trials: z
      .int()
      .min(1)
      .max(largest('trials'))
      .describe('How many configurations to try in all.')
      .default(30),
    seed: z.int().nonnegative().describe('The same seed gives the same configurations.').default(1),
    sampler: method
      .meta({
        description: 'Chooses the configurations: a name, or an object with its type and settings.',
        examples: ['random'],
      })
      .default('random'),
    lookback: z
      .int()
      .min(1)
      .max(largest('lookback'))
      .describe(
        'Trial n is chosen by a sampler that learns, and compared by a scheduler of curves, by the results of the trials up to n − lookback.',
      )
      .default(defaultLookback),
    repeats: z
      .boolean()
      .describe(
        'Whether a configuration may run more than once. Default: false; a space of one configuration runs it again with other seeds.',
      )
      .exactOptional(),
    scheduler: method
      .meta({
        description:
          'Decides how long each trial trains, by comparing trials: a name, or an object with its type and settings. Default: none.',
        examples: ['none'],
      })
      .exactOptional(),
    pruner: text.meta({ description: 'The former name of scheduler.', deprecated: true }).exactOptional(),
    budget: budgetSchema.exactOptional(),
    enqueue: enqueueSchema.exactOptional(),
    stage: z
      .enum(stageNames)
      .describe(
        'Searches in stages of `trials` trials each, up to this one: overfit (regularisers off), regularise (around the best of that), refine (a space narrowed or widened by the trials before). Default: no stages.',
      )
      .exactOptional(),
  })
  .describe('How the search goes.');
