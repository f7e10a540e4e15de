import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Where a module at this path defines a function: "model.mjs:12"; only its file if it comes from another one. */
export function functionPlace(path: string, definition: (...args: never[]) => unknown): string {
  const text = readFileSync(path, 'utf8');
  const at = text.indexOf(String(definition));
  return at < 0 ? basename(path) : `${basename(path)}:${text.slice(0, at).split('\n').length}`;
}
