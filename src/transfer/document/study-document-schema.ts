import { z } from 'zod';
import { ensembleRecord } from '../../records/ensemble-record.ts';
import { time } from '../../records/scalars.ts';
import { studyRecord } from '../../records/study-record.ts';
import { historyRecord, trialRecord } from '../../records/trial-record.ts';

/** What a study's JSON document says of itself, so that a later hpsearch knows what it reads. */
export const documentFormat = 'hpsearch-study';
export const documentVersion = 1;

// A field that is not known would be lost without a word.
const trial = z.strictObject({
  ...trialRecord.shape,
  // Where the document is read, nobody runs it.
  state: z.enum(['waiting', 'complete', 'pruned', 'failed']),
  history: historyRecord,
  weights: z.base64().exactOptional(),
  optimizer: z.base64().exactOptional(),
});

/** As `export --format json` writes it. */
export const studyDocumentSchema = z.strictObject({
  format: z.literal(documentFormat),
  version: z.literal(documentVersion),
  createdAt: time,
  study: z.strictObject(studyRecord.shape),
  trials: z.array(trial),
  ensembles: z.array(z.strictObject(ensembleRecord.shape)),
});

export type StudyDocument = z.output<typeof studyDocumentSchema>;
