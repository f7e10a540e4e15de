import { type Measurement, measured, type Section, type Target } from '../figure.ts';
import { measureCost, type Setting } from './cost.ts';
import { measureEfficiency } from './efficiency.ts';
import { measureIdle } from './idle.ts';
import { measurePickUp } from './pickup.ts';

const fleets = [1, 2, 4, 8, 16];
const idleWorkers = 200;
const fewTrials = 500;
const manyTrials = 10_000;

const settings: readonly Setting[] = [
  { name: 'SQLite, start', slots: 1, machines: 0, isSqlite: true },
  { name: 'PostgreSQL, start', slots: 1, machines: 0 },
  { name: 'PostgreSQL, one worker', slots: 1, machines: 1 },
];
const crowd: Setting = { name: 'PostgreSQL, two workers of four slots', slots: 4, machines: 2 };

/** Several machines by PostgreSQL: efficiency, the cost of a trial, idle workers, and what a lost worker costs. */
export async function measureMachines(repeats: number, parts: readonly string[]): Promise<Section> {
  const measurements: Measurement[] = [];
  const targets: Target[] = [];
  if (parts.includes('efficiency')) {
    for (const workers of fleets) {
      const { steady, whole } = await measureEfficiency(workers);
      const note = `with the first and last trials ${percent(whole)}`;
      measurements.push(
        measured(`lost of ${workers} workers’ time, trials of 1 s`, '%', [100 * (1 - steady)], note),
      );
      const goal = { unit: '×', must: 0.9, aim: 0.95 } as const;
      targets.push({ name: `efficiency of ${workers} workers`, value: steady, ...goal });
    }
  }
  if (parts.includes('cost')) {
    for (const setting of settings) {
      const runs: number[] = [];
      for (let repeat = 0; repeat < repeats; repeat++) runs.push(await measureCost(setting, fewTrials));
      measurements.push(measured(`a trial: ${setting.name}`, 'ms', runs));
    }
    const many = `a trial of ${manyTrials}: ${crowd.name}`;
    measurements.push(measured(many, 'ms', [await measureCost(crowd, manyTrials)]));
  }
  if (parts.includes('idle')) {
    const { connections, transactionsPerSecond, processorShare } = await measureIdle(idleWorkers);
    const note = `${connections} connections, ${Math.round(transactionsPerSecond)} transactions a second`;
    const name = `of one core, PostgreSQL with ${idleWorkers} idle workers`;
    measurements.push(measured(name, '%', [100 * processorShare], note));
  }
  if (parts.includes('pick-up')) {
    const runs: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) runs.push(await measurePickUp());
    measurements.push(measured('a killed worker’s trial is claimed again', 's', runs));
    const slowest = 1000 * Math.max(...runs);
    targets.push({ name: 'heartbeat of 10 s + 2 s', unit: 'ms', value: slowest, must: 12_000, aim: 12_000 });
  }
  return { title: 'Several machines by PostgreSQL', measurements, targets };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
