import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

const magic = /[*?[{]/;

/** True for a path with wildcards that is not itself the name of a file. */
export function isGlob(path: string, directory: string): boolean {
  return magic.test(path) && !existsSync(isAbsolute(path) ? path : join(directory, path));
}

/**
 * The files that match a glob, by name, absolute: `*` and `?` within a name, `[abc]`, `{one,other}`, and `**` for any
 * folders. Names with a leading dot match only a pattern with one.
 */
export function filesMatching(pattern: string, directory: string): string[] {
  const absolute = isAbsolute(pattern) ? pattern : join(directory, pattern);
  const parts = absolute.split(/[\\/]+/);
  const fixed = parts.findIndex((part) => magic.test(part));
  const start = fixed <= 0 ? '/' : parts.slice(0, fixed).join('/') || '/';
  return matches(start, parts.slice(Math.max(fixed, 0))).sort();
}

function matches(folder: string, parts: readonly string[]): string[] {
  const [part = '', ...others] = parts;
  const entries = entriesOf(folder);
  if (part === '**') {
    const deeper = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    return [
      ...matches(folder, others),
      ...deeper.flatMap((entry) => matches(join(folder, entry.name), parts)),
    ];
  }
  const name = nameMatcher(part);
  const found = entries.filter((entry) => name.test(entry.name));
  if (others.length > 0) return found.flatMap((entry) => matches(join(folder, entry.name), others));
  return found.filter((entry) => !entry.isDirectory()).map((entry) => join(folder, entry.name));
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // A file in the place of a folder, or a folder that may not be read, matches nothing.
    return [];
  }
}

function nameMatcher(part: string): RegExp {
  const alternatives = (inner: string) => `(?:${inner.split(',').map(withWildcards).join('|')})`;
  const source = part
    .split(/(\{[^{}]*\})/)
    .map((piece) => (/^\{.*\}$/.test(piece) ? alternatives(piece.slice(1, -1)) : withWildcards(piece)))
    .join('');
  return new RegExp(`^${part.startsWith('.') ? '' : '(?!\\.)'}${source}$`, 's');
}

function withWildcards(text: string): string {
  return text.replaceAll(/\[!?[^\]]+\]|[\\^$.|?*+()[\]{}]/g, (sign) => {
    if (sign === '*') return '.*';
    if (sign === '?') return '.';
    if (sign.length > 1) return `[${sign.slice(1, -1).replace(/^!/, '^').replaceAll('\\', '\\\\')}]`;
    return `\\${sign}`;
  });
}
