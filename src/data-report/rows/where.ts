import { listedColumns, nearColumns, type RowColumn } from './row-column.ts';
import { comparisonOf, type RowTest } from './row-test.ts';
import { WhereText } from './where-text.ts';

/** Deeper parentheses and repeated nots would exhaust the stack. */
const mostDepth = 100;

export interface Where {
  readonly test: RowTest;
  /** The columns that the condition names. */
  readonly names: readonly string[];
}

/**
 * Reads a condition: comparisons such as `age > 30`, `city = 'New York'`, `name ~ smith` (contains), `grade in (A, B)`
 * and `age is missing`, joined by and, or, not and parentheses. UsageError for anything else.
 */
export function parseWhere(where: string, columns: readonly RowColumn[]): Where {
  const reader = { text: new WhereText(where), columns, names: new Set<string>() };
  const test = anyOf(reader);
  if (!reader.text.isAtEnd) throw reader.text.fault('must have "and", "or" or nothing');
  return { test, names: [...reader.names] };
}

interface Reader {
  readonly text: WhereText;
  readonly columns: readonly RowColumn[];
  readonly names: Set<string>;
}

function anyOf(reader: Reader, depth = 0): RowTest {
  const tests = [allOf(reader, depth)];
  while (reader.text.takeWords('or')) tests.push(allOf(reader, depth));
  return (row) => tests.some((test) => test(row));
}

function allOf(reader: Reader, depth: number): RowTest {
  const tests = [one(reader, depth)];
  while (reader.text.takeWords('and')) tests.push(one(reader, depth));
  return (row) => tests.every((test) => test(row));
}

function one(reader: Reader, depth: number): RowTest {
  const { text } = reader;
  if (depth > mostDepth) throw text.fault(`must have at most ${mostDepth} nested conditions`);
  if (text.takeNegation()) {
    const test = one(reader, depth + 1);
    return (row) => !test(row);
  }
  if (!text.takeSign('(')) return comparison(reader);
  const test = anyOf(reader, depth + 1);
  if (!text.takeSign(')')) throw text.fault('must close a parenthesis');
  return test;
}

function comparison(reader: Reader): RowTest {
  const { text } = reader;
  const column = columnIn(reader);
  reader.names.add(column.name);
  const isMissing: RowTest = (row) => column.valueAt(row) === undefined;
  if (text.takeWords('is', 'not', 'missing')) return (row) => !isMissing(row);
  if (text.takeWords('is', 'missing')) return isMissing;
  const isNegated = text.takeWords('not', 'in');
  if (isNegated || text.takeWords('in')) {
    const tests = listIn(text).map((value) => compare(text, column, '=', value));
    return (row) => tests.some((test) => test(row)) !== isNegated;
  }
  const sign = text.takeComparison();
  if (sign === undefined) {
    throw text.fault(`must compare ${column.name} by =, !=, <, <=, >, >=, ~ (contains), in or is missing`);
  }
  const value = text.takeValue();
  if (value === undefined) throw text.fault(`must have a value for ${column.name}`);
  return compare(text, column, sign, value);
}

function compare(text: WhereText, column: RowColumn, sign: string, value: string): RowTest {
  const test = comparisonOf(column, sign, value);
  if (typeof test === 'string') throw text.fault(`must compare ${column.name} with ${test}, not ${value},`);
  return test;
}

function listIn(text: WhereText): string[] {
  if (!text.takeSign('(')) throw text.fault('must have a list such as (A, B)');
  const values: string[] = [];
  do {
    const value = text.takeValue();
    if (value === undefined) throw text.fault('must have a value');
    values.push(value);
  } while (text.takeSign(','));
  if (!text.takeSign(')')) throw text.fault('must close a parenthesis');
  return values;
}

/** A name may have blanks; in quotation marks it may have anything. */
function columnIn({ text, columns }: Reader): RowColumn {
  const names = columns.map(({ name }) => name);
  const name = text.takeName(names);
  const found = columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  const other = text.takeValue();
  const quoted = columns.find((column) => column.name === other);
  if (quoted !== undefined) return quoted;
  const hint =
    other === undefined ? listedColumns(columns) : `${other} is none: ${nearColumns(other, columns)}`;
  throw text.fault(`must begin a comparison with a column (${hint})`);
}
