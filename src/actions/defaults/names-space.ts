import { existsSync, readFileSync } from 'node:fs';

const sections = [/(^|[{,\s])["']?data["']?\s*:/, /(^|[{,\s])["']?(space|model)["']?\s*:/];
/** A list of rows, or a row a line. */
const rows = /^\ufeff?\s*(\[|\{.*\}\s*\n\s*\{)/;

/** Whether a path is that of a space file, by its ending and its sections, and not of a table in JSON. */
export function namesSpace(path: string): boolean {
  if (!/\.(json|ya?ml)$/i.test(path) || !existsSync(path)) return false;
  const text = readFileSync(path, 'utf8');
  return !rows.test(text) && sections.every((section) => section.test(text));
}
