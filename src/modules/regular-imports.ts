import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { irregularity } from '../files/readable-file.ts';
import { specifiers } from './module-digest.ts';

/**
 * The first existing file that is not regular among a module and its local imports, with the reason: Node would wait
 * for a pipe's writer for ever.
 */
export function irregularImport(
  path: string,
  seen = new Set<string>(),
): { readonly path: string; readonly constraint: string } | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || seen.has(path)) return undefined;
  seen.add(path);
  const constraint = irregularity(found);
  if (constraint !== undefined) return { path, constraint };
  for (const [, , name = ''] of readFileSync(path, 'utf8').matchAll(specifiers)) {
    if (!/^\.\.?\//.test(name)) continue;
    const imported = join(dirname(path), name);
    // require() accepts folders, and a match may only look like an import.
    if (statSync(imported, { throwIfNoEntry: false })?.isDirectory()) continue;
    const irregular = irregularImport(imported, seen);
    if (irregular !== undefined) return irregular;
  }
  return undefined;
}
