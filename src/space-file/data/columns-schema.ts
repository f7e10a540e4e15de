import { z } from 'zod';
import { dateFormats, durationFormats } from '../../study/cell-form.ts';
import { type ColumnSpec, columnTypes, textForms } from '../../study/column-spec.ts';
import { scalings } from '../../study/scaling.ts';

const word = z.string();
const inputs = z.int().min(2).max(10_000);
const timesOfDay = ['HH:mm', 'HH:mm:ss'] as const;
const formatsWithTime = dateFormats
  .filter((format) => format.includes('dd'))
  .flatMap((format) => timesOfDay.map((time) => `${format} ${time}` as const));

const decimal = z
  .enum(['.', ','])
  .describe('The decimal mark of numbers. Default: a point, or a comma where the cells show it.')
  .exactOptional();
const thousands = z
  .string()
  .regex(/^[^\d+-]$/, 'must be one character, and neither a digit nor a sign')
  .describe("The mark between thousands, such as , or . or ' or a space. Default: none.")
  .exactOptional();
const missing = z
  .array(word)
  .describe('The words that mean "no value", in place of the known ones; an empty cell always does.')
  .exactOptional();
const scaling = z.enum(scalings).describe('In place of data.scaling.').exactOptional();
const indicator = z
  .boolean()
  .describe('Adds an input that is 1 where the cell is missing. Default false.')
  .exactOptional();

const ofNumbers = { missing, scaling, indicator };

/** A column's type with the fields that it takes. */
const described = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('number'),
    decimal,
    thousands,
    unit: z
      .string()
      .min(1)
      .describe('A currency, percent sign or unit beside the numbers, such as $ or kg.')
      .exactOptional(),
    ...ofNumbers,
  }),
  z.strictObject({ type: z.literal('integer'), ...ofNumbers }),
  z.strictObject({ type: z.literal('boolean'), ...ofNumbers }),
  z.strictObject({
    type: z.literal('ordinal'),
    order: z
      .array(word.min(1))
      .min(2)
      .refine((order) => new Set(order).size === order.length, 'must name each value once')
      .meta({ description: 'The values, from the lowest to the highest.', uniqueItems: true }),
    ...ofNumbers,
  }),
  z.strictObject({
    type: z.literal('date'),
    format: z
      .enum([...dateFormats, ...formatsWithTime])
      .describe('How the cells are written. Default: a known form that all of them have.')
      .exactOptional(),
    zone: z
      .string()
      .regex(/^(UTC|[+-](0\d|1[0-4]):[0-5]\d)$/, 'must be UTC or an offset from it, such as +02:00')
      .describe('The time zone of cells that name none; goes with a format. Default UTC.')
      .exactOptional(),
    missing,
    indicator,
  }),
  z.strictObject({
    type: z.literal('duration'),
    format: z
      .enum(durationFormats)
      .describe('How the cells are written; three parts are always hours, minutes and seconds.'),
    ...ofNumbers,
  }),
  z.strictObject({
    type: z.literal('category'),
    missing,
    buckets: inputs
      .describe(
        'Spreads the categories over this many inputs. Default: one each, or 64 beyond 50 categories.',
      )
      .exactOptional(),
  }),
  z.strictObject({
    type: z.literal('text'),
    missing,
    buckets: inputs
      .describe('Spreads words and pairs of words over this many inputs. Default 256.')
      .exactOptional(),
    as: z
      .enum(textForms)
      .describe(
        'words: counts of hashed words. tokens: the ids of the words in their order, for the family text. characters: the ids of the characters. Default: words.',
      )
      .exactOptional(),
    vocabulary: z
      .int()
      .min(2)
      .max(1_000_000)
      .describe(
        'The most words or characters with an id: the most frequent ones that the training rows have twice. Default 10000.',
      )
      .exactOptional(),
    length: z
      .int()
      .min(1)
      .max(100_000)
      .describe(
        'The number of ids, after which a text is cut. Default: one that 95 % of the training texts do not exceed.',
      )
      .exactOptional(),
  }),
  z.strictObject({ type: z.literal('id') }),
]);

/** The fields that a column of this type takes. */
export function fieldsOfColumn(type: unknown): readonly string[] {
  const object = described.options.find(({ shape }) => shape.type.value === type);
  return object === undefined ? ['type'] : Object.keys(object.shape);
}

/** The fields of a table's `data` that say how its columns are read. */
export const columnFields = {
  columns: z
    .record(
      word.min(1),
      z.union([z.enum(columnTypes), described], {
        error: 'must be a type such as "category", or an object with a type',
      }),
    )
    .describe(
      'The types of columns; a cell that breaks its type is a fault. An id is left out. Default: inferred, and shown.',
    )
    .exactOptional(),
  decimal,
  thousands,
  missing,
  missingIndicators: z
    .boolean()
    .describe(
      'Adds an input that is 1 where the cell is missing to each column of numbers or dates with missing cells. Default false.',
    )
    .exactOptional(),
};

type DeclaredColumns = Readonly<Record<string, z.infer<typeof described> | ColumnSpec['type']>>;

/** Declared columns as objects; a time of day may follow any date, and its form need not be stored. */
export function completeColumns(columns: DeclaredColumns): Readonly<Record<string, ColumnSpec>> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, completeColumn(column)]));
}

function completeColumn(column: DeclaredColumns[string]): ColumnSpec {
  if (typeof column === 'string') return { type: column };
  if (column.type !== 'date' || column.format === undefined) return column as ColumnSpec;
  const format = dateFormats.find((each) => each === column.format?.replace(/ HH:mm(:ss)?$/, ''));
  const { format: _, ...rest } = column;
  return { ...rest, ...(format && { format }) };
}
