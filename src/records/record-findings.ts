import { z } from 'zod';
import { type Finding, valueAt } from '../space-file/finding.ts';
import { brokenSchemaConstraint } from '../space-file/schema-constraint.ts';
import { longestTimeoutSeconds } from '../space-file/section-schemas.ts';
import { largest, longestText, spaceLimits } from '../study/limits.ts';
import type { Trial } from '../study/trial.ts';
import { ensembleRecord } from './ensemble-record.ts';
import { requestRecord } from './request-record.ts';
import { longestPath } from './scalars.ts';
import { specRecord, storedStudyRecord } from './study-record.ts';
import { trialContradictions } from './trial-contradictions.ts';
import { foldOutcomeRecord, historyRecord, trialRecord } from './trial-record.ts';

const schemas = {
  study: storedStudyRecord,
  spec: specRecord,
  trial: trialRecord,
  history: historyRecord,
  foldOutcome: foldOutcomeRecord,
  ensemble: ensembleRecord,
  request: requestRecord,
  runner: z.looseObject({ host: z.string(), processId: z.int().nonnegative(), processStart: z.string() }),
} as const;

export type RecordKind = keyof typeof schemas;

/** The faults of a record of that kind that is about to be stored. */
export function recordFindings(kind: RecordKind, content: unknown): Finding[] {
  const broken = schemaFindings(schemas[kind], content);
  return kind === 'trial' && broken.length === 0 ? trialContradictions(content as Trial) : broken;
}

/**
 * Like `recordFindings`, for a stored record: limits may have differed in another version, so a value beyond a limit is
 * valid.
 */
export function storedFindings(kind: RecordKind, content: unknown): Finding[] {
  const { error } = schemas[kind].safeParse(content);
  const broken = (error?.issues ?? []).filter((issue) => !isBeyondLimit(issue)).flatMap(findingsOf(content));
  return kind === 'trial' && broken.length === 0 ? trialContradictions(content as Trial) : broken;
}

const limits: readonly unknown[] = [
  ...[longestText, longestPath, spaceLimits.values, longestTimeoutSeconds],
  ...['maxEpochs', 'patience'].map(largest),
];

function isBeyondLimit(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'too_big') return limits.includes(issue.maximum);
  return issue.code === 'invalid_key' && issue.issues.every(isBeyondLimit);
}

/** The faults of `content` against a schema, each with its path. */
export function schemaFindings(schema: z.ZodType, content: unknown): Finding[] {
  const { error } = schema.safeParse(content);
  return (error?.issues ?? []).flatMap(findingsOf(content));
}

function findingsOf(content: unknown): (issue: z.core.$ZodIssue) => Finding[] {
  return (issue) => {
    const value = valueAt(content, issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...issue.path, key], constraint: 'is not a known field' }));
    }
    return [{ path: issue.path, constraint: brokenSchemaConstraint(issue, value), value }];
  };
}
