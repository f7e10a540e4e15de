import { beginningOf, type FileKind, firstLineOf } from '../files/file-kind.ts';
import { isOwnOptunaFile } from '../store/optuna/own-optuna-file.ts';
import { documentFormat } from './document/study-document-schema.ts';
import { markAttribute } from './optuna/to-optuna.ts';
import type { StudyFormat } from './transfer.ts';

/** The kinds of file that `export` writes for a whole study, by format. */
export const studyFiles: Readonly<Record<StudyFormat, FileKind>> = {
  csv: {
    name: 'a table of trials that hpsearch wrote',
    recognises: (file) => {
      const line = firstLineOf(file);
      return line !== undefined && /^trial,state,value,.*,failure\.message,origin,parent$/.test(line);
    },
  },
  json: {
    name: 'a study that hpsearch wrote as JSON',
    recognises: (file) => {
      const beginning = beginningOf(file, 256).toString('utf8');
      return new RegExp(`^\\s*\\{\\s*"format"\\s*:\\s*"${documentFormat}"`).test(beginning);
    },
  },
  optuna: {
    name: 'a database of Optuna that hpsearch wrote',
    recognises: (file) => isOwnOptunaFile(file, markAttribute),
  },
};
