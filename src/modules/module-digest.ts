import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { UsageError } from '../faults/errors.ts';
import type { RecordedModule } from '../study/study-spec.ts';

/**
 * SHA-256 of a module's text, of the local files that it imports, directly or not, and of the names and versions of the
 * packages. The same wherever the folder lies.
 */
export function moduleDigest(file: string, directory: string): string {
  const root = resolve(directory, file);
  const files = new Map<string, Buffer>();
  const packages = new Map<string, string>();
  collect(root, files, packages);
  const hash = createHash('sha256');
  const folder = dirname(root);
  const parts = [...files].map(
    ([path, text]) => [relative(folder, path).replaceAll('\\', '/'), text] as const,
  );
  for (const [path, text] of [...parts, ...packages].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    hash.update(`${path}\0${text.length}\0`).update(text);
  }
  return hash.digest('hex');
}

/** UsageError when a study's module is no longer what the study recorded. */
export function requireSameModule({ module, digest }: RecordedModule, directory: string): void {
  // A file that is gone is a fault of its own, which names it.
  if (digest === undefined || !existsSync(resolve(directory, module))) return;
  if (moduleDigest(module, directory) === digest) return;
  throw moduleChanged(module);
}

export function moduleChanged(module: string): UsageError {
  return new UsageError(
    `${module} has changed since the study began, whose trials ran other code: take another study with --name, or accept the change with hpsearch start --accept-module`,
  );
}

/** The specifiers of import and export declarations, of import() and of require(); a text in a comment does no harm. */
export const specifiers = /\b(?:from|import|require)\s*\(?\s*(['"])([^'"\n]+)\1/g;

function collect(file: string, files: Map<string, Buffer>, packages: Map<string, string>): void {
  if (files.has(file) || !isFile(file)) return;
  const text = readFileSync(file);
  files.set(file, text);
  for (const [, , name = ''] of text.toString('utf8').matchAll(specifiers)) {
    if (name.startsWith('./') || name.startsWith('../')) collect(join(dirname(file), name), files, packages);
    else if (!name.startsWith('node:')) addPackage(name, file, packages);
  }
}

/** Nothing for what is no package, or cannot be found: then it cannot be imported either. */
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
