import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { withStore } from '../../src/store/with-store.ts';
import { searchSpace } from '../bookkeeping/bookkeeping.ts';
import { commandLine } from '../child.ts';

/** How `start` resumed a study whose last trial is still to run. */
export interface Resumed {
  /** From the start of Node to the beginning of the trial. */
  readonly seconds: number;
  /** The most resident memory until the trial had ended; NaN where the system does not say. */
  readonly megabytes: number;
}

/** Resumes the study of `trials` trials in that database, with one worker and without checks, until its last one ends. */
export async function timeStart(database: string, trials: number): Promise<Resumed> {
  const flags = [
    '--trials',
    `${trials}`,
    '--db',
    database,
    '--backend',
    'wasm',
    '--no-check',
    '--workers',
    '1',
  ];
  const startedAt = performance.now();
  const child = spawn(process.execPath, [commandLine, 'start', searchSpace, ...flags], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let endedAt = Number.NaN;
  let megabytes = Number.NaN;
  let printed = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (!Number.isNaN(endedAt) || !printed.includes(`\n[${trials}/`)) return;
    endedAt = performance.now();
    megabytes = residentPeak(child.pid);
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(printed);
  const trained = await withStore(database, async (store) => {
    const study = await store.findStudy(undefined);
    return (await store.trial(study?.id ?? 0, trials - 1))?.seconds ?? Number.NaN;
  });
  return { seconds: (endedAt - startedAt) / 1000 - trained, megabytes };
}

function residentPeak(processId: number | undefined): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${processId}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}
