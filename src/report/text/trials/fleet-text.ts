import { counted } from '../../../reports/number-text.ts';
import type { LiveWorker } from '../../../store/machines.ts';

/** "3 machines, 12 slots", or what a search without workers waits for. */
export function fleetText(workers: readonly LiveWorker[]): string {
  if (workers.length === 0) return 'no worker is there: the trials wait for one';
  const machines = new Set(workers.map(({ host }) => host)).size;
  const slots = workers.reduce((sum, worker) => sum + worker.slots, 0);
  const each = workers.length === machines ? '' : `, ${counted(workers.length, 'worker')}`;
  return `${counted(machines, 'machine')}${each}, ${counted(slots, 'slot')}`;
}
