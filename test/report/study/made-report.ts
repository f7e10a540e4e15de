import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StudyReport, studyReport } from '../../../src/actions/dashboard/study-report.ts';
import { type MadeStudy, makeStudy } from '../../made-study/made-study.ts';

/** The report of a study with made results, from a database that is removed again. */
export async function madeReport(study: MadeStudy): Promise<StudyReport> {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-made-'));
  try {
    const db = join(folder, 'made.db');
    await makeStudy(db, study);
    return await studyReport({ study: undefined as unknown as string, db });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
