import { closeSync, openSync, readSync } from 'node:fs';
import { type FileKind, firstLineOf } from '../files/file-kind.ts';
import { csvLine } from './csv-line.ts';

/**
 * The files that `predict` writes: text in UTF-8 whose first line has exactly the added columns, after those of the input
 * that are kept or are keys: then the names must be `columns`, those that the command is about to write. `undecided`, while these
 * are unknown, accepts any input columns.
 */
export function predictionFiles(columns: readonly string[] | 'undecided' = []): FileKind {
  return {
    name: 'predictions that hpsearch wrote, with the same columns',
    recognises: (file) => {
      const line = firstLineOf(file);
      if (line === undefined || !isUtf8(file)) return false;
      const names = line.startsWith('{') ? namesOf(line) : undefined;
      const header = names === undefined ? line : csvLine(names);
      if (columns === 'undecided') return addedAtEnd.test(header);
      return addedAlone.test(header) || header === csvLine(columns);
    },
  };
}

// Class names with commas or quotation marks are quoted.
const added =
  'prediction(,prediction_low,prediction_high|,prediction_set)?(,prediction_q\\d+)*(,(probability_[^,"]*|"probability_([^"]|"")*"))*$';
const addedAlone = new RegExp(`^${added}`);
const addedAtEnd = new RegExp(`(^|,)${added}`);

function namesOf(line: string): string[] | undefined {
  try {
    return Object.keys(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function isUtf8(file: string): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const handle = openSync(file, 'r');
  const buffer = Buffer.alloc(2 ** 20);
  try {
    for (let bytes = readSync(handle, buffer); bytes > 0; bytes = readSync(handle, buffer)) {
      if (decoder.decode(buffer.subarray(0, bytes), { stream: true }).includes('\0')) return false;
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  } finally {
    closeSync(handle);
  }
}
