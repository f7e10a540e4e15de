import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { lookAtStudy } from '../../actions/dashboard/dashboard-study.ts';
import { verdictOf } from '../../actions/dashboard/verdict/verdict.ts';
import { importanceSoFar } from '../../actions/learned/importance.ts';
import type { Findings } from '../../reports/dashboard/findings.ts';
import { wordedVerdict } from '../../reports/dashboard/verdict-report.ts';
import { schedulingOf } from '../../runs/results/scheduling-report.ts';
import { KeptReader } from '../../store/kept-reader.ts';
import { withoutSecrets } from '../../store/location.ts';
import { answeredFault } from '../door/refused.ts';
import { wordsOf } from '../words.ts';
import { type FindingNews, type FindingOrder, whenReady } from './finding-messages.ts';

function find(study: number, shown: string): Promise<Findings> {
  return lookAtStudy({ study, db: shown }, async (read) => {
    const importance = importanceSoFar(read.study, await read.trials());
    const verdict = await verdictOf(read, importance);
    return {
      importance: importance ?? null,
      scheduling: (await schedulingOf(read)) ?? null,
      verdict: wordedVerdict(verdict, wordsOf(shown, read.study.name)),
    };
  });
}

async function newsOf(order: FindingOrder | typeof whenReady): Promise<FindingNews> {
  if (order === whenReady) return { kind: 'ready' };
  const { db, study } = order;
  const shown = withoutSecrets(db);
  const reader = new KeptReader(shown);
  try {
    const findings = await reader.during(() => find(study, shown));
    return { kind: 'found', findings, heapMegabytes: getHeapStatistics().used_heap_size / 1e6 };
  } catch (error) {
    return { kind: 'failed', fault: answeredFault(error, wordsOf(shown)) };
  } finally {
    await reader.close();
  }
}

parentPort?.on('message', async (order: Parameters<typeof newsOf>[0]) =>
  parentPort?.postMessage(await newsOf(order)),
);
