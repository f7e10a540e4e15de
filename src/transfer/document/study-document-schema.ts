import { z } from 'zod';
import { ensembleRecord } from '../../records/ensemble-record.ts';
import { time } from '../../records/scalars.ts';
import { importedSpec, studyRecord } from '../../records/study-record.ts';
import { historyRecord, rungsRecord, trialRecord } from '../../records/trial-record.ts';

/** The format and version marks of a study's JSON document, for later versions of hpsearch. */
export const documentFormat = 'hpsearch-study';
export const documentVersion = 1;

// An unknown field would be lost silently.
const trial = z.strictObject({
  ...trialRecord.shape,
  // No trial is running where the document is read.
  state: z.enum(['waiting', 'complete', 'pruned', 'failed']),
  history: historyRecord,
  weights: z.base64().exactOptional(),
  optimizer: z.base64().exactOptional(),
  rungs: rungsRecord.exactOptional(),
});

/** The document that `export --format json` writes. */
export const studyDocumentSchema = z.strictObject({
  format: z.literal(documentFormat),
  version: z.literal(documentVersion),
  createdAt: time,
  study: z.strictObject({ ...studyRecord.shape, spec: importedSpec }),
  trials: z.array(trial),
  ensembles: z.array(z.strictObject(ensembleRecord.shape)),
});

export type StudyDocument = z.output<typeof studyDocumentSchema>;
