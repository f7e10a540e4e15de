import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { commandLine } from '../child.ts';
import { clockTicksPerSecond, ticksOf } from '../machines/server-load.ts';

/** The built command `dashboard` in a process of its own. */
export interface ServedDashboard {
  readonly url: string;
  /** The most resident memory so far, in MB; NaN without /proc. */
  peakMegabytes(): number;
  processorSeconds(): number;
  close(): void;
}

/** Starts it; it has answered nothing yet. */
export async function serveDashboard(db: string): Promise<ServedDashboard> {
  const args = [commandLine, 'dashboard', '--db', db, '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', resolve);
    child.once('exit', (code) => reject(new Error(`the dashboard ended with ${code}`)));
  });
  return {
    url: (JSON.parse(line) as { url: string }).url,
    peakMegabytes: () => peakOf(child.pid),
    processorSeconds: () => ticksOf(child.pid) / clockTicksPerSecond,
    close: () => child.kill(),
  };
}

function peakOf(processId: number | undefined): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${processId}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1000;
  } catch {
    return Number.NaN;
  }
}
