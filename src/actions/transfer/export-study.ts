import { requireFileTarget } from '../../files/target.ts';
import { throwIfInterrupted, writeWhole, writeWholeText } from '../../files/write-whole.ts';
import { studyPaths } from '../../space-file/study-paths.ts';
import { writeOptuna } from '../../store/optuna/write-optuna.ts';
import { requireStudy } from '../../store/require-study.ts';
import type { Store, Study } from '../../store/store.ts';
import { withStore } from '../../store/with-store.ts';
import { csvTable } from '../../transfer/csv.ts';
import { jsonDocument } from '../../transfer/json.ts';
import { toOptunaStudy } from '../../transfer/optuna/to-optuna.ts';
import { studyFiles } from '../../transfer/study-files.ts';
import { type Exported, openExport, type StudyFormat } from '../../transfer/transfer.ts';
import type { ExportRequest } from './export-options.ts';

export interface ExportedStudy {
  readonly study: string;
  readonly format: StudyFormat;
  /** The file; undefined when the text went to `print`. */
  readonly to: string | undefined;
  readonly trials: number;
  /** True when the models' weights, and the ensembles built on them, are included. */
  readonly weights: boolean;
}

export interface ExportStudyEvents {
  signal(): AbortSignal;
  /** Takes the whole text of an export without a file. */
  print(text: string): void;
}

type StudyRequest = ExportRequest & { readonly format: StudyFormat };

/**
 * Writes a whole study to a file, which appears when it is complete, or to `print`. UsageError for a study that does not
 * exist and for a target that cannot be written, InterruptedError when the signal is aborted.
 */
export function exportStudy(request: StudyRequest, events: ExportStudyEvents): Promise<ExportedStudy> {
  return withStore(request.db, async (store) => {
    const study = await requireStudy(store, request.study, request.db);
    return exportStored({ store, study }, request, events);
  });
}

/** Like `exportStudy`, for an open store. */
export async function exportStored(
  { store, study }: { readonly store: Store; readonly study: Study },
  { format, to, weights, db, replace }: StudyRequest,
  events: ExportStudyEvents,
): Promise<ExportedStudy> {
  const reads = [db, ...studyPaths(study.spec, study.directory)];
  const kind = studyFiles[format];
  const file = to === undefined ? undefined : { option: 'to', path: to, mayReplace: replace, kind, reads };
  if (file !== undefined) requireFileTarget(file);
  const exported = await openExport(store, study, weights);
  if (file !== undefined) await write(exported, format, file, events.signal());
  else if (format !== 'optuna') events.print(await wholeText(exported, format));
  return { study: study.name, format, to, trials: exported.trials.length, weights };
}

async function write(
  exported: Exported,
  format: StudyFormat,
  file: Parameters<typeof writeWhole>[0],
  signal: AbortSignal,
): Promise<void> {
  if (format === 'optuna') {
    return writeWhole(file, async (temporary) => {
      writeOptuna(temporary, await toOptunaStudy(exported));
      throwIfInterrupted(signal, file.path);
    });
  }
  return writeWholeText(file, async (opened) => {
    for await (const piece of textOf(exported, format)) {
      throwIfInterrupted(signal, file.path);
      // Not `write`, which may write a part only and return its length.
      await opened.writeFile(piece);
    }
  });
}

function textOf(exported: Exported, format: 'csv' | 'json'): AsyncIterable<string> {
  return format === 'csv' ? csvTable(exported) : jsonDocument(exported);
}

async function wholeText(exported: Exported, format: 'csv' | 'json'): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of textOf(exported, format)) pieces.push(piece);
  return pieces.join('').trimEnd();
}
