import { openAnnotation } from '../actions/annotation/annotate.ts';
import { annotationOptions } from '../actions/options/annotation-options.ts';
import { optionOf } from '../actions/options/option.ts';
import { spaceOrData, tableOptions } from '../actions/options/shared.ts';
import { renderAnnotationPage } from '../report/html/annotation/annotation-page.ts';
import type { AnnotationReport } from '../reports/data/annotation-report.ts';
import { readProgramOptions, signal } from './program-options.ts';

export interface AnnotateOptions {
  /** The space file, or a table with its target, or a folder of images. */
  readonly space: string | URL;
  /** The target to ask for, of several in a space file; or the column to predict, of a table in its place. */
  readonly target?: string | undefined;
  /** The SQL select that makes the table, of an SQLite database. */
  readonly query?: string | undefined;
  /** Called when the page can be opened, at this machine alone; `answers` is the file that keeps the answers. */
  readonly onOpen: (url: string, answers: string) => unknown;
  /** Number of examples to ask for. Default: 100. */
  readonly examples?: number | undefined;
  /** Ask once; otherwise a second pass measures how far the person agrees with himself or herself. */
  readonly once?: boolean | undefined;
  /** The file of the answers. Default: beside the space file, space.answers.json. */
  readonly answers?: string | URL | undefined;
  /** Port of the page. Default: a free one. */
  readonly port?: number | undefined;
  /** Write the score into the space file, as humanBaseline. */
  readonly writeBaseline?: boolean | undefined;
  /** Once aborted the page closes, and the promise rejects with InterruptedError; the same call resumes. */
  readonly signal?: AbortSignal | undefined;
}

const { annotate: _, ...asked } = annotationOptions;
const options = { space: spaceOrData, ...tableOptions, ...asked };

const onOpen = optionOf<AnnotateOptions['onOpen'], { describe: string; isRequired: true }>(
  {
    kind: 'any',
    broken: (value) => (typeof value === 'function' ? undefined : 'must be a function'),
  },
  { describe: 'called with the address of the page', isRequired: true },
);

/**
 * Serves a page that asks a person for the labels of validation examples, until all are answered, and resolves to their
 * scores. UsageError for a space without validation rows, and for a file of answers that hpsearch did not write.
 */
export async function annotate(given: AnnotateOptions): Promise<AnnotationReport> {
  const {
    signal: until,
    onOpen: open,
    ...request
  } = readProgramOptions({ options }, { signal, onOpen }, given);
  const annotation = await openAnnotation(request, { onStep() {} });
  return annotation.run({ page: renderAnnotationPage(), signal: until, onOpen: open });
}
