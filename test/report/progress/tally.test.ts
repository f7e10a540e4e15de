import { describe, expect, it } from 'vitest';
import { createTally, noEarlierTrials, type TallyOptions } from '../../../src/report/text/progress/tally.ts';
import { completeTrial, failedTrial, lossObjective, prunedTrial } from '../example-trials.ts';

function given(changes: Partial<TallyOptions> = {}) {
  const clock = { seconds: 0 };
  const elapsedSeconds = () => clock.seconds;
  const options = {
    total: 10,
    before: noEarlierTrials,
    workers: 2,
    objective: lossObjective,
    elapsedSeconds,
  };
  return { clock, tally: createTally({ ...options, ...changes }) };
}

const partsOf = (line: string) => line.split('  ').slice(1);

describe('the tally', () => {
  it('begins with nothing', () => {
    expect(given().tally.line(200)).toBe('░░░░░░░░░░░░░░░░░░░░  0/10  no result yet  0/2 busy');
  });

  it('tells time to go and speed from what has ended: four of ten in half a minute', () => {
    const { clock, tally } = given();
    [9, 5, 7].forEach((value, trial) => void tally.end(completeTrial(trial, value)));
    tally.end(failedTrial(3));
    tally.start(4);
    tally.start(5);
    clock.seconds = 30;
    // 30 s / 4 a trial, times 6; 4 in half a minute.
    expect(tally.line(200)).toBe(
      '████████░░░░░░░░░░░░  4/10  best 5 (trial 1)  ETA 0:45  8 trials/min  2/2 busy  1 failed',
    );
  });

  it('takes the speed from this run alone when the study goes on', () => {
    const before = { ended: 4, failed: 1, best: completeTrial(0, 3) };
    const { clock, tally } = given({ before });
    clock.seconds = 100;
    expect(partsOf(tally.line(200))).toEqual(['4/10', 'best 3 (trial 0)', '0/2 busy', '1 failed']);
    tally.end(completeTrial(4, 5));
    // One in 100 s, and five to go.
    expect(partsOf(tally.line(200))).toEqual([
      '5/10',
      'best 3 (trial 0)',
      'ETA 8:20',
      '0.6 trials/min',
      '0/2 busy',
      '1 failed',
    ]);
  });

  it('has no speed before the clock has moved', () => {
    const { tally } = given();
    tally.end(completeTrial(0, 1));
    expect(partsOf(tally.line(200))).toEqual(['1/10', 'best 1 (trial 0)', '0/2 busy']);
  });

  it('is over when all have ended', () => {
    const { clock, tally } = given({ total: 2 });
    for (const trial of [0, 1]) tally.start(trial);
    for (const trial of [0, 1]) tally.end(completeTrial(trial, 1));
    clock.seconds = 60;
    expect(tally.line(200)).toBe('████████████████████  2/2  best 1 (trial 0)  2 trials/min  0/2 busy');
    expect(tally.done).toBe(2);
  });

  it('counts a trial once that stops at several rungs', () => {
    const { tally } = given({ total: 3 });
    tally.end(prunedTrial(0, 1), { rung: 0, epochs: 1, isPromoted: false });
    expect(tally.end(completeTrial(0, 1), { rung: 1, epochs: 3, isPromoted: true })).toBe(true);
    expect(tally.done).toBe(1);
  });

  it('calls best only what completed and is better than all before, in either direction', () => {
    const { tally } = given();
    const verdicts = [
      tally.end(prunedTrial(0, 0.1)),
      tally.end(failedTrial(1)),
      tally.end(completeTrial(2, 5)),
      tally.end(completeTrial(3, 5)),
      tally.end(completeTrial(4, 4)),
    ];
    expect(verdicts).toEqual([false, false, true, false, true]);
    const up = given({ objective: { metric: 'valAccuracy', direction: 'maximize' } }).tally;
    expect([3, 2, 4].map((value, trial) => up.end(completeTrial(trial, value)))).toEqual([true, false, true]);
  });

  it('compares with what had ended before', () => {
    const { tally } = given({ before: { ended: 4, failed: 1, best: completeTrial(0, 3) } });
    expect(tally.end(completeTrial(1, 4))).toBe(false);
    expect(tally.end(completeTrial(2, 2))).toBe(true);
    expect(tally.done).toBe(6);
    expect(tally.line(1000)).toContain('1 failed');
  });

  it('is cut to the width of the terminal, whose last column stays free', () => {
    const { clock, tally } = given();
    tally.end(completeTrial(0, 1));
    clock.seconds = 10;
    const whole = tally.line(1000);
    for (const columns of [1, 10, 40, whole.length, whole.length + 1]) {
      expect(tally.line(columns)).toBe(whole.slice(0, columns - 1));
    }
  });
});
