import { valueAt } from '../finding.ts';

const pictures: readonly unknown[] = ['mnist', 'digits', 'images'];

const arrays: readonly unknown[] = ['npz', 'idx', 'module', 'memory'];

/** The kind of rows of a space file; undefined where it does not say, as arrays may be pictures. */
export function dataKind(content: unknown): 'pictures' | 'table' | undefined {
  const source = valueAt(content, ['data', 'source']) ?? valueAt(content, ['data']);
  if (pictures.includes(source)) return 'pictures';
  if (arrays.includes(source)) return undefined;
  return typeof source === 'string' ? 'table' : undefined;
}
