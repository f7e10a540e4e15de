import { describe, expect, it } from 'vitest';
import { classOpinions } from '../../src/suspects/class-opinions.ts';
import { doubtedClasses } from '../../src/suspects/class-suspects.ts';

/** Probabilities of the second of two classes, a row each. */
const two = (...second: number[]) => Float64Array.from(second.flatMap((share) => [1 - share, share]));

describe('opinions', () => {
  it('are the means of probabilities and losses, and the share of the votes', () => {
    const { mean, loss, agreement } = classOpinions([two(0.25, 0.9), two(0.75, 0.7)], [0, 1], 2);
    expect([...mean]).toEqual([0.5, 0.5, expect.closeTo(0.2, 12), expect.closeTo(0.8, 12)]);
    expect(loss[0]).toBeCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, 12);
    expect(agreement(0, 1)).toBe(0.5);
    expect(agreement(1, 1)).toBe(1);
  });

  it('have a loss where a probability is nothing', () => {
    expect(Number.isFinite(classOpinions([two(1)], [0], 2).loss[0])).toBe(true);
  });
});

describe('doubted classes', () => {
  // Thresholds by hand: of class 0 (0.9 + 0.8 + 0.1) / 3 = 0.6; of class 1 (0.9 + 0.7 + 0.2) / 3 = 0.6.
  const given = [0, 0, 0, 1, 1, 1];
  const shares = [0.1, 0.2, 0.9, 0.9, 0.7, 0.2];

  it('are those whose class stays below its threshold while another reaches its own', () => {
    const doubted = doubtedClasses(classOpinions([two(...shares)], given, 2), given, 2);
    expect(doubted).toEqual([
      {
        place: 2,
        given: 0,
        suggested: 1,
        agreement: 1,
        probability: 0.9,
        selfConfidence: expect.closeTo(0.1, 12),
        isConfident: true,
        score: expect.closeTo(0.8, 12),
      },
      expect.objectContaining({ place: 5, given: 1, suggested: 0, isConfident: true }),
    ]);
  });

  it('are not confident where the other class is usually far surer', () => {
    // Class 1 has the threshold 0.99, and 0.6 does not reach it.
    const labels = [0, 0, 1, 1];
    const [doubted] = doubtedClasses(classOpinions([two(0.1, 0.6, 0.99, 0.99)], labels, 2), labels, 2);
    expect(doubted).toMatchObject({ place: 1, isConfident: false });
  });

  it('are weighed by how many models agree, and half of them are too few', () => {
    const models = [two(0.9, 0.9, 0.9), two(0.9, 0.9, 0.2), two(0.9, 0.3, 0.2), two(0.9, 0.8, 0.8)];
    const doubted = doubtedClasses(classOpinions(models, [0, 0, 0], 2), [0, 0, 0], 2);
    expect(doubted.map(({ place, agreement }) => [place, agreement])).toEqual([
      [0, 1],
      [1, 0.75],
    ]);
    expect(doubted[1]?.score).toBeCloseTo(0.75 * (0.725 - 0.275), 12);
  });

  it('do not suggest with confidence a class that has no rows to be sure of', () => {
    const [doubted] = doubtedClasses(classOpinions([two(0.1, 0.99)], [0, 0], 2), [0, 0], 2);
    expect(doubted).toMatchObject({ place: 1, isConfident: false });
  });
});
