import { readSource, type SourceRows } from '../data/load-dataset.ts';
import { reportData } from '../data-report/report.ts';
import { UsageError } from '../faults/errors.ts';
import { type Message, message, option } from '../faults/message.ts';
import type { PageRows, RowsReport } from '../reports/data/rows-report.ts';
import type { DataReport } from '../reports/data-report.ts';
import type { SuspectsReport } from '../reports/suspects-report.ts';
import { prepareSpec } from '../search/prepare-spec.ts';
import { studyPaths } from '../space-file/study-paths.ts';
import { pathTitle } from '../study/data-files/data-path.ts';
import { type DataSpec, type WrittenSpec, whyNoModels } from '../study/study-spec.ts';
import { spaceOf } from './defaults/space-of-data.ts';
import { annotationOptions, annotationRules } from './options/annotation-options.ts';
import { text, toggle, wholeNumber } from './options/kinds.ts';
import { missing, type OptionsOf, without } from './options/option.ts';
import type { GivenOptions } from './options/read-options.ts';
import { database, spaceOrData, tableOptions } from './options/shared.ts';
import { browseRows, rowOptions, rowRules, rowsForPage } from './rows.ts';

export const defaultSuspectModels = 5;
const dayMilliseconds = 86_400_000;

export const dataOptions = {
  options: {
    space: spaceOrData,
    ...tableOptions,
    suspects: toggle('rows whose labels the best models of a search doubt, and rows they predict worst'),
    quick: toggle('with suspects: judge the rows by quick cross-validated models, without a search'),
    k: wholeNumber(1, {
      describe: 'number of the best trials that judge the rows',
      defaultText: String(defaultSuspectModels),
    }),
    study: text({ describe: "study whose trials judge the rows (default: the space's name)" }),
    writeSchema: toggle('write the types of the columns into the space file, as data.columns'),
    ...rowOptions,
    ...annotationOptions,
    ...database,
  },
  rules: (given: GivenOptions) => [
    missing(given, 'quick', 'suspects'),
    without(given, 'k', 'quick'),
    without(given, 'study', 'quick'),
    missing(given, 'k', 'suspects'),
    missing(given, 'study', 'suspects'),
    ...rowRules(given),
    ...annotationRules(given),
    ...['suspects', 'writeSchema'].map((name) => without(given, name, 'rows')),
  ],
};

export interface DataEvents {
  /** `fraction` of the step called `text` is done. */
  onStep(text: string, fraction: number): void;
  /** Receives the decisions about data without a space file. */
  note?(text: Message): void;
}

export interface DataLook {
  readonly report: DataReport;
  readonly suspects?: SuspectsReport;
  /** The rows for a page, of which a table is read once more. */
  pageRows(): Promise<PageRows>;
  /** The files that were read. */
  readonly reads: readonly string[];
}

/** A page of rows, and the files that were read. */
export interface RowsLook {
  readonly rows: RowsReport;
  readonly reads: readonly string[];
}

type RowsRequest = OptionsOf<typeof dataOptions.options>;
type DataRequest = Omit<RowsRequest, keyof typeof rowOptions | keyof typeof annotationOptions>;

/** Examines the rows of a space's data before training; faults that a search would refuse are among the findings. */
export async function lookAtData(request: DataRequest, events: DataEvents): Promise<DataLook> {
  const { space: file, suspects: hasSuspects, quick, k = defaultSuspectModels } = request;
  const { study, db, writeSchema } = request;
  const { space, spec, directory, read } = await openData(request, events);
  const searched = hasSuspects && !quick ? await findSuspects({ spec, db, study, k }) : undefined;
  const source = await read();
  const report = await reportSource(source, spec.data, events.onStep);
  const suspects = quick ? await quickSuspects(spec, source, events) : searched;
  if (writeSchema) await writeColumns(space, report);
  const pageRows = () => rowsForPage({ source, spec: spec.data, directory });
  const reads = [file, db, ...studyPaths(spec, directory)];
  return { report, ...(suspects && { suspects }), pageRows, reads };
}

/** The report on rows that have been read. */
export function reportSource(
  source: SourceRows,
  { scaling }: Pick<DataSpec, 'scaling'>,
  onStep: DataEvents['onStep'],
): Promise<DataReport> {
  return reportData(source, onStep, scaling, Math.floor(Date.now() / dayMilliseconds));
}

/** The rows themselves, page by page: those that a condition holds for, sorted or at random. */
export async function lookAtRows(request: RowsRequest, events: DataEvents): Promise<RowsLook> {
  const { spec, directory, read } = await openData(request, events);
  const rows = await browseRows({ source: await read(), spec: spec.data, directory }, request);
  return { rows, reads: [request.space, request.db, ...studyPaths(spec, directory)] };
}

/** The specification of the data that a request names, and what reads their rows. */
export async function openData(
  { space: file, target, query }: Pick<DataRequest, 'space' | 'target' | 'query'>,
  { onStep, note = () => {} }: DataEvents,
) {
  const reading = { isTolerant: true, onProgress: (fraction: number) => onStep(`reading ${file}`, fraction) };
  const space = await spaceOf({ space: file, target, query }, { note, reading });
  const { spec, directory } = await prepareSpec({ space });
  const reason = whyNoModels(spec.model);
  if (reason !== undefined) throw new UsageError(`'${spec.name}': ${reason}`);
  const { data } = spec;
  const onProgress = (fraction: number) =>
    onStep(`reading ${data.path === undefined ? data.source : pathTitle(data.path)}`, fraction);
  const given = typeof space === 'string' ? undefined : space.source;
  const read = async () => {
    onProgress(0);
    return given ?? (await readSource(data, directory, { isTolerant: true, onProgress }));
  };
  return { space, spec, directory, read };
}

async function writeColumns(space: unknown, { schema }: DataReport): Promise<void> {
  if (typeof space !== 'string') throw new UsageError(message`${option('writeSchema')}: needs a space file`);
  if (schema === undefined)
    throw new UsageError(message`${option('writeSchema')}: needs a table, and the data are images`);
  // Imported lazily: a look at the data writes nothing.
  const { writeSchema } = await import('./write-schema.ts');
  await writeSchema(space, schema);
}

async function findSuspects(request: import('./suspects.ts').SuspectsRequest): Promise<SuspectsReport> {
  // Imported lazily: it loads TensorFlow.js.
  const { suspectsOf } = await import('./suspects.ts');
  return suspectsOf(request);
}

async function quickSuspects(
  { name, data }: WrittenSpec,
  source: SourceRows,
  { onStep }: DataEvents,
): Promise<SuspectsReport> {
  onStep('predicting each row from the others', 0);
  // Imported lazily: it loads TensorFlow.js.
  const suspects = await import('../suspects/suspects.ts');
  const report = suspects.quickSuspects(name, source, data);
  onStep('predicting each row from the others', 1);
  return report;
}
