import { z } from 'zod';
import { type Finding, valueAt } from '../space-file/finding.ts';
import { brokenSchemaLaw } from '../space-file/schema-constraint.ts';
import type { Trial } from '../study/trial.ts';
import { ensembleRecord } from './ensemble-record.ts';
import { specRecord, storedStudyRecord } from './study-record.ts';
import { trialContradictions } from './trial-contradictions.ts';
import { historyRecord, trialRecord } from './trial-record.ts';

const schemas = {
  study: storedStudyRecord,
  spec: specRecord,
  trial: trialRecord,
  history: historyRecord,
  ensemble: ensembleRecord,
  runner: z.looseObject({ host: z.string(), processId: z.int().nonnegative(), processStart: z.string() }),
} as const;

export type RecordKind = keyof typeof schemas;

/** What is wrong with a record of that kind, as it is stored. */
export function recordFindings(kind: RecordKind, content: unknown): Finding[] {
  const broken = schemaFindings(schemas[kind], content);
  return kind === 'trial' && broken.length === 0 ? trialContradictions(content as Trial) : broken;
}

/** What of `content` breaks a schema, each fault at its own place. */
export function schemaFindings(schema: z.ZodType, content: unknown): Finding[] {
  const { error } = schema.safeParse(content);
  return (error?.issues ?? []).flatMap((issue): Finding[] => {
    const value = valueAt(content, issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...issue.path, key], law: 'is not a known field' }));
    }
    return [{ path: issue.path, law: brokenSchemaLaw(issue, value), value }];
  });
}
