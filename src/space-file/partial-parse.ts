import type { z } from 'zod';

/**
 * Parses an object without its unknown fields and without those of `optional` that break the schema; undefined when
 * another field breaks it. One fault then hides no other: a misspelt `weights` does not keep the values from being
 * checked.
 */
export function parseWhatStands<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  optional: readonly string[] = [],
): z.output<Schema> | undefined {
  const whole = schema.safeParse(value);
  if (whole.success) return whole.data;
  if (typeof value !== 'object' || value === null) return undefined;
  const dropped = new Set(whole.error.issues.flatMap((issue) => droppedKeys(issue, optional)));
  const kept = Object.entries(value).filter(([key]) => !dropped.has(key));
  return schema.safeParse(Object.fromEntries(kept)).data;
}

function droppedKeys(issue: z.core.$ZodIssue, optional: readonly string[]): string[] {
  if (issue.code === 'unrecognized_keys' && issue.path.length === 0) return issue.keys;
  return issue.path
    .slice(0, 1)
    .map(String)
    .filter((key) => optional.includes(key));
}
