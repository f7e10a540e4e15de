import { basename, dirname, join } from 'node:path';
import { UsageError } from '../../faults/errors.ts';
import { shownValue } from '../../faults/shown-value.ts';
import { appendLine } from '../../files/append-line.ts';
import { csvLine } from '../../serving/csv-line.ts';
import { isServerUrl } from '../../store/location.ts';
import type { Study } from '../../store/store.ts';
import { partViews } from '../../study/outputs/part-views.ts';
import type { SingleTask } from '../../study/pipeline.ts';

/** A person's label for a row that is suspected. */
interface GivenLabel {
  /** Its number in the source, from 1, as reports show it. */
  readonly row: number;
  readonly label: string | number;
  /** The row's file, of images. */
  readonly file?: string;
  /** The one of several targets that it is of. */
  readonly target?: string;
}

/**
 * Adds a label to the study's CSV of labels beside the database, or in the working directory for a server, and returns
 * its path. The data stay as they are. UsageError for a label that the study's targets cannot have.
 */
export async function addLabel(db: string, study: Study, given: unknown): Promise<string> {
  const { row, file, target, label } = checked(study, given);
  const path = labelFileOf(db, study);
  const columns = ['row', 'file', ...(target === undefined ? [] : ['target']), 'label'];
  const cells = [row, file, ...(target === undefined ? [] : [target]), label];
  await appendLine(path, csvLine(columns), csvLine(cells));
  return path;
}

/** "hpsearch.wine.labels.csv" beside "hpsearch.db". */
function labelFileOf(db: string, { id, name }: Pick<Study, 'id' | 'name'>): string {
  const own = name.replace(/[^\w-]+/g, '-').slice(0, 60);
  // A tilde stands in no name that is kept as it is, so no two studies share a file.
  const title = own === name ? name : `${own}~${id}`;
  if (isServerUrl(db)) return `hpsearch.${title}.labels.csv`;
  return join(dirname(db), `${basename(db).replace(/\.\w+$/, '')}.${title}.labels.csv`);
}

function checked(study: Study, given: unknown): GivenLabel {
  const { row, label, file, target } = (typeof given === 'object' && given !== null ? given : {}) as Record<
    string,
    unknown
  >;
  if (!Number.isSafeInteger(row) || (row as number) < 1) {
    throw new UsageError(`row: must be a whole number of at least 1, got ${shownValue(row)}`);
  }
  if (file !== undefined && (typeof file !== 'string' || file.length > 4096)) {
    throw new UsageError(`file: must be the path of a file, got ${shownValue(file)}`);
  }
  const task = taskOf(study, target);
  const constraint = brokenLabel(task, label);
  if (constraint !== undefined) throw new UsageError(`label: ${constraint}, got ${shownValue(label)}`);
  return {
    ...{ row: row as number, label: label as string | number },
    ...(file !== undefined && { file }),
    ...(target !== undefined && { target: target as string }),
  };
}

/** The task of the named target, or of the only one. UsageError where another is named, or none of several. */
function taskOf({ pipeline }: Study, target: unknown): SingleTask {
  if (pipeline === undefined) throw new UsageError('label: must go with a study that has targets');
  const views = partViews(pipeline.task);
  const found = views.find(({ name }) => name === target);
  if (found !== undefined) return found.task;
  const names = views.flatMap(({ name }) => name ?? []);
  const constraint =
    names.length === 0
      ? 'must be left out, as the study has one target'
      : `must be one of ${names.join(', ')}`;
  throw new UsageError(`target: ${constraint}, got ${shownValue(target)}`);
}

function brokenLabel(task: SingleTask, label: unknown): string | undefined {
  if (task.kind === 'regression') {
    return Number.isFinite(label) ? undefined : 'must be a number in the units of the target';
  }
  return task.classes.some((name) => name === label) ? undefined : 'must be one of the classes';
}
