import type { z } from 'zod';
import { distributionFields } from './distribution-schema.ts';
import { type FaultList, valueAt } from './fault-list.ts';
import { didYouMean } from './nearest-word.ts';
import type { Path } from './space-document.ts';
import { fieldsOf, spaceFileSchema } from './space-schema.ts';

type Issue = z.core.$ZodIssue;

/** Checks a document's content against the schema and adds each fault in words. */
export function addSchemaFaults(content: unknown, faults: FaultList): void {
  const { error } = spaceFileSchema.safeParse(content);
  for (const issue of error?.issues ?? []) addIssue(issue, [], { content, faults });
}

interface Target {
  readonly content: unknown;
  readonly faults: FaultList;
}

/** `parent` is the path of the union that the issue stands in: zod counts an alternative's paths from there. */
function addIssue(issue: Issue, parent: Path, target: Target): void {
  const path = [...parent, ...issue.path];
  const value = valueAt(target.content, path);
  if (typeof value === 'number' && !Number.isFinite(value)) return target.faults.add(path, 'must be finite');
  switch (issue.code) {
    case 'invalid_union':
      return addUnionIssue(issue, path, target);
    case 'unrecognized_keys':
      for (const key of issue.keys) addUnknownField([...path, key], target);
      return;
    case 'invalid_key':
      return target.faults.addField(path, issue.issues[0]?.message ?? issue.message);
    default:
      return target.faults.add(path, lawOf(issue, value), hintFor(issue, value));
  }
}

/** Tells the faults of the alternative that the value resembles; without one, all the alternatives. */
function addUnionIssue(issue: z.core.$ZodIssueInvalidUnion, path: Path, target: Target): void {
  const value = valueAt(target.content, path);
  if (value === undefined && issue.discriminator === undefined)
    return target.faults.add(path, 'must be given');
  const options = 'options' in issue ? issue.options : undefined;
  if (options !== undefined) {
    return target.faults.add(path, choiceLaw(options, value), didYouMean(value, options.map(String)));
  }
  const alternative = issue.errors.find((issues) => !issues.some((inner) => isOtherKind(inner, value)));
  if (alternative === undefined) return target.faults.add(path, issue.message);
  for (const inner of alternative) addIssue(inner, path, target);
}

/** True when an alternative of a union expects another kind of value altogether. */
function isOtherKind(issue: Issue, value: unknown): boolean {
  if (issue.path.length > 0) return false;
  return issue.code === 'invalid_type' || (issue.code === 'invalid_value' && typeof value !== 'string');
}

function addUnknownField(path: Path, { content, faults }: Target): void {
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  const owner = valueAt(content, parent);
  if (parent.join() === 'data' && ['path', 'target'].includes(key)) {
    return faults.addField(path, `belongs to csv: ${String(valueAt(owner, ['source']))} comes along`);
  }
  const known = parent[0] === 'space' ? distributionFieldsOf(owner) : fieldsOf(parent);
  const near = didYouMean(key, known);
  faults.addField(path, 'is not a known field', near ?? `known: ${known.join(', ')}`);
}

function distributionFieldsOf(entry: unknown): readonly string[] {
  return distributionFields[String(valueAt(entry, ['type']))] ?? [];
}

const expectations: Readonly<Record<string, string>> = {
  number: 'must be a number',
  int: 'must be a whole number',
  string: 'must be text',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
};

function lawOf(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined ? 'must be given' : (expectations[issue.expected] ?? issue.message);
    case 'invalid_value':
      return choiceLaw(issue.values, value);
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return issue.origin === 'string'
        ? `must be at most ${issue.maximum} characters long`
        : `must be ${issue.inclusive ? 'at most' : 'below'} ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function tooSmall({ origin, inclusive, minimum }: z.core.$ZodIssueTooSmall): string {
  if (origin === 'string') return 'must not be empty';
  if (origin === 'array') return 'must list one value at least';
  return `must be ${inclusive ? 'at least' : 'above'} ${minimum}`;
}

function choiceLaw(values: readonly unknown[], value: unknown): string {
  const all = values.map(String).join(', ');
  return value === undefined ? `must be given: one of ${all}` : `must be one of ${all}`;
}

function hintFor(issue: Issue, value: unknown): string | undefined {
  if (issue.code === 'invalid_value') return didYouMean(value, issue.values.map(String));
  const isNumber = issue.code === 'invalid_type' && ['number', 'int'].includes(issue.expected);
  const isQuoted =
    isNumber && typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value));
  return isQuoted ? `write ${Number(value)} without quotes` : undefined;
}
