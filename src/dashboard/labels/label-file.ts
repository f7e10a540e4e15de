import { basename, dirname, join } from 'node:path';
import { UsageError } from '../../faults/errors.ts';
import { shownValue } from '../../faults/shown-value.ts';
import { appendLine } from '../../files/append-line.ts';
import { csvLine } from '../../serving/csv-line.ts';
import { isServerUrl } from '../../store/location.ts';
import type { Study } from '../../store/store.ts';

/** A person's label for a row that is suspected. */
interface GivenLabel {
  /** Its number in the source, from 1, as reports show it. */
  readonly row: number;
  readonly label: string | number;
  /** The row's file, of images. */
  readonly file?: string;
}

const columns = ['row', 'file', 'label'];

/**
 * Adds a label to the study's CSV of labels beside the database, or in the working directory for a server, and returns
 * its path. The data stay as they are. UsageError for a label that the study's targets cannot have.
 */
export async function addLabel(db: string, study: Study, given: unknown): Promise<string> {
  const { row, file, label } = checked(study, given);
  const path = labelFileOf(db, study);
  await appendLine(path, csvLine(columns), csvLine([row, file, label]));
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

function checked({ pipeline }: Study, given: unknown): GivenLabel {
  const { row, label, file } = (typeof given === 'object' && given !== null ? given : {}) as Record<
    string,
    unknown
  >;
  if (!Number.isSafeInteger(row) || (row as number) < 1) {
    throw new UsageError(`row: must be a whole number of at least 1, got ${shownValue(row)}`);
  }
  if (file !== undefined && (typeof file !== 'string' || file.length > 4096)) {
    throw new UsageError(`file: must be the path of a file, got ${shownValue(file)}`);
  }
  const constraint = brokenLabel(pipeline, label);
  if (constraint !== undefined) throw new UsageError(`label: ${constraint}, got ${shownValue(label)}`);
  return { row: row as number, label: label as string | number, ...(file !== undefined && { file }) };
}

function brokenLabel(pipeline: Study['pipeline'], label: unknown): string | undefined {
  if (pipeline === undefined) return 'must go with a study that has targets';
  const { task } = pipeline;
  if (task.kind === 'joint' || task.kind === 'multilabel') return 'must go with a study of one target';
  if (task.kind === 'regression') {
    return Number.isFinite(label) ? undefined : 'must be a number in the units of the target';
  }
  return task.classes.some((name) => name === label) ? undefined : 'must be one of the classes';
}
