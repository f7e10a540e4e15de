import { z } from 'zod';
import { arrayUses } from '../../study/inputs/array-use.ts';
import { scalings } from '../../study/scaling.ts';
import { tableFormatNames, targetTransforms } from '../../study/study-spec.ts';
import { columnFields } from './columns-schema.ts';
import { textLayout } from './text-layout-schema.ts';
import { windowSchema } from './window-schema.ts';

const imageSources = ['mnist', 'digits'] as const;
const tableSources = ['iris', 'penguins'] as const;

export const defaultScaling = 'standard';

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

const anySource = {
  task: z
    .enum(['classification', 'regression'])
    .describe('Left out, the target decides: text is a classification, fractions are a regression.')
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
};

const anyTable = {
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

const images = z
  .strictObject({ source: z.enum(imageSources).describe('Images that come along.'), ...anySource })
  .meta({ examples: [{ source: 'mnist' }] });

const table = z
  .strictObject({
    source: z.enum(tableSources).describe('A table that comes along.'),
    target: text.describe('The column to predict. Default: the species.').exactOptional(),
    ...columnFields,
    ...anyTable,
    ...anySource,
  })
  .meta({ examples: [{ source: 'penguins', target: 'bodyMassGrams' }] });

const window = windowSchema.exactOptional();

const files = z.union([text, z.array(text).min(1)], { error: 'must be a path, or a list of paths' });
const ofSplit = (split: string) => files.describe(`The file or files of the ${split} rows.`);

const dataPath = z
  .union(
    [
      files,
      z.strictObject({
        train: ofSplit('training'),
        validation: ofSplit('validation').exactOptional(),
        test: ofSplit('test').exactOptional(),
      }),
    ],
    { error: 'must be a path, a list of paths, or an object with "train", "validation" and "test"' },
  )
  .describe(
    'The file, relative to this one; it may be packed with gzip. Or a glob such as "flights-*.csv", a list of files with the same columns, or the files of each split.',
  );

const tableFile = z
  .strictObject({
    source: z
      .enum(tableFormatNames)
      .describe(
        'A table in a file: CSV, TSV, JSON lines, a JSON array or Parquet; a name other than csv is for files whose own does not tell.',
      ),
    path: dataPath,
    target: text.describe('The column to predict.'),
    window,
    ...textLayout,
    ...columnFields,
    ...anyTable,
    ...anySource,
  })
  .meta({ examples: [{ source: 'csv', path: './houses.csv', target: 'price' }] });

const sqliteFile = z
  .strictObject({
    source: z.literal('sqlite').describe('The rows of an SQL query on an SQLite database.'),
    path: text.describe('The database, relative to this file; it is never written.'),
    query: text.describe('A select whose columns are those of the table.'),
    target: text.describe('The column to predict.'),
    window,
    ...columnFields,
    ...anyTable,
    ...anySource,
  })
  .meta({
    examples: [{ source: 'sqlite', path: './shop.db', query: 'select * from orders', target: 'price' }],
  });

const pixels = z.int().min(1).max(4096);

const imageFolder = z
  .strictObject({
    source: z.literal('images'),
    path: text.describe(
      'The folder, relative to this file: it holds a folder of PNG and JPEG files for each class, or such in folders named train, validation and test.',
    ),
    size: z
      .tuple([pixels, pixels])
      .describe('Height and width that all images are brought to. Default: they have one size.')
      .exactOptional(),
    channels: z
      .literal([1, 3])
      .describe('1 makes all images grey, 3 has them in colour. Default: as the first one is.')
      .exactOptional(),
    ...anySource,
  })
  .meta({ examples: [{ source: 'images', path: './pets', size: [32, 32] }] });

const arrayUse = z.enum(arrayUses);

/** Fields of inputs that are arrays. */
const arrayFields = {
  target: text.describe('The array to predict. Default: y, labels or the like.').exactOptional(),
  inputs: z
    .array(text)
    .min(1)
    .describe('The arrays that are inputs, without _train or _test. Default: x, images or the like.')
    .exactOptional(),
  as: z
    .union([arrayUse, z.record(text, arrayUse)], {
      error: 'must be "images", "arrays" or "tokens", or an object of inputs and one of these',
    })
    .meta({
      description:
        'What the inputs are: images, arrays of numbers, or ids of tokens from 0, which is padding; all, or by name. Left out, bytes with the shape of images are images, and all else numbers; it is said.',
      examples: ['arrays', { x: 'tokens' }],
    })
    .exactOptional(),
  classes: z.array(text).min(2).describe('The names of classes 0, 1, 2 …').exactOptional(),
  targetTransform: anyTable.targetTransform,
};

const arrayFile = z
  .strictObject({
    source: z
      .enum(['npz', 'idx'])
      .describe('Arrays in files: NPZ or NPY of NumPy (npz), or IDX as MNIST has it (idx).'),
    path: dataPath.describe(
      'The file, relative to this one: an NPZ with x, y and perhaps x_test, y_test; a list with a file for each array, named as it is; a folder of such files; or the files of each split.',
    ),
    ...arrayFields,
    ...anySource,
  })
  .meta({
    examples: [
      { source: 'npz', path: './mnist.npz' },
      { source: 'idx', path: './fashion-mnist' },
    ],
  });

const source = z.discriminatedUnion('source', [images, table, tableFile, sqliteFile, imageFolder, arrayFile]);

/** The fields allowed for each source, for hints. */
export const dataFields: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(imageSources.map((name) => [name, Object.keys(images.shape)])),
  ...Object.fromEntries(tableSources.map((name) => [name, Object.keys(table.shape)])),
  ...Object.fromEntries(tableFormatNames.map((name) => [name, Object.keys(tableFile.shape)])),
  sqlite: Object.keys(sqliteFile.shape),
  images: Object.keys(imageFolder.shape),
  npz: Object.keys(arrayFile.shape),
  idx: Object.keys(arrayFile.shape),
};

export const dataSchema = z
  .union([z.enum([...imageSources, ...tableSources]), source], {
    error: 'must be the name of a built-in data set or an object with a "source"',
  })
  .describe('What to learn from: the name of a built-in data set, or a description of your own.');
