import type { RawData } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { counted } from '../../reports/figure.ts';

/** The character that a decoder writes for bytes that its encoding does not have. */
const lostLetter = '\ufffd';
const named = 3;

/** Names, categories and classes with undecodable letters: a file in another encoding is read nevertheless. */
export function findLostLetters({ inputs, target }: RawData): DataFinding[] {
  const columns = inputs.kind === 'table' ? inputs.columns : [];
  const isBroken = (text: string) => text.includes(lostLetter);
  const texts = [
    ...columns.flatMap((column) => [column.name, ...(column.kind === 'category' ? column.categories : [])]),
    ...(target.kind === 'classification' ? target.classes : [target.name]),
  ].filter(isBroken);
  if (texts.length === 0) return [];
  const examples = texts.slice(0, named).map((text) => `'${text}'`);
  return [
    {
      severity: 'warn',
      kind: 'lost-letters',
      message: `${counted(texts.length, 'name')} with letters that could not be read: ${examples.join(', ')}${texts.length > named ? ', …' : ''}`,
      advice: 'save the file as UTF-8: what differs in these letters alone is taken for the same',
      columns: columns.map(({ name }) => name).filter(isBroken),
      rows: [],
      count: texts.length,
    },
  ];
}
