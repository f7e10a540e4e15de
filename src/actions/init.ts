import { dirname, relative, resolve } from 'node:path';
import { fitPreprocessing } from '../data/preprocessing/fit-preprocessing.ts';
import { fitTask } from '../data/preprocessing/fit-task.ts';
import type { RawData } from '../data/raw-data.ts';
import { targetColumnsOf } from '../data/raw-targets.ts';
import { tableSchema } from '../data/table-schema.ts';
import { findProblems } from '../data-report/problem-findings.ts';
import { beginningOf } from '../files/file-kind.ts';
import { requireFileTarget } from '../files/target.ts';
import { writeWholeText } from '../files/write-whole.ts';
import { metricsOfTask } from '../metrics/validation-metric.ts';
import type { InitReport } from '../reports/init-report.ts';
import type { ColumnSchema } from '../reports/table-schema.ts';
import { decideEpochs, trainedRows } from '../search/decide-epochs.ts';
import { prepareSpec } from '../search/prepare-spec.ts';
import { spaceText } from '../space-file/document/write-document.ts';
import { defaultSplit, type StudySpec } from '../study/study-spec.ts';
import { namedData } from './defaults/named-data.ts';
import { type SpaceOfData, spaceOfData } from './defaults/space-of-data.ts';
import { remarksOn } from './defaults/space-remarks.ts';
import { path, wholeNumber } from './options/kinds.ts';
import type { OptionsOf } from './options/option.ts';
import { replace, tableOptions } from './options/shared.ts';
import { declaredColumns } from './write-schema.ts';

export const initOptions = {
  options: {
    data: path({
      describe: 'a table, an SQLite database, a folder of images, or the name of built-in data',
      isRequired: true,
    }),
    ...tableOptions,
    window: wholeNumber(1, {
      describe: 'predict each row from this many rows before it, in the order of the first column of dates',
    }),
    to: path({ describe: 'space file to write: YAML with comments, or .json', default: 'space.yaml' }),
    replace: replace('an older space file'),
  },
};

/** Columns of a wider table are left to be inferred. */
const mostColumns = 500;

/**
 * Writes a space file for data: what was found in them, and a search space for their size. Faults that a search refuses
 * are notes. UsageError or FaultsError for data that cannot be read, and for a file that exists.
 */
export async function initSpace({
  data,
  target,
  query,
  window,
  to,
  replace: mayReplace,
}: OptionsOf<typeof initOptions.options>): Promise<InitReport> {
  const file = { option: 'to', path: to, mayReplace, kind: spaceFiles, reads: [data] };
  requireFileTarget(file);
  const made = await spaceOfData(namedData({ space: data, target, query }), { isTolerant: true }, window);
  const { raw, rows } = made.source;
  const { spec } = await prepareSpec({ space: made });
  const schema = tableSchema(raw, fitPreprocessing(raw.inputs, rows.train, spec.data.scaling));
  const columns = schema === undefined || schema.columns.length > mostColumns ? [] : schema.columns;
  const decided = decideEpochs(spec, trainedRows(rows));
  const task = raw.targets?.kind ?? raw.target.kind;
  const content = whole(made, { to, task, columns, spec: decided.spec });
  const remarks = remarksOn({
    title: data,
    metrics: metricsOfTask(fitTask(raw, rows.train)),
    made,
    epochs: decided.note,
    columns,
    target: schema?.target,
  });
  const refused = refusedBy(raw);
  const sizeNotes = made.content.data.size === undefined ? [] : (raw.notes ?? []);
  const text = spaceText(to, content, remarks);
  await writeWholeText(file, async (open) => void (await open.writeFile(text)));
  return {
    to,
    ...(schema && { target: targetColumnsOf(raw).join(', ') }),
    ...{ task, rows: raw.rowNumbers.length, model: made.content.model.type },
    notes: [...made.notes, ...sizeNotes, ...(decided.note === undefined ? [] : [decided.note])],
    ...(refused.length > 0 && { refused }),
  };
}

/** The file can say what mends these faults: which words mean a missing value, or what type a column has. */
function refusedBy(raw: RawData): string[] {
  const faults = findProblems(raw).filter(({ severity }) => severity === 'fail');
  return faults.map(({ message }) => message);
}

interface Found {
  readonly to: string;
  readonly task: InitReport['task'];
  readonly columns: readonly ColumnSchema[];
  readonly spec: StudySpec;
}

/** Every section, with the numbers that the data led to; the data's path is relative to the file. */
function whole(
  { content, directory, source: rows }: SpaceOfData,
  { to, task, columns, spec }: Found,
): object {
  const { source, path: place, split, ...data } = content.data;
  const { maxEpochs, patience } = spec.training;
  const { trials, seed } = spec.search;
  const { test } = defaultSplit;
  // The rows of a query have no declared columns.
  const declared = source === 'sqlite' ? {} : { ...data.columns, ...declaredColumns(columns) };
  return {
    name: content.name,
    data: {
      source,
      ...(place !== undefined && { path: relative(dirname(resolve(to)), resolve(directory, place)) }),
      ...data,
      // Each of several targets has the task that its column shows.
      ...(task !== 'joint' && { task }),
      ...(split ? { split } : rows.raw.assigned === undefined && { split: { folds: 'auto', test } }),
      ...(Object.keys(declared).length > 0 && { columns: declared }),
    },
    model: content.model,
    space: content.space,
    objective: { metric: spec.objective.metric },
    training: { maxEpochs, patience },
    search: { trials, seed },
  };
}

const spaceFiles = {
  name: 'a space file',
  recognises: (file: string) => /^\s*"?space"?\s*:/m.test(beginningOf(file, 2 ** 18).toString('utf8')),
};
