import { type FileKind, firstLineOf } from '../files/file-kind.ts';

/** What `predict` writes, by its first line: the added columns are the last ones. */
export const predictionFiles: FileKind = {
  name: 'predictions that hpsearch wrote',
  recognises: (file) => {
    const line = firstLineOf(file);
    return line !== undefined && (isHeader(line) || isObject(line));
  },
};

function isHeader(line: string): boolean {
  // Names of classes may hold commas and quotation marks, and are in quotation marks then.
  return /(^|,)prediction(,(probability_[^,"]*|"probability_([^"]|"")*"))*$/.test(line);
}

function isObject(line: string): boolean {
  if (!line.startsWith('{')) return false;
  try {
    const names = Object.keys(JSON.parse(line));
    const at = names.indexOf('prediction');
    return at >= 0 && names.slice(at + 1).every((name) => name.startsWith('probability_'));
  } catch {
    return false;
  }
}
