import { type BySplit, bySplit, type Dataset, splitNames } from '../../../data/dataset.ts';
import type { SourceRows } from '../../../data/load-dataset.ts';
import { tokensOf } from '../../../data/preprocessing/tokens.ts';
import { percent } from '../../../reports/figure.ts';
import type { Check, Verdict } from '../../check.ts';
import { type InputGroup, inputGroups } from '../../input-groups.ts';

/** Above these shares of rows or tokens a check warns. */
const limits = { inner: 0.05, empty: 0.05, unknown: 0.25, cut: 0.5 } as const;

export const tokenIds: Check = {
  name: 'token-ids',
  hypothesis: 'texts and sequences of ids enter whole, few of their tokens are unknown, and id 0 is padding',
  isCheap: true,
  run({ dataset, source }) {
    const groups = inputGroups(dataset).filter(({ tokens }) => tokens !== undefined);
    if (groups.length === 0) return { status: 'skip', message: 'no inputs are token ids' };
    const verdicts = groups.map((group) => judge(group, dataset, source));
    const worst = verdicts.find(({ status }) => status === 'warn');
    const messages = verdicts.map(({ message }) => message).join('; ');
    return worst ?? { status: 'pass', message: messages, numbers: verdicts[0]?.numbers ?? {} };
  },
};

function judge(group: InputGroup, dataset: Dataset, source: SourceRows): Verdict {
  const { title } = group;
  const seen = idsOf(dataset, 'train', group);
  const isText = dataset.preprocessing.kind !== 'arrays';
  const shares = bySplit((split) => sharesOf(dataset, split, group, isText ? undefined : seen));
  const cut = isText ? cutShares(group, source) : undefined;
  const most = (part: keyof Shares) => Math.max(...splitNames.map((split) => shares[split][part]));
  const unknown = Math.max(shares.validation.unknown, shares.test.unknown);
  const numbers = { inner: most('inner'), empty: most('empty'), unknown, ...(cut && { cut: cut.train }) };
  const warn = (message: string, advice: string): Verdict => ({ status: 'warn', message, advice, numbers });
  const what = isText ? 'unknown' : 'in no training row';
  if (numbers.inner > limits.inner) {
    return warn(
      `in ${percent(numbers.inner)} of the rows of ${title}, id 0 stands between other ids, and 0 is padding`,
      'Are the ids shifted by one? The first token must have id 1, for models ignore 0.',
    );
  }
  if (unknown > limits.unknown) {
    return warn(
      `${percent(unknown)} of the tokens of ${title} outside of the training rows are ${what}`,
      'Texts of other topics, another vocabulary, or few training texts: use more of them, or characters as tokens.',
    );
  }
  if (numbers.empty > limits.empty) {
    return warn(
      `${percent(numbers.empty)} of the rows of ${title} are empty`,
      'Look at these rows: a model can tell nothing of them.',
    );
  }
  if (cut !== undefined && cut.train > limits.cut) {
    return warn(
      `${percent(cut.train)} of the training rows of ${title} are cut after ${group.shape[0]} tokens`,
      'Raise the `length` of the column in data.columns.',
    );
  }
  const said = splitNames
    .filter((split) => dataset.splits[split].rows > 0 && (isText || split !== 'train'))
    .map((split) => `${percent(shares[split].unknown)} of ${split}`);
  const cuts = cut === undefined ? '' : `, ${percent(cut.train)} of the training texts are cut`;
  const message = `${title}: tokens ${what}: ${said.join(', ')}${cuts}; ${percent(numbers.empty)} of the rows at most are empty`;
  return { status: 'pass', message, numbers };
}

interface Shares {
  /** Shares of the rows: those with a 0 between other ids, and those of 0 alone. */
  readonly inner: number;
  readonly empty: number;
  /** A share of the tokens. */
  readonly unknown: number;
}

/** `seen` are the ids of the training rows; undefined for texts, whose unknown tokens have id 1. */
function sharesOf(
  { splits }: Dataset,
  split: keyof Dataset['splits'],
  { places }: InputGroup,
  seen: ReadonlySet<number> | undefined,
): Shares {
  const { x, rows } = splits[split];
  if (rows === 0) return { inner: 0, empty: 0, unknown: 0 };
  const width = x.length / rows;
  let [inner, empty, unknown, tokens] = [0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    let [first, last, count] = [-1, -1, 0];
    for (let at = 0; at < places.length; at++) {
      const id = x[row * width + (places[at] as number)] as number;
      if (id === 0) continue;
      if (first < 0) first = at;
      last = at;
      count += 1;
      if (seen === undefined ? id === 1 : !seen.has(id)) unknown += 1;
    }
    tokens += count;
    if (count === 0) empty += 1;
    else if (last - first + 1 > count) inner += 1;
  }
  return { inner: inner / rows, empty: empty / rows, unknown: unknown / Math.max(tokens, 1) };
}

function idsOf({ splits }: Dataset, split: keyof Dataset['splits'], { places }: InputGroup): Set<number> {
  const { x, rows } = splits[split];
  const width = x.length / rows;
  const ids = new Set<number>();
  for (let row = 0; row < rows; row++) {
    for (const place of places) ids.add(x[row * width + place] as number);
  }
  return ids;
}

/** The shares of a column's texts that have more tokens than enter. */
function cutShares({ name, shape }: InputGroup, { raw, rows }: SourceRows): BySplit<number> | undefined {
  const columns = raw.inputs.kind === 'table' ? raw.inputs.columns : [];
  const column = columns.find((each) => each.name === name);
  if (column?.kind !== 'category' || column.tokens === undefined) return undefined;
  const { of } = column.tokens;
  const [length = 0] = shape;
  const isCut = column.categories.map((text) => tokensOf(text, of).length > length);
  return bySplit((split) => {
    const cut = rows[split].filter((row) => isCut[column.codes[row] as number] === true).length;
    return cut / Math.max(rows[split].length, 1);
  });
}
