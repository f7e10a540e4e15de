import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Fault, FaultsError } from '../errors.ts';
import type { Value } from './distribution.ts';
import { loadSeconds } from './longest-seconds.ts';
import { brokenLaw, type ParameterLaw, type ParameterLaws } from './parameter-law.ts';

/** What a user's module exports. `file` is its path relative to `directory`; FaultsError where it does not load. */
export async function importUserModule(
  file: string,
  directory: string,
  field: string,
  mostSeconds = loadSeconds,
): Promise<Readonly<Record<string, unknown>>> {
  const path = resolve(directory, file);
  if (!existsSync(path)) throw moduleFault(file, field, 'must be a file, and there is none', path);
  try {
    return (await unlessStuck(import(pathToFileURL(path).href), mostSeconds)) as Record<string, unknown>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw moduleFault(file, 'module', `must load as an ES module: ${reason}`);
  }
}

/**
 * Rejects after `mostSeconds`, for a timer of the module's own keeps it from ever being idle; or when nothing is left that could settle the promise that a program waits for: Node
 * would end without a word.
 */
function unlessStuck<T>(loading: Promise<T>, mostSeconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Error('its import does not finish'));
    const timer = setTimeout(end, mostSeconds * 1000).unref();
    process.once('beforeExit', end);
    void loading.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      process.off('beforeExit', end);
    });
  });
}

/** The laws that a module's export `parameters` states: a name alone has none, and must be given. */
export function exportedLaws(parameters: unknown, file: string): ParameterLaws {
  if (isNames(parameters)) {
    return Object.fromEntries(parameters.map((name) => [name, { type: 'any' } satisfies ParameterLaw]));
  }
  if (typeof parameters === 'object' && parameters !== null && Object.values(parameters).every(isLaw)) {
    return parameters as ParameterLaws;
  }
  const law =
    "must be an array of names, or an object of laws such as { units: { type: 'integer', min: 1, default: 8 } }";
  throw moduleFault(file, 'parameters', law, parameters);
}

export function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

/** A law whose own default keeps it. */
function isLaw(law: unknown): law is ParameterLaw {
  const { type, default: fallback, values } = (law ?? {}) as Record<string, unknown>;
  if (type === 'any') return true;
  if (type === 'choice') return Array.isArray(values) && values.includes(fallback);
  const isNumeric = type === 'number' || type === 'integer';
  return isNumeric && brokenLaw(law as ParameterLaw, fallback as Value) === undefined;
}

export function moduleFault(file: string, field: string, law: string, value?: unknown): FaultsError {
  const found: Fault = value === undefined ? { file, field, law } : { file, field, law, value };
  return new FaultsError([found]);
}
