import { missingInteger, type TrialColumns, trialFlags } from './trial-columns.ts';

type Own = Exclude<keyof TrialColumns, 'parameters' | 'metrics'>;

/** The trials of both by number; where both have one, that of `changed`. */
export function mergeTrials(base: TrialColumns, changed: TrialColumns): TrialColumns {
  const numbers = union(base.trial, changed.trial);
  const [fromBase, fromChanged] = [placesIn(numbers, base.trial), placesIn(numbers, changed.trial)];
  const fill = <T extends Float64Array | Uint32Array | Uint8Array>(
    target: T,
    before: ArrayLike<number> | undefined,
    after: ArrayLike<number> | undefined,
    missing: number,
  ): T => {
    if (missing !== 0) target.fill(missing);
    for (const [place, at] of fromBase.entries()) target[at] = before?.[place] ?? missing;
    for (const [place, at] of fromChanged.entries()) target[at] = after?.[place] ?? missing;
    return target;
  };
  const count = numbers.length;
  const floats = (name: Own) => fill(new Float64Array(count), base[name], changed[name], Number.NaN);
  const bytes = (name: Own) => fill(new Uint8Array(count), base[name], changed[name], 0);
  const named = (kind: 'parameters' | 'metrics') => {
    const names = new Set([...Object.keys(base[kind]), ...Object.keys(changed[kind])]);
    const merged = (name: string) =>
      fill(new Float64Array(count), base[kind][name], changed[kind][name], Number.NaN);
    return Object.fromEntries([...names].map((name) => [name, merged(name)]));
  };
  return {
    trial: numbers,
    state: bytes('state'),
    origin: bytes('origin'),
    flags: bytes('flags'),
    value: floats('value'),
    standardError: floats('standardError'),
    epochs: floats('epochs'),
    bestEpoch: floats('bestEpoch'),
    parameterCount: floats('parameterCount'),
    seconds: floats('seconds'),
    startedAt: floats('startedAt'),
    endedAt: floats('endedAt'),
    parent: fill(new Uint32Array(count), base.parent, changed.parent, missingInteger),
    failure: bytes('failure'),
    parameters: named('parameters'),
    metrics: named('metrics'),
  };
}

/** The trials with the flag `isTied` on the best one's group alone: a new best trial unties others, which did not change. */
export function markTied(trials: TrialColumns, tied: readonly number[]): TrialColumns {
  const wanted = new Set(tied);
  const flags = trials.flags.map((bits, place) =>
    wanted.has(trials.trial[place] as number) ? bits | trialFlags.isTied : bits & ~trialFlags.isTied,
  );
  return { ...trials, flags };
}

/** Ascending, each once. */
function union(one: Uint32Array, other: Uint32Array): Uint32Array {
  return Uint32Array.from(new Set([...one, ...other])).sort();
}

/** The place in `whole` of each entry of `part`; both ascend. */
function placesIn(whole: Uint32Array, part: Uint32Array): Uint32Array {
  let at = 0;
  return part.map((number) => {
    while (whole[at] !== number) at++;
    return at;
  });
}
