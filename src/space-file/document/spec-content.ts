import { isAbsolute, relative, resolve } from 'node:path';
import type { DataPath } from '../../study/data-files/data-path.ts';
import type { InitFromSpec } from '../../study/initial-weights.ts';
import type { Objective } from '../../study/objective.ts';
import { schedulerMethod } from '../../study/search/search-spec.ts';
import type { Parameter } from '../../study/search-space.ts';
import { imageSizeParameter } from '../../study/searched/image-size.ts';
import { type ModelSpec, type SplitSpec, type StudySpec, whyNoModels } from '../../study/study-spec.ts';

/** The folders that paths are relative to: those of the spec, and those of the new file. */
export interface Folders {
  readonly from: string;
  readonly to: string;
}

/**
 * The content of a space file that gives this spec, with paths relative to another folder. The reverse of
 * complete-spec.ts; not for an imported study, which has no model.
 */
export function specContent(spec: StudySpec, folders: Folders): object {
  const { name, model, space, where, training, search, initFrom, humanBaseline, baselines } = spec;
  const isFunction = whyNoModels(model) !== undefined;
  const { timeoutSeconds } = training;
  return {
    name,
    ...(isFunction ? {} : { data: withoutSearched('data', dataContent(spec.data, folders, space), space) }),
    model: modelContent(model, folders),
    space: Object.fromEntries(space.map((parameter) => [parameter.name, parameterContent(parameter)])),
    objective: objectiveContent(spec, isFunction),
    ...(where && { where }),
    training: isFunction ? { timeoutSeconds } : withoutSearched('training', training, space),
    search: searchContent(search),
    ...(initFrom && { initFrom: initContent(initFrom, folders) }),
    ...(humanBaseline !== undefined && { humanBaseline }),
    ...(baselines !== undefined && { baselines }),
  };
}

/** A metric of a model decides its direction. */
function objectiveContent(
  { objective, objectives }: Pick<StudySpec, 'objective' | 'objectives'>,
  isFunction: boolean,
): unknown {
  const contentOf = ({ metric, direction }: Objective) => (isFunction ? { metric, direction } : { metric });
  return objectives?.map(contentOf) ?? contentOf(objective);
}

/** Configurations that an option gave and stages are no part of a file; the scheduler has its present name. */
function searchContent(search: StudySpec['search']): object {
  const { warmStart, pruner, scheduler, stage, stages, ...rest } = search;
  return { ...rest, scheduler: schedulerMethod({ search }) };
}

function dataContent(data: StudySpec['data'], folders: Folders, space: StudySpec['space']): object {
  const { path, split, exclude, scalings, window, features, ...rest } = data;
  return {
    ...rest,
    ...(window && { window: withoutSearched('data.window', window, space) }),
    ...(path !== undefined && { path: movedPath(path, folders) }),
    ...(features && { features: { ...features, model: moved(features.model, folders) } }),
    ...(exclude.length > 0 && { exclude }),
    split: withoutPaths(splitContent(split), path),
  };
}

/** The fields of a section that the space does not search. */
function withoutSearched(section: string, content: object, space: StudySpec['space']): object {
  // The images of all sizes are made from those of data.size.
  const isSearched = (field: string) =>
    `${section}.${field}` !== imageSizeParameter && space.some(({ name }) => name === `${section}.${field}`);
  return Object.fromEntries(Object.entries(content).filter(([field]) => !isSearched(field)));
}

/** Files that are a split of their own leave no share to draw. */
function withoutPaths(split: Readonly<Record<string, unknown>>, path: DataPath | undefined): object {
  if (typeof path !== 'object' || Array.isArray(path)) return split;
  const named = Object.keys(path);
  const drawn = named.includes('validation') ? ['folds', 'repeats', 'validation'] : [];
  return Object.fromEntries(
    Object.entries(split).filter(([field]) => field !== 'test' && !drawn.includes(field)),
  );
}

function splitContent({ timeOf, time, ...split }: SplitSpec): Readonly<Record<string, unknown>> {
  const own = timeOf === undefined && time !== undefined ? { time } : {};
  if (split.kind === 'column') {
    const { kind, ...rest } = split;
    return { ...rest, ...own };
  }
  const { kind, validation, folds, ...rest } = split;
  return folds === undefined ? { validation, ...rest, ...own } : { folds, ...rest, ...own };
}

function modelContent(model: ModelSpec, folders: Folders): object {
  switch (model.kind) {
    case 'family':
      return { type: model.family };
    case 'module':
      return { module: moved(model.module, folders) };
    case 'objective':
      return { objective: moved(model.module, folders) };
    case 'imported':
      return {};
  }
}

/** A value without a condition is written bare. */
function parameterContent({ distribution, when, prior }: Parameter): unknown {
  if (distribution.type === 'fixed' && when === undefined) return distribution.value;
  return { ...distribution, ...(when && { when }), ...(prior && { prior }) };
}

function initContent(initFrom: InitFromSpec, folders: Folders): object {
  const { freeze } = initFrom;
  if (initFrom.kind === 'model') return { model: moved(initFrom.model, folders), freeze };
  const { trial, study, db } = initFrom;
  return { trial, study, ...(db !== undefined && { db: moved(db, folders) }), freeze };
}

function movedPath(path: DataPath, folders: Folders): unknown {
  if (typeof path === 'string') return moved(path, folders);
  if (Array.isArray(path)) return path.map((each: string) => moved(each, folders));
  return Object.fromEntries(
    Object.entries(path).map(([split, paths]) => [split, movedPath(paths as DataPath, folders)]),
  );
}

/** A module's path begins with a dot, so that it does not name a package. */
function moved(path: string, { from, to }: Folders): string {
  if (isAbsolute(path)) return path;
  const there = relative(to, resolve(from, path));
  return path.startsWith('.') && !there.startsWith('.') ? `./${there}` : there;
}
