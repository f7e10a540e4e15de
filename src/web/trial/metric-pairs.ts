import type { EpochRecord } from '../../study/trial.ts';

/** A metric of the validation rows beside the same one of the training rows: they share a chart. */
export interface MetricPair {
  /** Without its split, such as "loss". */
  readonly name: string;
  readonly validation?: string;
  readonly training?: string;
}

/** The metrics of a history, the loss first; `valLoss` beside `loss`, and `valF1` beside `trainF1`. */
export function metricPairs(history: readonly EpochRecord[]): MetricPair[] {
  const names = new Set(history.flatMap(({ metrics }) => Object.keys(metrics)));
  const pairs = new Map<string, { validation?: string; training?: string }>();
  for (const name of names) {
    const [, split = '', rest = name] = /^(val|train)([A-Z].*)$/.exec(name) ?? [];
    const bare = split === '' ? name : `${rest[0]?.toLowerCase()}${rest.slice(1)}`;
    const pair = pairs.get(bare) ?? {};
    if (split === 'val') pair.validation = name;
    else if (pair.training === undefined || split === 'train') pair.training = name;
    pairs.set(bare, pair);
  }
  const order = (name: string) => (name === 'loss' ? 0 : 1);
  return [...pairs]
    .map(([name, pair]) => ({ name, ...pair }))
    .sort((one, other) => order(one.name) - order(other.name));
}
