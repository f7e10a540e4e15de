import { resolve } from 'node:path';
import { filesMatching, isGlob } from '../files/glob.ts';
import { pathGroups } from '../study/data-files/data-path.ts';
import type { WrittenSpec } from '../study/study-spec.ts';

/** The files and folders that a spec names, absolute: data, the model of features, module, and the source of initial weights. */
export function studyPaths({ data, model, initFrom }: WrittenSpec, directory: string): string[] {
  const start = initFrom?.kind === 'model' ? initFrom.model : initFrom?.db;
  const module = 'module' in model ? model.module : undefined;
  const ofData = data.path === undefined ? [] : pathGroups(data.path).flatMap(({ paths }) => paths);
  const files = ofData.flatMap((path) => (isGlob(path, directory) ? filesMatching(path, directory) : [path]));
  return [...files, data.features?.model, module, start]
    .filter((path) => path !== undefined)
    .map((path) => resolve(directory, path));
}
