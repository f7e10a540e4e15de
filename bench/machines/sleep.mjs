import { setTimeout } from 'node:timers/promises';

export const parameters = {
  x: { type: 'number', min: 0, default: 0 },
  seconds: { type: 'number', min: 0, default: 0 },
};

/** A trial that only lasts: its cost to the machine is that of the search around it. Times in milliseconds. */
export async function run({ x, seconds }) {
  const startedAt = Date.now();
  if (seconds > 0) await setTimeout(1000 * seconds);
  return { score: x, startedAt, endedAt: Date.now(), worker: process.pid };
}
