import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ParameterConstraints } from '../study/parameter-constraint.ts';
import { loadSeconds } from '../study/time/longest-seconds.ts';
import { constraintTypeFault, exportedConstraint } from './exported-constraints.ts';
import { namesOf } from './guarded-call.ts';
import { type Described, describeModule, type ModuleDescription } from './module-description.ts';
import { moduleFault } from './module-fault.ts';
import { type ModuleNews, probeModule } from './probe-module.ts';
import { irregularImport } from './regular-imports.ts';
import { isThreadSealed } from './seal-thread.ts';
import { syntaxPlace } from './syntax-place.ts';
import { thrownText, type UserPlace, userPlace } from './thrown-text.ts';
import { Unfinished, unlessStuck } from './unless-stuck.ts';
import { watchGlobals } from './watched-globals.ts';

/** A user's module, loaded in this thread. */
export interface UserModule {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly description: ModuleDescription;
}

/** A user's module: `file` is its path relative to `directory`, `field` its field in the space file. */
export interface ModulePlace {
  readonly file: string;
  readonly directory: string;
  readonly field: string;
}

/**
 * Describes a user module's exports from a separate thread: it never runs in this one. FaultsError when it does not
 * load within `mostSeconds`, or replaces shared globals.
 */
export async function describeUserModule(
  place: ModulePlace,
  mostSeconds = loadSeconds,
): Promise<ModuleDescription> {
  return (await askUserModule(place, undefined, mostSeconds)).description;
}

/** Like `describeUserModule`, with what the thread answers to a question about the module's exports. */
export async function askUserModule(
  place: ModulePlace,
  question: unknown,
  mostSeconds = loadSeconds,
): Promise<Pick<Extract<ModuleNews, { kind: 'described' }>, 'description' | 'answer'>> {
  const news = await probeModule(requireModuleFile(place), mostSeconds, question);
  if (news.kind !== 'described') {
    const isSyntax = news.kind === 'failed' && news.isSyntaxError && news.place === undefined;
    throw loadFault(place, reasonOf(news), isSyntax ? syntaxPlace(requireModuleFile(place)) : news.place);
  }
  if (news.replaced.length > 0) throw replacedFault(place, news.replaced);
  return news;
}

/** Like `describeUserModule`, and then loads the module here. A trial's thread skips the probe: it is replaceable. */
export async function importUserModule(place: ModulePlace, mostSeconds = loadSeconds): Promise<UserModule> {
  const path = requireModuleFile(place);
  const known = isThreadSealed() ? undefined : await describeUserModule(place, mostSeconds);
  const globals = watchGlobals();
  let loaded: UserModule;
  try {
    const exports = (await unlessStuck(
      import(pathToFileURL(path).href),
      mostSeconds,
    )) as UserModule['exports'];
    loaded = { exports, description: known ?? describeModule(exports) };
  } catch (error) {
    if (error instanceof Unfinished) throw loadFault(place, error.message, undefined);
    throw loadFault(place, thrownText(error), userPlace(error));
  }
  // A trial's thread watches its globals itself, from before the import to the end of each trial.
  const replaced = isThreadSealed() ? [] : globals.restore();
  if (replaced.length > 0) throw replacedFault(place, replaced);
  return loaded;
}

/** The constraints of a module's `parameters`; undefined when it exports none. FaultsError for invalid constraints. */
export function constraintsOf(
  described: Described<ParameterConstraints>,
  file: string,
): ParameterConstraints | undefined {
  const fault = described.kind === 'invalid' ? constraintTypeFault(described.shown) : undefined;
  if (fault !== undefined) throw moduleFault(file, fault.field, fault.constraint, { value: fault.value });
  return exportedValue(described, { file, field: 'parameters', constraint: exportedConstraint });
}

/** The value of an export; undefined when it is absent. FaultsError with this constraint when it is invalid. */
export function exportedValue<T>(
  described: Described<T>,
  { file, field, constraint }: { readonly file: string; readonly field: string; readonly constraint: string },
): T | undefined {
  switch (described.kind) {
    case 'absent':
      return undefined;
    case 'valid':
      return described.value;
    case 'invalid':
      throw moduleFault(file, field, constraint, { value: described.shown });
    case 'unreadable':
      throw moduleFault(file, field, `cannot be read: ${described.reason}`);
  }
}

/** The path of a module's file. FaultsError where there is none, or where it imports what is no regular file. */
export function requireModuleFile({ file, directory, field }: ModulePlace): string {
  const path = resolve(directory, file);
  if (!existsSync(path)) throw moduleFault(file, field, 'must be a file, and there is none', { value: path });
  const irregular = irregularImport(path);
  if (irregular === undefined) return path;
  const constraint =
    irregular.path === path
      ? irregular.constraint
      : `imports ${basename(irregular.path)}, which ${irregular.constraint}`;
  throw moduleFault(file, field, constraint, {});
}

function reasonOf(news: Exclude<ModuleNews, { kind: 'described' }>): string {
  return news.kind === 'exits' ? 'its import ends the process (process.exit)' : news.reason;
}

/**
 * A module that fails while it loads or runs. The line follows the module's name when the error is in the module, and
 * is in the reason when it is in another file.
 */
export function loadFault(
  { file }: Pick<ModulePlace, 'file'>,
  reason: string,
  place: UserPlace | undefined,
  [field, constraint]: readonly [field: string, constraint: string] = ['module', 'must load as an ES module'],
): Error {
  const isOwn = place !== undefined && basename(place.file) === basename(file);
  const text = isOwn ? reason.replace(` (${basename(file)}:${place.line})`, '') : reason;
  return moduleFault(file, field, `${constraint}: ${text}`, {
    line: isOwn ? place.line : undefined,
  });
}

function replacedFault({ file }: ModulePlace, replaced: readonly string[]): Error {
  const constraint = `must leave alone what all code shares, and replaces ${namesOf(replaced)}`;
  return moduleFault(file, 'module', constraint);
}
