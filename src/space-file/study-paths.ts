import { resolve } from 'node:path';
import type { StudySpec } from '../study/study-spec.ts';

/** The files and folders that a spec names, absolute: data, module, and the source of initial weights. */
export function studyPaths({ data, model, initFrom }: StudySpec, directory: string): string[] {
  const start = initFrom?.kind === 'model' ? initFrom.model : initFrom?.db;
  const module = 'module' in model ? model.module : undefined;
  return [data.path, module, start]
    .filter((path) => path !== undefined)
    .map((path) => resolve(directory, path));
}
