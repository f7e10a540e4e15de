import type { ImageFile } from './image-folders.ts';
import type { Pipeline, SpaceContent } from './pipeline.ts';
import type { Table } from './tables.ts';

/** A pipeline with one bug, and the same one without it. */
export interface BrokenPipeline {
  readonly broken: Pipeline;
  readonly mended: Pipeline;
  /** The check that names the bug, its status, and what its message matches. */
  readonly found: { readonly check: string; readonly status: 'fail' | 'warn'; readonly message: RegExp };
  /** Checks that alarm for the same bug as well, at seed 0. */
  readonly also: readonly string[];
  /** The suite has it with HPSEARCH_LONG=1 only: the tests of its check have the same bug. */
  readonly isLong?: true;
}

/** The verdict that a bug must get. */
export type Diagnosis = Pick<BrokenPipeline, 'found' | 'also'>;

export function fails(check: string, message: RegExp, also: readonly string[] = []): Diagnosis {
  return { found: { check, status: 'fail', message }, also };
}

export function warns(check: string, message: RegExp, also: readonly string[] = []): Diagnosis {
  return { found: { check, status: 'warn', message }, also };
}

export function long(pipeline: BrokenPipeline): BrokenPipeline {
  return { ...pipeline, isLong: true };
}

/** The files that the space file reads, by the seed. */
export interface Files {
  readonly table?: (seed: number, isMended: boolean) => Table;
  readonly images?: (seed: number, isMended: boolean) => readonly ImageFile[];
}

function filesOf({ table, images }: Files, isMended: boolean): Pick<Pipeline, 'table' | 'images'> {
  return {
    ...(table && { table: (seed) => table(seed, isMended) }),
    ...(images && { images: (seed) => images(seed, isMended) }),
  };
}

/** With the bug, and without it. */
export function inSpace(
  title: string,
  spaceOf: (isMended: boolean) => SpaceContent,
  diagnosis: Diagnosis,
  files: Files = {},
): BrokenPipeline {
  const pipeline = (isMended: boolean): Pipeline => ({
    title: isMended ? `${title}, mended` : title,
    space: spaceOf(isMended),
    ...filesOf(files, isMended),
  });
  return { broken: pipeline(false), mended: pipeline(true), ...diagnosis };
}

export const smallNet = {
  learningRate: { type: 'logUniform', min: 1e-3, max: 1e-2 },
  units: { type: 'logInt', min: 16, max: 64 },
};

/** A module of the folder `models`, which takes `mended`, and `bug` if it has several. */
export function inModel(
  title: string,
  module: string,
  data: object,
  diagnosis: Diagnosis,
  bug?: string,
): BrokenPipeline {
  const model = { module: `./${module}` };
  const chosen = bug === undefined ? {} : { bug };
  return inSpace(title, (mended) => ({ data, model, space: { ...smallNet, mended, ...chosen } }), diagnosis);
}

/** A CSV file of the user's own, and a small mlp. */
export function inData(
  title: string,
  data: object,
  tableOf: (seed: number, isMended: boolean) => Table,
  diagnosis: Diagnosis,
): BrokenPipeline {
  const csv = { source: 'csv', path: 'table.csv', ...data };
  return inSpace(title, () => ({ data: csv, model: { type: 'mlp' }, space: smallNet }), diagnosis, {
    table: tableOf,
  });
}
