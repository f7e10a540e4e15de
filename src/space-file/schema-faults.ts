import type { z } from 'zod';
import { didYouMean, nearestWord, unquotedNumber } from '../faults/did-you-mean.ts';
import { tableFormatNames } from '../study/study-spec.ts';
import { fieldsOfColumn } from './data/columns-schema.ts';
import { dataFields } from './data/data-schema.ts';
import { distributionFields, priorFields } from './distribution-schema.ts';
import type { Path } from './document/space-document.ts';
import { type Finding, valueAt } from './finding.ts';
import { brokenSchemaConstraint, choiceConstraint } from './schema-constraint.ts';
import { fieldsOf, functionFileSchema, isFunctionFile, spaceFileSchema } from './space-schema.ts';

type Issue = z.core.$ZodIssue;

/** Checks a document's content against the schema; each fault in words. */
export function schemaFaults(content: unknown): Finding[] {
  const schema = isFunctionFile(content) ? functionFileSchema : spaceFileSchema;
  const { error } = schema.safeParse(content);
  return (error?.issues ?? []).flatMap((issue) => issueFaults(issue, [], content));
}

/** `parent` is the path of the union that the issue stands in: zod counts an alternative's paths from there. */
function issueFaults(issue: Issue, parent: Path, content: unknown): Finding[] {
  const path = [...parent, ...issue.path];
  const value = valueAt(content, path);
  if (typeof value === 'number' && !Number.isFinite(value))
    return [{ path, constraint: 'must be finite', value }];
  switch (issue.code) {
    case 'invalid_union':
      return unionFaults(issue, path, content);
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownField([...path, key], content));
    case 'invalid_key':
      return [{ path, constraint: issue.issues[0]?.message ?? issue.message }];
    default:
      return [
        {
          path,
          constraint: brokenSchemaConstraint(issue, value),
          value,
          hint: hintFor(issue, path, content),
        },
      ];
  }
}

/**
 * The faults of the alternative that the value resembles; when it resembles none, one fault that describes them all.
 */
function unionFaults(issue: z.core.$ZodIssueInvalidUnion, path: Path, content: unknown): Finding[] {
  const value = valueAt(content, path);
  const options = 'options' in issue ? issue.options : undefined;
  if (options !== undefined) {
    const hint = didYouMean(value, options.map(String)) ?? hintFor(issue, path, content);
    return [{ path, constraint: choiceConstraint(options, value), value, hint }];
  }
  if (value === undefined) return [{ path, constraint: 'must be given', hint: misspelt(path, content) }];
  const alternative = issue.errors.find((issues) => !issues.some((inner) => isOtherKind(inner, value)));
  if (alternative?.every(isSingleWord)) {
    return [{ path, constraint: issue.message, value }];
  }
  if (alternative !== undefined) return alternative.flatMap((inner) => issueFaults(inner, path, content));
  const hints = issue.errors.flat().map((inner) => hintFor(inner, path, content));
  return [{ path, constraint: issue.message, value, hint: hints.find((hint) => hint !== undefined) }];
}

/** One word among values of other kinds, such as "auto" beside numbers: the union itself says all of them. */
function isSingleWord(issue: Issue): boolean {
  return issue.code === 'invalid_value' && issue.path.length === 0 && issue.values.length === 1;
}

/** True when an alternative of a union expects another kind of value altogether. */
function isOtherKind(issue: Issue, value: unknown): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') {
    return issue.errors.every((issues) => issues.some((inner) => isOtherKind(inner, value)));
  }
  if (issue.code === 'invalid_type') return true;
  // A single word beside other kinds of values, such as "auto", is no list to choose from.
  return issue.code === 'invalid_value' && (typeof value !== 'string' || issue.values.length === 1);
}

function unknownField(path: Path, content: unknown): Finding {
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  const owner = valueAt(content, parent);
  const source = String(valueAt(owner, ['source']));
  if (parent.join() === 'data' && ['path', 'target'].includes(key) && !dataFields[source]?.includes('path')) {
    return { path, constraint: 'must be left out', hint: `${source} is built in` };
  }
  if (path.join() === 'data')
    return { path, constraint: 'must be left out', hint: 'the objective has its own data' };
  const known = knownFields(parent, content);
  const hint = didYouMean(key, known) ?? `known: ${known.join(', ')}`;
  return { path, constraint: 'is not a known field', hint };
}

function knownFields(path: Path, content: unknown): readonly string[] {
  const owner = valueAt(content, path);
  if (path.join() === 'data,path') return ['train', 'validation', 'test'];
  if (path.join() === 'data') return dataFields[String(valueAt(owner, ['source']))] ?? [];
  if (path.length === 3 && path[0] === 'data' && path[1] === 'columns')
    return fieldsOfColumn(valueAt(owner, ['type']));
  if (path[0] === 'space' && path[2] === 'prior') return priorFields;
  if (path[0] === 'space') return distributionFields[String(valueAt(owner, ['type']))] ?? [];
  return fieldsOf(path, content);
}

function hintFor(issue: Issue, path: Path, content: unknown): string | undefined {
  const value = valueAt(content, path);
  if (value === undefined) return misspelt(path, content);
  if (path.join() === 'data' && tableFormatNames.some((name) => name === value))
    return `${value} is an object with a source, a path and a target`;
  if (path.join() === 'data' && value === 'images') return 'images is an object with a source and a path';
  if (path.join() === 'model' && typeof value === 'string') return `write { "type": "${value}" }`;
  if (issue.code === 'invalid_value') return didYouMean(value, issue.values.map(String));
  if (path.join() === 'data,size' && typeof value === 'number') return `write [${value}, ${value}]`;
  const isNumber = issue.code === 'invalid_type' && ['number', 'int'].includes(issue.expected);
  return isNumber ? unquotedNumber(value) : undefined;
}

/** For a missing field: an unknown field beside it that may be a misspelling of it. */
function misspelt(path: Path, content: unknown): string | undefined {
  const parent = path.slice(0, -1);
  const owner = valueAt(content, parent);
  const known = knownFields(parent, content);
  const unknown = Object.keys(owner ?? {}).filter((key) => !known.includes(key));
  const near = nearestWord(String(path.at(-1)), unknown);
  return near === undefined ? undefined : `did you write '${near}' for it?`;
}
