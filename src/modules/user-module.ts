import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadSeconds } from '../study/longest-seconds.ts';
import type { ParameterConstraints } from '../study/parameter-constraint.ts';
import { exportedConstraint } from './exported-constraints.ts';
import { namesOf } from './guarded-call.ts';
import { type Described, describeModule, type ModuleDescription } from './module-description.ts';
import { moduleFault } from './module-fault.ts';
import { type ModuleNews, probeModule } from './probe-module.ts';
import { irregularImport } from './regular-imports.ts';
import { isThreadSealed } from './seal-thread.ts';
import { syntaxPlace } from './syntax-place.ts';
import { thrownText, type UserPlace, userPlace } from './thrown-text.ts';
import { watchGlobals } from './watched-globals.ts';

/** A user's module as it was loaded into this thread. */
export interface UserModule {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly description: ModuleDescription;
}

/** Where a user's module is: `file` is its path relative to `directory`, `field` what names it in the space file. */
export interface ModulePlace {
  readonly file: string;
  readonly directory: string;
  readonly field: string;
}

/**
 * What a user's module exports, by a look at it in a thread of its own: it never runs in this one. FaultsError where it
 * does not load within `mostSeconds`, or replaces what all code shares.
 */
export async function describeUserModule(
  place: ModulePlace,
  mostSeconds = loadSeconds,
): Promise<ModuleDescription> {
  const news = await probeModule(pathOf(place), mostSeconds);
  if (news.kind !== 'described') {
    const isSyntax = news.kind === 'failed' && news.isSyntaxError && news.place === undefined;
    throw loadFault(place, reasonOf(news), isSyntax ? syntaxPlace(pathOf(place)) : news.place);
  }
  if (news.replaced.length > 0) throw replacedFault(place, news.replaced);
  return news.description;
}

/** As `describeUserModule`, and loads it here afterwards. A trial's thread skips the probe: it can be replaced. */
export async function importUserModule(place: ModulePlace, mostSeconds = loadSeconds): Promise<UserModule> {
  const path = pathOf(place);
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

/** The constraints of a module's `parameters`; undefined where it exports none. FaultsError when they are not constraints. */
export function constraintsOf(
  described: Described<ParameterConstraints>,
  file: string,
): ParameterConstraints | undefined {
  return exportedValue(described, { file, field: 'parameters', constraint: exportedConstraint });
}

/** The value of an export; undefined for one that was left out. FaultsError of this constraint for one that breaks it. */
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

function pathOf({ file, directory, field }: ModulePlace): string {
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

/** The line stands beside the module's name where it is the module's, and in the reason where it is another file's. */
function loadFault({ file }: ModulePlace, reason: string, place: UserPlace | undefined): Error {
  const isOwn = place !== undefined && basename(place.file) === basename(file);
  const text = isOwn ? reason.replace(` (${basename(file)}:${place.line})`, '') : reason;
  return moduleFault(file, 'module', `must load as an ES module: ${text}`, {
    line: isOwn ? place.line : undefined,
  });
}

function replacedFault({ file }: ModulePlace, replaced: readonly string[]): Error {
  const constraint = `must leave alone what all code shares, and replaces ${namesOf(replaced)}`;
  return moduleFault(file, 'module', constraint);
}

/** Its stack is that of a caller, and not of the module. */
class Unfinished extends Error {}

/**
 * Rejects after `mostSeconds`, since a timer of the module's own keeps it from ever being idle; or when nothing is left
 * that could settle the promise that a program waits for: Node would end without a word.
 */
function unlessStuck<T>(loading: Promise<T>, mostSeconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Unfinished('its import does not finish'));
    const timer = setTimeout(end, mostSeconds * 1000).unref();
    process.once('beforeExit', end);
    void loading.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      process.off('beforeExit', end);
    });
  });
}
