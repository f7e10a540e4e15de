import { valueAt } from '../finding.ts';

const pictures: readonly unknown[] = ['mnist', 'digits', 'images'];

/** The kind of rows of a space file; undefined where it does not say. */
export function dataKind(content: unknown): 'pictures' | 'table' | undefined {
  const source = valueAt(content, ['data', 'source']) ?? valueAt(content, ['data']);
  if (pictures.includes(source)) return 'pictures';
  return typeof source === 'string' ? 'table' : undefined;
}
