import { describe, expect, it } from 'vitest';
import { renderEnsembleList } from '../../src/report/text/models/ensemble-list.ts';
import { renderEnsemble, type ShownEnsemble } from '../../src/report/text/models/ensemble-text.ts';
import { wrapLine } from '../../src/report/text/parts/wrap-line.ts';
import { fifthMemberVerdict, verdict } from '../../src/reports/ensembles/ensemble-verdict.ts';

const both = (validation: number, test: number) => ({ validation, test });
const calibration = (nll: ReturnType<typeof both>, ece: ReturnType<typeof both>) => ({
  validation: { nll: nll.validation, ece: ece.validation },
  test: { nll: nll.test, ece: ece.test },
});
const accuracies = (loss: number, accuracy: number) => ({
  validation: { loss, accuracy },
  test: { loss: loss + 0.02, accuracy: accuracy - 0.01 },
});

const classifiers: ShownEnsemble = {
  study: 'digits',
  name: 'best',
  method: 'greedy',
  candidates: [17, 3, 5, 4, 2, 9],
  members: [
    { trial: 17, weight: 2 / 3 },
    { trial: 3, weight: 1 / 3 },
  ],
  ...accuracies(0.072, 0.98),
  crossValidated: { loss: 0.073, accuracy: 0.979 },
  bestSingle: { trial: 17, ...accuracies(0.08, 0.975) },
  bySize: [
    { size: 1, ...accuracies(0.08, 0.975) },
    { size: 2, ...accuracies(0.072, 0.98) },
    { size: 3, ...accuracies(0.076, 0.981) },
  ],
  temperature: 1.25,
  temperatureChoice: { reason: 'overconfident', rows: 400, wrong: 8 },
  calibration: {
    before: calibration(both(0.072, 0.092), both(0.02, 0.03)),
    after: calibration(both(0.07, 0.09), both(0.01, 0.015)),
    bestSingle: calibration(both(0.08, 0.1), both(0.025, 0.035)),
  },
  interval: {
    level: 0.95,
    resamples: 2000,
    ensemble: {
      loss: { value: 0.008, low: 0.001, high: 0.02 },
      accuracy: { value: 0.005, low: -0.001, high: 0.0104 },
    },
    fifthMember: null,
  },
  cost: {
    batchRows: 256,
    ensemble: { parameters: 105_300, oneExampleMs: 1.234, batchMs: 12.34 },
    bestSingle: { parameters: 52_650, oneExampleMs: 0.617, batchMs: 6.17 },
  },
};

const errors = (mae: number) => ({
  validation: { loss: mae ** 2, mae, r2: 0.7 },
  test: { loss: mae ** 2, mae: mae + 0.1, r2: 0.6 },
});
const regressors: ShownEnsemble = {
  ...classifiers,
  ...errors(1.5),
  bestSingle: { trial: 17, ...errors(1.75) },
  bySize: [{ size: 1, ...errors(1.75) }],
  temperature: null,
  calibration: null,
  interval: {
    ...classifiers.interval,
    ensemble: {
      loss: { value: 0.8, low: 0.1, high: 1 },
      mae: { value: 0.25, low: 0.05, high: 0.4 },
    },
  },
};

const linesOf = (report: ShownEnsemble, width = 80) => renderEnsemble(report, width).split('\n');

describe('the text of an ensemble', () => {
  it('shows members, both splits before and after the temperature, verdicts, cost and the gain by size', () => {
    expect(linesOf(classifiers, 100)).toEqual([
      "digits: greedy ensemble 'best'",
      'members: trial 17 × 0.6667, trial 3 × 0.3333 (of 6 candidates)',
      '',
      '                     best single (trial 17)  ensemble of 2  temperature 1.25',
      'validation loss                        0.08          0.072              0.07',
      'validation accuracy                 97.50 %        98.00 %           98.00 %',
      'validation ECE                       2.50 %         2.00 %            1.00 %',
      'test loss                               0.1          0.092              0.09',
      'test accuracy                       96.50 %        97.00 %           97.00 %',
      'test ECE                             3.50 %         3.00 %            1.50 %',
      '',
      'Temperature 1.25: the ensemble is too sure, 8 of 400 validation rows wrong.',
      'On the test split the ensemble gains 0.50 points of accuracy (95 % interval −0.10 to +1.04), which',
      'chance may explain.',
      'A fifth member is not taken in.',
      'It costs 105k parameters, 1.2 ms for one example, 12 ms for 256; the best single model 52.7k',
      'parameters, 0.62 ms for one example, 6.2 ms for 256.',
      '',
      'by the most members there may be',
      'size  validation loss                    validation accuracy  test accuracy',
      '   1             0.08                                97.50 %        96.50 %',
      '   2            0.072  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇              98.00 %        97.00 %',
      '   3            0.076  ▇▇▇▇▇▇▇▇                      98.10 %        97.10 %',
    ]);
  });

  it.each([
    ['underconfident', 'the ensemble is less sure than it may be, 8 of 400 validation rows wrong'],
    ['noWrongRow', 'none of the 400 validation rows is wrong, so they cannot show how sure it may be'],
    ['oneRow', 'a single row of 400 asks for another'],
    ['notShown', '8 of 400 validation rows wrong do not show that another is better'],
  ] as const)('says why the temperature is what it is: %s', (reason, said) => {
    const temperatureChoice = { reason, rows: 400, wrong: 8 };
    expect(linesOf({ ...classifiers, temperatureChoice }, 120)).toContain(`Temperature 1.25: ${said}.`);
  });

  it('says nothing of it in a report of an older version', () => {
    const { temperatureChoice: _, ...older } = classifiers;
    expect(linesOf(older, 120).join('\n')).not.toContain('Temperature');
  });

  it.each([classifiers, regressors])('fits a terminal of 80 columns', (report) => {
    expect(Math.max(...linesOf(report).map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('shows loss, mean absolute error and r2 of a regression, and nothing of probabilities', () => {
    const text = linesOf(regressors).join('\n');
    expect(text).toMatch(/^test mae +1\.85 +1\.6$/m);
    expect(text).toMatch(/^validation r2 +0\.7 +0\.7$/m);
    expect(text).not.toMatch(/temperature|ECE/i);
  });
});

describe('the verdict', () => {
  const gaining = (value: number, low: number, high: number) => ({
    ...classifiers,
    interval: { ...classifiers.interval, ensemble: { accuracy: { value, low, high } } },
  });

  it('says gain, loss and neither as they are, and whether chance may explain it', () => {
    expect(verdict(gaining(0.002, 0.001, 0.003))).toBe(
      'On the test split the ensemble gains 0.20 points of accuracy (95 % interval +0.10 to +0.30), more than chance explains.',
    );
    expect(verdict(gaining(-0.018, -0.03, 0))).toBe(
      'On the test split the ensemble loses 1.80 points of accuracy (95 % interval −3.00 to 0.00), which chance may explain.',
    );
    expect(verdict(gaining(0, -0.01, 0.01))).toBe(
      "On the test split the ensemble's accuracy is the best single model's (95 % interval −1.00 to +1.00).",
    );
  });

  it('compares the best single model with itself in no numbers', () => {
    const alone = { ...gaining(0, 0, 0), members: [{ trial: 17, weight: 1 }] };
    expect(verdict(alone)).toBe('It is the best single model alone.');
    expect(verdict({ ...alone, members: [{ trial: 3, weight: 1 }] })).toContain('On the test split');
  });

  it('knows that a smaller mean absolute error is the better one', () => {
    expect(verdict(regressors)).toBe(
      'On the test split the ensemble gains 0.25 of mean absolute error (95 % interval +0.05 to +0.4), more than chance explains.',
    );
  });

  it('says whether a fifth member pays', () => {
    const fifth = (value: number, low: number, high: number) =>
      fifthMemberVerdict({
        ...classifiers,
        interval: { ...classifiers.interval, fifthMember: { accuracy: { value, low, high } } },
      });
    expect(fifth(0.001, -0.001, 0.003)).toBe(
      'Whether a fifth member pays is not shown on the test split: +0.10 points of accuracy (95 % interval −0.10 to +0.30).',
    );
    expect(fifth(0.002, 0.001, 0.003)).toMatch(
      /^A fifth member still pays on the test split: \+0\.20 points/,
    );
    expect(fifth(-0.002, -0.003, -0.001)).toMatch(/^A fifth member harms on the test split: −0\.20 points/);
    expect(fifth(0, 0, 0)).toBe('A fifth member changes no accuracy on the test split.');
    expect(fifthMemberVerdict({ ...classifiers, candidates: [1, 2] })).toBe('There is no fifth candidate.');
  });
});

describe('the list of ensembles', () => {
  const stored = {
    name: 'best',
    method: 'greedy',
    members: classifiers.members,
    temperature: 1.25,
    createdAt: '2026-01-02T03:04:05.678Z',
    report: classifiers,
  } as const;

  it('has a line for each', () => {
    const lines = renderEnsembleList('digits', [stored], 80).split('\n');
    expect(lines).toEqual([
      'ensemble     created (UTC)  method  trials  temperature  test accuracy',
      'best      2026-01-02 03:04  greedy    17 3         1.25        97.00 %',
    ]);
    const errorsOf = [{ ...stored, temperature: null, report: regressors }];
    expect(renderEnsembleList('prices', errorsOf, 80)).toMatch(/test mae\D+.*1\.6$/s);
  });

  it('says when there is none', () => {
    expect(renderEnsembleList('digits', [], 80)).toBe("study 'digits' has no ensemble yet");
  });
});

it('a line is broken at its spaces, and loses nothing', () => {
  expect(wrapLine('one two three four', 8)).toEqual(['one two', 'three', 'four']);
  expect(wrapLine('incomprehensibilities a b', 5)).toEqual(['incomprehensibilities', 'a b']);
  expect(wrapLine('short', 80)).toEqual(['short']);
});
