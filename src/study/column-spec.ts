import type { DateFormat, DurationFormat, NumberNotation } from './cell-form.ts';
import type { Scaling } from './scaling.ts';

export const columnTypes = [
  'number',
  'integer',
  'boolean',
  'ordinal',
  'date',
  'duration',
  'category',
  'text',
  'id',
] as const;
export type ColumnType = (typeof columnTypes)[number];

/** How a text enters: its words hashed to counts, or as the ids of its words or of its characters, in their order. */
export const textForms = ['words', 'tokens', 'characters'] as const;
type TextForm = (typeof textForms)[number];

/** The most words or characters with an id of their own, where the space file declares no number. */
export const defaultVocabulary = 10_000;

/** A column as the space file declares it. */
export interface ColumnSpec extends NumberNotation {
  readonly type: ColumnType;
  /** Words that mean "no value" in this column, instead of the known ones. */
  readonly missing?: readonly string[];
  /** For numbers, in place of `data.scaling`. */
  readonly scaling?: Scaling;
  /** For numbers and dates: an input that says whether the cell is missing. */
  readonly indicator?: boolean;
  /** For ordinals: the values from the lowest to the highest. */
  readonly order?: readonly string[];
  /** For dates and durations. */
  readonly format?: DateFormat | DurationFormat;
  /** For dates whose cells name no zone: UTC, or an offset such as +02:00. */
  readonly zone?: string;
  /** For categories and texts: the number of inputs that their hashes are spread over. */
  readonly buckets?: number;
  /** For texts; absent for hashed words. */
  readonly as?: TextForm;
  /** For token ids: the most words or characters with an id of their own. */
  readonly vocabulary?: number;
  /** For token ids: the number of them, after which a text is cut; absent where the training rows decide. */
  readonly length?: number;
}
