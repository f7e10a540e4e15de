import { z } from 'zod';
import { tableFormatNames } from '../../study/study-spec.ts';
import { anySource, anyTable, targetField, text } from './any-source.ts';
import { arrayFile, dataMemory, dataModule } from './array-schema.ts';
import { columnFields } from './columns-schema.ts';
import { dataPath } from './data-path-schema.ts';
import { inputGroups } from './input-groups-schema.ts';
import { sequenceSchema } from './sequence-schema.ts';
import { textLayout } from './text-layout-schema.ts';
import { windowSchema } from './window-schema.ts';

const imageSources = ['mnist', 'digits'] as const;
const tableSources = ['iris', 'penguins'] as const;

const images = z
  .strictObject({ source: z.enum(imageSources).describe('Images that come along.'), ...anySource })
  .meta({ examples: [{ source: 'mnist' }] });

const table = z
  .strictObject({
    source: z.enum(tableSources).describe('A table that comes along.'),
    target: targetField('The column to predict, or a list of several. Default: the species.').exactOptional(),
    ...inputGroups,
    ...columnFields,
    ...anyTable,
    ...anySource,
  })
  .meta({ examples: [{ source: 'penguins', target: 'bodyMassGrams' }] });

const window = windowSchema.exactOptional();
const sequence = sequenceSchema.exactOptional();

const tableFile = z
  .strictObject({
    source: z
      .enum(tableFormatNames)
      .describe(
        'A table in a file: CSV, TSV, JSON lines, a JSON array or Parquet; a name other than csv is for files whose own does not tell.',
      ),
    path: dataPath,
    target: targetField('The column to predict, or a list of several, each with a task of its own.'),
    window,
    sequence,
    ...inputGroups,
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
    target: targetField('The column to predict, or a list of several, each with a task of its own.'),
    window,
    sequence,
    ...inputGroups,
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
    path: dataPath.describe(
      'Relative to this file: a folder that holds a folder of images for each class, or such in folders named train, validation and test; or a table of any format that lists images.',
    ),
    folders: z
      .literal('classes')
      .describe(
        'Declares that all folders are classes, whatever their names. Default: those named train, validation and test are splits where they hold folders.',
      )
      .exactOptional(),
    image: text.describe('The column of a table that holds the paths of the images.').exactOptional(),
    root: text
      .describe("The folder that these paths begin at, relative to the table's. Default: that of the table.")
      .exactOptional(),
    target: targetField(
      'The column of a table to predict, a class or a number, or a list of several.',
    ).exactOptional(),
    size: z
      .tuple([pixels, pixels])
      .describe('Height and width that all images are brought to. Default: they have one size.')
      .exactOptional(),
    channels: z
      .literal([1, 2, 3, 4])
      .describe(
        '1 makes all images grey, 3 has them in colour, both laid on white where they are transparent; 2 and 4 keep alpha as the last channel. Default: in colour where an image is, else grey.',
      )
      .exactOptional(),
    ...textLayout,
    ...columnFields,
    ...anyTable,
    ...anySource,
  })
  .meta({
    examples: [
      { source: 'images', path: './pets', size: [32, 32] },
      { source: 'images', path: './labels.csv', image: 'file', target: 'price', size: [64, 64] },
    ],
  });

const source = z.discriminatedUnion('source', [
  images,
  table,
  tableFile,
  sqliteFile,
  imageFolder,
  arrayFile,
  dataModule,
  dataMemory,
]);

/** The fields allowed for each source, for hints. */
export const dataFields: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(imageSources.map((name) => [name, Object.keys(images.shape)])),
  ...Object.fromEntries(tableSources.map((name) => [name, Object.keys(table.shape)])),
  ...Object.fromEntries(tableFormatNames.map((name) => [name, Object.keys(tableFile.shape)])),
  sqlite: Object.keys(sqliteFile.shape),
  images: Object.keys(imageFolder.shape),
  npz: Object.keys(arrayFile.shape),
  idx: Object.keys(arrayFile.shape),
  module: Object.keys(dataModule.shape),
  memory: Object.keys(dataMemory.shape),
};

export const dataSchema = z
  .union([z.enum([...imageSources, ...tableSources]), source], {
    error: 'must be the name of a built-in data set or an object with a "source"',
  })
  .describe('What to learn from: the name of a built-in data set, or a description of your own.');
