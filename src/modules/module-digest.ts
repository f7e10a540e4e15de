import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { UsageError } from '../faults/errors.ts';
import { action, message, option } from '../faults/message.ts';
import type { RecordedModule } from '../study/study-spec.ts';
import { weightFiles, writtenModels } from './pretrained-files.ts';

/**
 * SHA-256 of a module's text, of the local files that it imports, directly or not, of the pretrained models whose paths
 * these contain, and of the packages' names and versions. It does not depend on the folder's location.
 */
export function moduleDigest(file: string, directory: string): string {
  const root = resolve(directory, file);
  const files: Files = new Map();
  const packages = new Map<string, string>();
  collect(root, basename(root), files, packages);
  addPretrained(root, files);
  const hash = createHash('sha256');
  const parts = [...files.values()].map(({ name, text }) => [name.replaceAll('\\', '/'), text] as const);
  for (const [path, text] of [...parts, ...packages].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    hash.update(`${path}\0${text.length}\0`).update(text);
  }
  return hash.digest('hex');
}

/** The absolute paths of the pretrained models, by their model.json, that a module's files contain as strings. */
export function pretrainedModels(root: string): string[] {
  const files: Files = new Map();
  collect(root, basename(root), files, new Map());
  return modelsIn(files, root);
}

function modelsIn(files: Files, root: string): string[] {
  return [...files.values()].flatMap(({ text }) => writtenModels(text.toString('utf8'), dirname(root)));
}

function addPretrained(root: string, files: Files): void {
  for (const model of modelsIn(files, root)) {
    for (const path of [model, ...(weightFiles(model) ?? [])]) {
      if (!files.has(path) && isFile(path)) {
        files.set(path, { name: relative(dirname(root), path), text: readFileSync(path) });
      }
    }
  }
}

/** UsageError when a study's module differs from the recorded one. */
export function requireSameModule({ module, digest }: RecordedModule, directory: string): void {
  // A missing file is reported elsewhere, by its name.
  if (digest === undefined || !existsSync(resolve(directory, module))) return;
  if (moduleDigest(module, directory) === digest) return;
  throw moduleChanged(module);
}

export function moduleChanged(module: string): UsageError {
  return new UsageError(
    message`${module} has changed since the study began, whose trials ran other code: take another study with ${option('name')}, or accept the change with ${option('acceptModule')} of ${action('search')}`,
  );
}

/** The specifiers of import and export declarations, of import() and of require(); a match in a comment is harmless. */
export const specifiers = /\b(?:from|import|require)\s*\(?\s*(['"])([^'"\n]+)\1/g;

/** By path. A name is relative to the module, unless the file was imported by its absolute path. */
type Files = Map<string, { readonly name: string; readonly text: Buffer }>;

function collect(file: string, name: string, files: Files, packages: Map<string, string>): void {
  if (files.has(file) || !isFile(file)) return;
  const text = readFileSync(file);
  files.set(file, { name, text });
  for (const [, , specifier = ''] of text.toString('utf8').matchAll(specifiers)) {
    if (isLocal(specifier)) {
      const path = localFile(specifier, file);
      if (path === undefined) continue;
      const isRelative = specifier.startsWith('.');
      const own = isRelative ? join(dirname(name), relative(dirname(file), path)) : path;
      collect(path, own, files, packages);
    } else if (!specifier.startsWith('node:')) addPackage(specifier, file, packages);
  }
}

function isLocal(specifier: string): boolean {
  return /^(?:\.{1,2}(?:\/|$)|\/|file:)/.test(specifier);
}

/** The file that Node.js would load: by path or URL as `import` does, or without its extension as `require` does. */
function localFile(specifier: string, from: string): string | undefined {
  const folder = dirname(from);
  const finders = [
    () => resolve(folder, specifier),
    () => fileURLToPath(new URL(specifier, pathToFileURL(from))),
    // `resolve` follows links, and the digest must not depend on the folder's location.
    () => join(folder, relative(realpathSync(folder), createRequire(from).resolve(specifier))),
  ];
  return finders.map(pathOrNothing).find((path) => path !== undefined && isFile(path));
}

/** Undefined when it cannot be found: then it cannot be imported either. */
function pathOrNothing(find: () => string): string | undefined {
  try {
    return find();
  } catch {
    return undefined;
  }
}

/** Skips anything that is not a package or cannot be found: it cannot be imported either. */
function addPackage(specifier: string, from: string, packages: Map<string, string>): void {
  const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
  if (name === undefined) return;
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    const file = join(folder, name, 'package.json');
    if (!isFile(file)) continue;
    packages.set(`package ${name}`, versionIn(readFileSync(file, 'utf8')));
    return;
  }
}

function versionIn(packageJson: string): string {
  try {
    return String((JSON.parse(packageJson) as { version?: unknown }).version);
  } catch {
    return packageJson;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
