import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { spaceLimits } from '../study/limits.ts';
import type { KnownMethods } from '../study/search/method-spec.ts';
import { brokenStudyName } from '../study/study-name.ts';
import { type Finding, valueAt } from './finding.ts';
import { methodFaults } from './method-faults.ts';

/** Things outside a space file that it may name. A field that is left out is not checked. */
export interface Known {
  readonly samplers?: KnownMethods;
  readonly schedulers?: KnownMethods;
  /** The folder that module paths are relative to. */
  readonly directory?: string;
}

export function spaceSizeFaults(content: unknown): Finding[] {
  const path = ['space'];
  const space = valueAt(content, path);
  const count = typeof space === 'object' && space !== null ? Object.keys(space).length : 0;
  const constraint = `must have at most ${spaceLimits.parameters} hyperparameters`;
  return count > spaceLimits.parameters ? [{ path, constraint, value: count }] : [];
}

/** A study without a name takes its file's name. */
export function defaultNameFaults(content: unknown, fileName: string): Finding[] {
  const path = ['name'];
  if (typeof content !== 'object' || content === null || valueAt(content, path) !== undefined) return [];
  const constraint = brokenStudyName(fileName);
  if (constraint === undefined) return [];
  return [
    { path, constraint: `must be given: a study's name ${constraint}, and that of this file breaks it` },
  ];
}

/** Faults of unknown samplers and schedulers, and of their settings. */
export function nameFaultsOf(content: unknown, { samplers, schedulers }: Known): Finding[] {
  const both = ['scheduler', 'pruner'].every((field) => valueAt(content, ['search', field]) !== undefined);
  const constraint = 'must be left out beside search.scheduler, whose former name it is';
  return [
    ...methodFaults(content, 'sampler', samplers),
    ...methodFaults(content, 'scheduler', schedulers),
    ...methodFaults(content, 'pruner', schedulers),
    ...(both ? [{ path: ['search', 'pruner'], constraint }] : []),
  ];
}

/** Faults of modules that do not exist; whether they load is checked later. */
export function moduleFaults(content: unknown, { directory }: Known): Finding[] {
  if (directory === undefined) return [];
  return ['module', 'objective'].flatMap((field) => {
    const path = ['model', field];
    const value = valueAt(content, path);
    if (typeof value !== 'string' || value === '' || existsSync(resolve(directory, value))) return [];
    return [
      { path, constraint: 'must be a file, and there is none', value, hint: resolve(directory, value) },
    ];
  });
}
