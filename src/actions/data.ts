import { readSource } from '../data/load-dataset.ts';
import { reportData } from '../data-report/report.ts';
import { UsageError } from '../faults/errors.ts';
import { type Message, message, option } from '../faults/message.ts';
import type { DataReport } from '../reports/data-report.ts';
import type { SuspectsReport } from '../reports/suspects-report.ts';
import { prepareSpec } from '../search/prepare-spec.ts';
import { studyPaths } from '../space-file/study-paths.ts';
import { pathTitle } from '../study/data-files/data-path.ts';
import { whyNoModels } from '../study/study-spec.ts';
import { spaceOf } from './defaults/space-of-data.ts';
import { text, toggle, wholeNumber } from './options/kinds.ts';
import { missing, type OptionsOf } from './options/option.ts';
import type { GivenOptions } from './options/read-options.ts';
import { database, spaceOrData, tableOptions } from './options/shared.ts';

const defaultSuspectModels = 5;

export const dataOptions = {
  options: {
    space: spaceOrData,
    ...tableOptions,
    suspects: toggle('after a search: rows whose labels its best models doubt, and rows they predict worst'),
    k: wholeNumber(1, {
      describe: 'number of the best trials that judge the rows',
      defaultText: String(defaultSuspectModels),
    }),
    study: text({ describe: "study whose trials judge the rows (default: the space's name)" }),
    writeSchema: toggle('write the types of the columns into the space file, as data.columns'),
    ...database,
  },
  rules: (given: GivenOptions) => [missing(given, 'k', 'suspects'), missing(given, 'study', 'suspects')],
};

export interface DataEvents {
  /** `fraction` of the step called `text` is done. */
  onStep(text: string, fraction: number): void;
  /** What was decided for data without a space file. */
  note?(text: Message): void;
}

export interface DataLook {
  readonly report: DataReport;
  readonly suspects?: SuspectsReport;
  /** The files that were read. */
  readonly reads: readonly string[];
}

/** Examines the rows of a space's data before training; faults that a search would refuse are among the findings. */
export async function lookAtData(
  {
    space: file,
    target,
    query,
    suspects: hasSuspects,
    k = defaultSuspectModels,
    study,
    db,
    writeSchema,
  }: OptionsOf<typeof dataOptions.options>,
  { onStep, note = () => {} }: DataEvents,
): Promise<DataLook> {
  const reading = { isTolerant: true, onProgress: (fraction: number) => onStep(`reading ${file}`, fraction) };
  const space = await spaceOf({ space: file, target, query }, { note, reading });
  const { spec, directory } = await prepareSpec({ space });
  const reason = whyNoModels(spec.model);
  if (reason !== undefined) throw new UsageError(`'${spec.name}': ${reason}`);
  const suspects = hasSuspects ? await findSuspects({ spec, db, study, k }) : undefined;
  const { data } = spec;
  const onProgress = (fraction: number) =>
    onStep(`reading ${data.path === undefined ? data.source : pathTitle(data.path)}`, fraction);
  onProgress(0);
  const given = typeof space === 'string' ? undefined : space.source;
  const source = given ?? (await readSource(data, directory, { isTolerant: true, onProgress }));
  const report = await reportData(source, onStep, data.scaling);
  if (writeSchema) await writeColumns(space, report);
  return { report, ...(suspects && { suspects }), reads: [file, db, ...studyPaths(spec, directory)] };
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
