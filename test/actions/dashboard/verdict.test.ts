import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verdict } from '../../../src/actions/index.ts';
import { worded } from '../../../src/faults/message.ts';
import { commandWords } from '../../../src/report/text/parts/command-words.ts';
import { renderVerdict } from '../../../src/report/text/trials/verdict-text.ts';
import {
  type VerdictLine,
  type VerdictReport,
  wordedVerdict,
} from '../../../src/reports/dashboard/verdict-report.ts';
import { withStore } from '../../../src/store/with-store.ts';
import { temporaryDirectory } from '../../e2e/hpsearch.ts';
import { makeStudy } from '../../made-study/made-study.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const db = join(directory, 'made.db');

const linesOf = ({ lines }: VerdictReport, topic: VerdictLine['topic']) =>
  lines.filter((line) => line.topic === topic);
const textOf = (report: VerdictReport) => report.lines.map(({ text }) => text).join('\n');
const commandsOf = ({ next }: VerdictReport) => next.map(({ action }) => worded(action, commandWords()));

describe('the verdict on a study whose truth is known', () => {
  let report: VerdictReport;
  beforeAll(async () => {
    await makeStudy(db, { name: 'made', trials: 243 });
    report = await verdict({ study: 'made', db });
  }, 60_000);

  it('names the best trial, its error and those that are as good', async () => {
    const [best] = await withStore(db, async (store) =>
      store.top((await store.findStudy('made'))?.id as number, 1),
    );
    expect(report.best).toEqual({
      ...{ trial: best?.trial, value: best?.value, standardError: best?.standardError },
      errorOf: 'the validation rows',
      seeds: null,
    });
    const [tied] = linesOf(report, 'tied');
    expect(tied).toBe(report.lines[0]);
    expect(tied?.trials?.[0]).toBe(best?.trial);
    expect(tied?.text).toMatch(
      /^\d+ other trials cannot be told apart from trial \d+ \(paired test over the validation rows, 95 %, corrected for \d+ trials\)/,
    );
  });

  it('compares with simple models and people', () => {
    expect(linesOf(report, 'baseline').map(({ text }) => text)).toEqual([
      `Trial ${report.best?.trial} beats the linear model (0.121).`,
      expect.stringMatching(/^Trial \d+ reaches valAccuracy \d+\.\d+ %, people 98\.00 %\.$/),
    ]);
  });

  it('says what matters, and what has no visible effect', () => {
    const [line] = linesOf(report, 'importance');
    expect(line).toMatchObject({ parameter: 'learningRate' });
    expect(line?.text).toMatch(
      /^learningRate sets the best trials apart most \(\d+ %, 95 %: \d+ % to \d+ %\)/,
    );
    const [, hidden] = line?.text.split('. ') ?? [];
    for (const name of ['weightDecay', 'batchSize', 'momentum']) expect(hidden).toContain(name);
    expect(hidden).not.toContain('learningRate');
  });

  it('says where trials failed', () => {
    const [line, ...others] = linesOf(report, 'failures');
    expect(others).toEqual([]);
    expect(line?.parameter).toBe('learningRate');
    expect(line?.text).toMatch(
      /^\d+ of 243 trials diverged, all with learningRate of at least 0\.0[67]\d+: \d+ of the \d+ trials there\.$/,
    );
  });

  it('expects a gain from more trials, and compares it with the error', () => {
    expect(report.gain).toMatchObject({ trials: 243, low: 0 });
    expect(linesOf(report, 'gain')[0]?.text).toMatch(
      /^243 more trials would improve valLoss by about [\d.]+, hardly more than [\d.]+ \(in 9 of 10 cases\): less than the standard error\.$/,
    );
  });

  it('ends with commands', () => {
    const tied = linesOf(report, 'tied')[0]?.trials?.length ?? 0;
    expect(commandsOf(report)).toEqual([
      `hpsearch confirm --top ${tied}`,
      'hpsearch ensemble',
      'hpsearch refine',
    ]);
  });

  it('is printed within the width of a terminal, with all its sentences', () => {
    const shown = { study: 'made', metric: 'valLoss', verdict: wordedVerdict(report, commandWords()) };
    const text = renderVerdict(shown, 70);
    for (const line of text.split('\n').slice(1)) expect(line.length).toBeLessThanOrEqual(70);
    const words = text.replace(/\s+/g, ' ');
    expect(words).toMatch(
      /^made: valLoss 0\.\d+ ± 0\.\d+, trial \d+ \(standard error over the validation rows\)/,
    );
    for (const line of report.lines) expect(words).toContain(line.text);
    for (const command of commandsOf(report)) expect(text).toContain(`\n  ${command}\n`);
  });

  it('has sentences that stand alone', () => {
    for (const { text } of report.lines) {
      expect(text).toMatch(/^[A-Z\d]|^learningRate|^units/);
      expect(text).toMatch(/\.$/);
      expect(text).not.toMatch(/NaN|undefined|null|\d{7}/);
    }
  });
});

describe('the verdict on a study', () => {
  const of = async (name: string, options: Parameters<typeof makeStudy>[1]) => {
    await makeStudy(db, { name, ...options });
    return verdict({ study: name, db });
  };

  it('says once that few trials tell little', async () => {
    const report = await of('few', { trials: 9, kept: 0 });
    expect(textOf(report).match(/too few/g)).toHaveLength(1);
    expect(textOf(report)).toContain(
      '9 complete trials are too few to tell what matters and whether more would pay.',
    );
    expect(report.gain).toBeNull();
    expect(linesOf(report, 'importance')).toEqual([]);
  });

  it('has nothing to say of one that has not begun', async () => {
    const report = await of('new', { trials: 5, waiting: 5 });
    expect(report).toEqual({
      ...{ best: null, gain: null, next: [] },
      lines: [{ topic: 'best', tone: 'plain', text: 'No trial has ended yet.' }],
    });
  });

  it('does not compute what a sampler that learns would gain', async () => {
    const report = await of('learning', { trials: 60, sampler: 'tpe' });
    expect(report.gain).toBeNull();
    expect(linesOf(report, 'gain')[0]?.text).toMatch(/^The last 30 trials .* tpe /);
  });

  it('says what pruning has saved, and how the order at a rung agrees with the last', async () => {
    const report = await of('rungs', { trials: 120, hasRungs: true });
    expect(linesOf(report, 'run').map(({ text }) => text)).toContainEqual(
      expect.stringMatching(
        /^Pruning has saved up to \d+ % of the epochs; among the \d+ trials that went on, the order after 3 epochs has a rank correlation of -?[\d.]+ with that after 27\.$/,
      ),
    );
  });
});
