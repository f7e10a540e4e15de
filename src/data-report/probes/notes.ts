import type { Interval } from '../../statistics/mean-interval.ts';
import { meanOf, type Probed, type ProbeJudge } from './judge.ts';

/** A loss of this much is worth a model that trains several times as fast. */
const tolerable = 0.02;

type Difference = Interval & { readonly value: number };

/** Says by linear models and neighbours whether a table has bends and interplay of columns to learn. */
export function tableNotes(judge: ProbeJudge, probed: readonly Probed[]): string[] {
  const [linear, near] = probed as readonly [Probed, Probed];
  const gain = judge.difference(near.scores, linear.scores);
  if (gain.low > 0 && gain.value > tolerable)
    return [
      `neighbours are better than a linear model by ${points(gain)}: there are bends or interplay of columns, for which a model needs hidden layers`,
    ];
  if (gain.high < 0)
    return [
      `a linear model is better than neighbours by ${points(negative(gain))}: begin with model.type linear, and see what layers add`,
    ];
  return [
    `neighbours and a linear model cannot be told apart (${points(gain)}): begin with model.type linear, and see what layers add`,
  ];
}

/** Says whether resolution, the place of patterns, and local patterns matter. */
export function imageNotes(
  judge: ProbeJudge,
  probed: readonly Probed[],
  {
    shape: [height, width],
    factor,
  }: { readonly shape: readonly [number, number, number]; readonly factor: number },
): string[] {
  const of = (inputs: string, predictor?: string) =>
    probed
      .filter((each) => each.inputs === inputs && (predictor === undefined || each.predictor === predictor))
      .toSorted((one, other) => meanOf(other.scores) - meanOf(one.scores))[0];
  const sizes = [
    ...new Set(probed.map(({ inputs }) => inputs).filter((inputs) => inputs.endsWith('pixels'))),
  ];
  const [full, anywhere, placed] = [of(sizes[0] ?? ''), of('patches anywhere'), of('patches by place')];
  const linear = of(`${height} × ${width} pixels`, 'linear');
  const notes =
    factor === 1
      ? []
      : [
          `images are averaged over squares of ${factor} × ${factor} pixels first, to ${height} × ${width}: finer details are not looked at`,
        ];
  for (const size of sizes.slice(1)) {
    const smaller = of(size);
    if (full === undefined || smaller === undefined) continue;
    const loss = judge.difference(full.scores, smaller.scores);
    if (loss.high < tolerable)
      notes.push(
        `${size} lose less than 2 points (${points(loss)}): smaller images train faster, by data.size`,
      );
    else if (loss.low > 0) notes.push(`${size} lose ${points(loss)}: details matter, keep the resolution`);
    else notes.push(`whether ${size} suffice is not shown: they lose ${points(loss)}`);
  }
  if (anywhere === undefined || placed === undefined || linear === undefined) return notes;
  const place = judge.difference(placed.scores, anywhere.scores);
  if (place.low > tolerable)
    notes.push(
      `where in the image a pattern is seen matters, by ${points(place)}: pool little, or keep a dense layer on the flattened image`,
    );
  else if (place.high < 2 * tolerable)
    notes.push(
      `where in the image a pattern is seen hardly matters (${points(place)}): globalPooling of a cnn fits`,
    );
  const local = judge.difference(placed.scores, linear.scores);
  if (local.low > 0)
    notes.push(
      `local patterns tell more than single pixels, by ${points(local)}: a cnn should be better than an mlp`,
    );
  else if (local.high < 0)
    notes.push(
      `single pixels at their places tell more than local patterns, by ${points(negative(local))}: an mlp may do`,
    );
  return notes;
}

function negative({ value, low, high }: Difference): Difference {
  return { value: -value, low: -high, high: -low };
}

/** "3.1 points, 95 % 1.2 to 5": hundredths of the score. */
function points({ value, low, high }: Difference): string {
  const [middle, from, to] = [value, low, high].map((each) => Number((100 * each).toFixed(1)));
  return `${middle} points, 95 % ${from} to ${to}`;
}
