import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const expectations: Readonly<Record<string, string>> = {
  number: 'must be a number',
  int: 'must be a whole number',
  string: 'must be text',
  boolean: 'must be true or false',
  array: 'must be a list',
  tuple: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
};

/**
 * The schema's constraint that `value` breaks, in words: "must be at least 1". Undefined means that no value was given.
 */
export function brokenSchemaConstraint(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined ? 'must be given' : (expectations[issue.expected] ?? issue.message);
    case 'invalid_value':
      return choiceConstraint(issue.values, value);
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    default:
      return issue.message;
  }
}

export function choiceConstraint(values: readonly unknown[], value: unknown): string {
  const all = values.map(String).join(', ');
  return value === undefined ? `must be given: one of ${all}` : `must be one of ${all}`;
}

function tooSmall({ origin, inclusive, minimum }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string') return 'must not be empty';
  if (origin === 'array')
    return `must list ${Number(minimum) === 1 ? 'one value' : `${minimum} values`} at least`;
  return `must be ${inclusive ? 'at least' : 'above'} ${minimum}`;
}

function tooBig({ origin, inclusive, maximum }: z.core.$ZodIssueTooBig): string {
  if (origin === 'string') return `must be at most ${maximum} characters long`;
  if (origin === 'array') return `must list at most ${maximum} values`;
  return `must be ${inclusive ? 'at most' : 'below'} ${maximum}`;
}
