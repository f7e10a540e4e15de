import type { ColumnSchema, TableSchema } from '../../../reports/table-schema.ts';
import { formatCount, plainLine } from '../parts/format.ts';

const mostNames = 12;
const mostNotes = 6;
const roleTexts = {
  weight: 'rows weighted by',
  group: 'rows of one split by equal values of',
  time: 'rows split in the order of',
};

/** A few lines that say how a table was read, and which field of the space file says otherwise. */
export function schemaLines(schema: TableSchema): string[] {
  const { files, rows, columns, roles } = schema;
  const inputs = columns.filter(({ leftOut }) => leftOut === undefined);
  return [
    ...files.map((file) => `read ${file}`),
    `${formatCount(rows)} rows; ${targetsText(schema)}`,
    ...Object.entries(roles).map(([role, name]) => `${roleTexts[role as keyof typeof roles]} ${name}`),
    `inputs: ${typesText(inputs)}`,
    ...notes('as', inputs, ({ because, isDeclared }) => (isDeclared ? undefined : because)),
    ...notes('token ids', inputs, tokensText),
    ...notes('missing', columns, missingText),
    ...notes('scaled by', inputs, ({ scaling }) => scaling),
    ...notes('left out', columns, ({ leftOut }) => leftOut),
  ].map((line) => plainLine(line));
}

function targetsText({ target, targets, labels }: TableSchema): string {
  const { missing } = target;
  const gone = missing === 0 ? '' : `; ${formatCount(missing)} rows without a target are left out`;
  if (labels !== undefined) {
    const more = labels.length > mostNames ? ', …' : '';
    return `${labels.length} labels ${labels.slice(0, mostNames).join(', ')}${more}${gone}`;
  }
  if (targets === undefined) return `target ${targetText(target)}${gone}`;
  return `targets ${targets.map(targetText).join('; ')}${gone}`;
}

function targetText({
  name,
  task,
  classes,
  because,
  otherwise,
}: Omit<TableSchema['target'], 'missing'>): string {
  const what = classes === undefined ? task : `${task} of ${classes} classes`;
  const reason = because === undefined ? '' : ` because ${because}`;
  const way = otherwise === undefined ? '' : ` (data.task "${otherwise}" says otherwise)`;
  return `${name}: ${what}${reason}${way}`;
}

/** "12 numbers (a, b, …), 2 categories (c, d)". */
function typesText(columns: readonly ColumnSchema[]): string {
  const types = [...new Set(columns.map(({ type = 'number' }) => type))];
  const parts = types.map((type) => {
    const group = columns.filter((column) => (column.type ?? 'number') === type);
    const names = group.slice(0, mostNames).map(({ name }) => name);
    const more = group.length > mostNames ? `, … ${formatCount(group.length - mostNames)} more` : '';
    return `${type} ${names.join(', ')}${more}`;
  });
  return parts.length === 0 ? 'none' : parts.join('; ');
}

/** One line with a note for each column that has one. */
function notes(
  title: string,
  columns: readonly ColumnSchema[],
  noteOf: (column: ColumnSchema) => string | undefined,
): string[] {
  const found = columns.flatMap((column) => {
    const note = noteOf(column);
    return note === undefined ? [] : [`${column.name} (${note})`];
  });
  if (found.length === 0) return [];
  const more = found.length > mostNotes ? `, … ${formatCount(found.length - mostNotes)} more` : '';
  return [`${title}: ${found.slice(0, mostNotes).join(', ')}${more}`];
}

function tokensText({ tokens }: ColumnSchema): string | undefined {
  if (tokens === undefined) return undefined;
  const { of, vocabulary, length } = tokens;
  return `${formatCount(vocabulary)} ${of}, the first ${formatCount(length)} of each text`;
}

function missingText({ missing, missingWords = {} }: ColumnSchema): string | undefined {
  if (missing === 0) return undefined;
  const words = Object.entries(missingWords)
    .slice(0, 4)
    .map(([word, count]) => `'${word}' ${formatCount(count)}`);
  return [formatCount(missing), ...(words.length === 0 ? [] : [`of them ${words.join(', ')}`])].join(', ');
}
