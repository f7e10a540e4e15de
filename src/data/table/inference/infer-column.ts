import type { CellForm } from '../../../study/cell-form.ts';
import { textLimit } from '../column/code-limit.ts';
import type { SpelledCells } from '../column/spelled-words.ts';
import type { ColumnBuilder } from '../column-builder.ts';
import { declared } from '../declaration-text.ts';
import { inferDate } from './infer-date.ts';
import type { InferredColumn } from './inferred-column.ts';
import { judgeAlike, judgeDurations } from './judge-alike.ts';
import { judgeNumbers } from './number-verdict.ts';
import { inferPackedDays } from './packed-days.ts';

/** With fewer categories, even a column without repeated cells is one of categories. */
const fewCategories = 10;
export const mostOneHot = 50;
const wordsOfText = 3;
const rowNumberName =
  /^(column\d+|(.*[\s_.-])?(id|idx|index|key|nr|no|num|number|#)|.*[a-z](Id|ID|Nr|No|Index)|row.*|rownames|unnamed.*|case|obs|observation|record|serial.*|sno)$/i;

const rowIdName = /^(id|key|uuid)$|[\s_.-](id|key)$|[a-z]I[dD]$/i;
const fewestIds = 20;

/** Infers a column's type from all of its cells. */
export function inferColumn(builder: ColumnBuilder): InferredColumn {
  const { textCount, numberCount, infinities } = builder;
  if (textCount + numberCount + infinities.count === 0) return { kind: 'empty' };
  const numbers = judgeNumbers(builder);
  if (numbers !== undefined) {
    if ('broken' in numbers) return { kind: 'broken', ...numbers };
    if (numbers.form !== undefined) {
      const { form } = numbers;
      return { kind: 'number', type: 'number', form, because: describeForm(form) };
    }
    return plainNumbers(builder);
  }
  const truth = allOf(builder, 'boolean');
  if (truth !== undefined && builder.numberCount === 0) {
    return { kind: 'number', type: 'boolean', form: { type: 'boolean' }, because: truth.detail };
  }
  const durations = judgeDurations(builder);
  if (durations !== undefined) return { kind: 'broken', broken: durations };
  return inferDate(builder) ?? inferNames(builder);
}

/** The spelling that all texts of the column share, apart from words for missing numbers. */
function allOf({ spelled }: ColumnBuilder, wanted: SpelledCells['kind']): SpelledCells | undefined {
  const kinds = [...spelled.values()].filter(({ kind }) => kind !== 'missing-word');
  const [only] = kinds;
  return kinds.length === 1 && only?.kind === wanted ? only : undefined;
}

function plainNumbers(builder: ColumnBuilder): InferredColumn {
  const numbers = builder.numbers();
  const areWhole = numbers.every((number) => Number.isNaN(number) || Number.isInteger(number));
  if (!areWhole) return { kind: 'number', type: 'number' };
  if (countsRows(builder, numbers)) {
    return { kind: 'left-out', type: 'id', because: 'it only counts the rows' };
  }
  if (rowIdName.test(builder.name) && areDistinct(numbers)) {
    return { kind: 'left-out', type: 'id', because: 'each row has a value of its own' };
  }
  const days = inferPackedDays(builder, numbers);
  if (days !== undefined) return days;
  const areTruths = numbers.every((number) => Number.isNaN(number) || number === 0 || number === 1);
  return { kind: 'number', type: areTruths ? 'boolean' : 'integer' };
}

/**
 * Whole numbers without gaps, each once, in any order; only for columns without a name, or with the name of an index: x
 * = 1, 2, 3, … is a valid input otherwise.
 */
function countsRows({ name, rows }: Pick<ColumnBuilder, 'name' | 'rows'>, numbers: Float64Array): boolean {
  if (!rowNumberName.test(name) || rows < 3) return false;
  let least = Number.POSITIVE_INFINITY;
  for (const number of numbers) least = Math.min(least, number);
  if (!Number.isSafeInteger(least)) return false;
  const seen = new Uint8Array(rows);
  for (const number of numbers) {
    const place = number - least;
    if (!(place >= 0 && place < rows) || seen[place] === 1) return false;
    seen[place] = 1;
  }
  return true;
}

function areDistinct(numbers: Float64Array): boolean {
  return numbers.length >= fewestIds && new Set(numbers).size === numbers.length;
}

function inferNames(builder: ColumnBuilder): InferredColumn {
  const { name, distinct, textCount, numberCount, hasCodes, texts, padded } = builder;
  const { beyond } = builder.digits;
  if (!hasCodes && distinct <= textLimit) {
    // The cells were not kept: they began as numbers, too many for categories.
    const [what, cells] =
      textCount > 0
        ? ['is a text below numbers', texts]
        : padded.count > 0
          ? ['has a leading zero, below numbers without', padded]
          : ['has digits that a number would lose, below numbers without', beyond];
    const hint = `set data.columns to ${declared(name, 'category')} or ${declared(name, 'id')}`;
    return {
      kind: 'broken',
      broken: { cells, constraint: `${what}: its column needs a declared type`, hint },
    };
  }
  const present = textCount + numberCount;
  const count = hasCodes ? String(distinct) : `more than ${distinct - 1}`;
  const isNearlyUnique = !hasCodes || (distinct > fewCategories && distinct > present / 2);
  const alike = isNearlyUnique || distinct > mostOneHot ? judgeAlike(builder) : undefined;
  if (alike !== undefined) return { kind: 'broken', broken: alike };
  const words = texts.first.map(({ value }) => String(value).split(/\s+/).length);
  const meanWords = words.reduce((sum, each) => sum + each, 0) / Math.max(1, words.length);
  if (isNearlyUnique && meanWords >= wordsOfText && hasCodes) {
    const because = `${count} distinct texts of ${Math.round(meanWords)} words`;
    return { kind: 'name', type: 'text', because };
  }
  if (isNearlyUnique) {
    const because = hasCodes
      ? `it has ${count} distinct values in ${present} rows`
      : `it has more than ${textLimit} distinct values`;
    return { kind: 'left-out', type: 'id', because };
  }
  const zeros =
    padded.count > 0 ? ', some with leading zeros' : beyond.count > 0 ? ' of more than 15 digits' : '';
  return { kind: 'name', type: 'category', because: `${count} values${zeros}` };
}

function describeForm(form: CellForm): string {
  if (form.type !== 'number') return '';
  return [
    ...(form.decimal === ',' ? ['decimal comma'] : []),
    ...(form.thousands === undefined ? [] : [`'${form.thousands}' between thousands`]),
  ].join(', ');
}
