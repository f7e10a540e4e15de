import { UsageError } from '../faults/errors.ts';
import { requireFileTarget } from '../files/target.ts';
import { throwIfInterrupted, writeWhole, writeWholeText } from '../files/write-whole.ts';
import { studyPaths } from '../space-file/study-paths.ts';
import { writeOptuna } from '../store/optuna/write-optuna.ts';
import type { Store, Study } from '../store/store.ts';
import { csvTable } from '../transfer/csv.ts';
import { jsonDocument } from '../transfer/json.ts';
import { toOptunaStudy } from '../transfer/optuna/to-optuna.ts';
import { studyFiles } from '../transfer/study-files.ts';
import { type Exported, openExport, type StudyFormat } from '../transfer/transfer.ts';
import { printJson, type Terminal } from './terminal.ts';

/** What of `export`'s command line concerns whole studies. */
export interface StudyExport {
  readonly format: StudyFormat;
  /** The file; text goes to the standard output where it is left out. */
  readonly to?: string | undefined;
  /** Has the models' weights, and the ensembles made of them, go along: json alone has a place for them. */
  readonly weights: boolean;
  readonly replace: boolean;
  readonly db: string;
  readonly json: boolean;
}

/** Writes a whole study to a file, which appears when it is complete, and says so. */
export async function exportStudy(
  terminal: Terminal,
  store: Store,
  study: Study,
  flags: StudyExport,
): Promise<void> {
  const { format, to, weights, db } = flags;
  if (weights && format !== 'json') throw new UsageError(`--weights: goes with --format json, not ${format}`);
  const reads = [db, ...studyPaths(study.spec, study.directory)];
  const file = to === undefined ? undefined : { ...wanted(to, flags), reads };
  if (file !== undefined) requireFileTarget(file);
  const exported = await openExport(store, study, weights);
  if (to === undefined || file === undefined) return print(terminal, exported, flags);
  const interruption = terminal.interruption();
  if (format === 'optuna') {
    await writeWhole(file, async (temporary) => {
      writeOptuna(temporary, await toOptunaStudy(exported));
      throwIfInterrupted(interruption, to);
    });
  } else {
    await writeWholeText(file, async (opened) => {
      for await (const piece of textOf(exported, format)) {
        throwIfInterrupted(interruption, to);
        // Not `write`, which may write a part only, and says so in its result.
        await opened.writeFile(piece);
      }
    });
  }
  const trials = exported.trials.length;
  if (flags.json) printJson(terminal, { study: study.name, format, to, trials, weights });
  else terminal.out(`exported study '${study.name}', ${trials} trials, to ${to}`);
}

function wanted(path: string, { format, replace }: StudyExport) {
  return { flag: 'to', path, mayReplace: replace, kind: studyFiles[format] };
}

function textOf(exported: Exported, format: 'csv' | 'json'): AsyncIterable<string> {
  return format === 'csv' ? csvTable(exported) : jsonDocument(exported);
}

async function print(terminal: Terminal, exported: Exported, { format, json }: StudyExport): Promise<void> {
  if (format === 'optuna') throw new UsageError('--to: must name the file that --format optuna makes');
  if (json) throw new UsageError('--json: goes with --to, for the study itself is printed without it');
  const pieces: string[] = [];
  for await (const piece of textOf(exported, format)) pieces.push(piece);
  terminal.data(pieces.join('').trimEnd());
}
