import { describe, expect, it } from 'vitest';
import { JobFlight } from '../../src/search/executors/job-flight.ts';
import type { ScheduledTrial } from '../../src/search/schedules/schedule.ts';
import { waitingTrial } from '../store/example-study.ts';

const claim = { studyId: 1, trial: 7 };
const epochsOf = (...numbers: number[]) => numbers.map((epoch) => ({ epoch, metrics: {} }));

/** The flight of a trial, and what it has told. `endsAt`: the epoch after which the trial is to end. */
function flightOf({ endsAt = 99, ...next }: Partial<ScheduledTrial> & { readonly endsAt?: number } = {}) {
  const told: string[] = [];
  const job = { ...claim, draw: 7, lease: 1, keep: 5, ...(next.rung && { rung: next.rung }) };
  const watch = {
    onStart: () => void told.push('start'),
    onEpoch({ epoch }: { readonly epoch: number }, fold?: number) {
      told.push(`epoch ${epoch}${fold === undefined ? '' : ` of fold ${fold}`}`);
      return epoch >= endsAt;
    },
    onParked() {},
  };
  return { told, flight: new JobFlight(job, { ...waitingTrial(7), draw: 7, ...next }, watch, 2) };
}

describe('a job in flight', () => {
  it('begins once, and lands with a result', async () => {
    const { told, flight } = flightOf();
    const row = { trial: 7, attempt: 2 };
    expect(flight.see({ ...row, state: 'waiting' })).toBe(false);
    expect(flight.see({ ...row, state: 'running', attempt: 3 })).toBe(false);
    expect(flight.see({ ...row, state: 'complete', attempt: 4 })).toBe(true);
    await expect(flight.end).resolves.toBe(true);
    expect(told).toEqual(['start']);
  });

  it('of a promoted trial does not land with the result from which it goes on', () => {
    const { flight } = flightOf({ state: 'pruned', rung: { rung: 1, epochs: 3 } });
    expect(flight.see({ trial: 7, state: 'pruned', attempt: 2, rung: 0 })).toBe(false);
    expect(flight.see({ trial: 7, state: 'pruned', attempt: 3, rung: 1 })).toBe(true);
  });

  it('lands with the result of its rung that a worker of an earlier lease has recorded', () => {
    const { flight } = flightOf({ state: 'pruned', rung: { rung: 1, epochs: 3 } });
    expect(flight.see({ trial: 7, state: 'pruned', attempt: 2, rung: 1 })).toBe(true);
  });

  it('reports each epoch once, also when another worker trains the trial again', () => {
    const { told, flight } = flightOf();
    const parts = [
      { attempt: 3, part: 0, fold: 0, history: epochsOf(0, 1) },
      { attempt: 3, part: 1, fold: 1, history: epochsOf(0) },
      { attempt: 4, part: 0, fold: 0, history: epochsOf(0, 1, 2) },
    ];
    for (const part of parts) flight.takePart({ ...claim, ...part });
    expect(flight.claimToEnd()).toBeUndefined();
    expect(told.slice(1)).toEqual(
      ['0 of fold 0', '1 of fold 0', '0 of fold 1', '2 of fold 0'].map((each) => `epoch ${each}`),
    );
  });

  it('is to end from a verdict on, under every attempt', () => {
    const { flight } = flightOf({ endsAt: 2 });
    flight.takePart({ ...claim, attempt: 3, part: 0, history: epochsOf(1) });
    expect(flight.claimToEnd()).toBeUndefined();
    flight.takePart({ ...claim, attempt: 3, part: 1, history: epochsOf(2) });
    expect(flight.claimToEnd()).toEqual({ ...claim, attempt: 3 });
    flight.takePart({ ...claim, attempt: 4, part: 0, history: epochsOf(1) });
    expect(flight.claimToEnd()).toEqual({ ...claim, attempt: 4 });
  });

  it('is to end when a person asks for it, from the attempt on that runs then', () => {
    let end: () => void = () => undefined;
    const job = { ...claim, draw: 7, lease: 1, keep: 5 };
    const onStart = (ask: () => void) => {
      end = ask;
    };
    const watch = { onStart, onEpoch: () => false, onParked() {} };
    const flight = new JobFlight(job, { ...waitingTrial(7), draw: 7 }, watch, 2);
    flight.see({ trial: 7, state: 'running', attempt: 3 });
    expect(flight.claimToEnd()).toBeUndefined();
    end();
    expect(flight.claimToEnd()).toEqual({ ...claim, attempt: 3 });
  });
});
