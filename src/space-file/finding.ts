import type { Fault } from '../faults/errors.ts';
import type { Path, Position } from './document/space-document.ts';

/** A broken constraint, before its line is looked up. An undefined value or hint is not shown. */
export interface Finding {
  readonly path: Path;
  readonly constraint: string;
  readonly value?: unknown;
  readonly hint?: string | undefined;
}

/** Gives each finding its file, and its line where `locate` knows one. */
export function toFaults(
  findings: readonly Finding[],
  file: string,
  locate: (path: Path) => Position | undefined,
): Fault[] {
  return findings.map(({ path, constraint, value, hint }) => {
    const line = locate(path)?.line;
    return {
      file,
      ...(line === undefined ? {} : { line }),
      field: path.map(String).join('.'),
      constraint,
      ...(value === undefined ? {} : { value }),
      ...(hint === undefined ? {} : { hint }),
    };
  });
}

/** The value at `path` in a document's content; undefined, which neither JSON nor YAML can hold, when there is none. */
export function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    return isThere ? (value as Readonly<Record<PropertyKey, unknown>>)[key] : undefined;
  }, content);
}

export function isEmptyObject(value: unknown): boolean {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.keys(value).length === 0;
}
