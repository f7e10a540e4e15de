import { splitNames } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { DuplicatePair } from '../../reports/data-report.ts';
import { shownRow } from '../../reports/number-text.ts';
import { sameTargets } from './conflict.ts';
import type { Copies } from './copies.ts';

const mostPairs = 50;
const mostOfAKind = 15;

/** Example pairs: across splits, with different targets, near duplicates, and within a split; at most 50. */
export function examplePairs(
  source: SourceRows,
  copies: Copies,
  conflicting: Int32Array,
  near: readonly DuplicatePair[],
): DuplicatePair[] {
  const { splitOf, groups, firstInSplit } = copies;
  const describe = (pair: readonly [number, number]) => describePair('same', pair, source, splitOf);
  const twinElsewhere = (row: number, split: number) =>
    firstInSplit[split]?.[groups.leader[row] as number] ?? -1;
  const training = splitNames.indexOf('train');
  const across = take(splitOf.length, (row) => {
    const twin = splitOf[row] === training ? -1 : twinElsewhere(row, training);
    return twin < 0 ? undefined : [twin, row];
  });
  const within = take(splitOf.length, (row) => {
    const twin = twinElsewhere(row, splitOf[row] as number);
    return twin < 0 || twin === row ? undefined : [twin, row];
  });
  const pairs = [
    ...across.map(describe),
    ...conflictingPairs(source, copies, conflicting).map(describe),
    ...near.slice(0, mostOfAKind),
    ...within.map(describe),
  ];
  return pairs
    .filter((pair, index) => pairs.findIndex((other) => isSamePair(pair, other)) === index)
    .slice(0, mostPairs);
}

/** `pair` for the report, with the splits and whether the targets agree. */
export function describePair(
  kind: DuplicatePair['kind'],
  pair: readonly [number, number],
  { raw }: SourceRows,
  splitOf: Uint8Array,
): DuplicatePair {
  const number = (row: number) => raw.rowNumbers[row] as number;
  const split = (row: number) => splitNames[splitOf[row] as number] ?? 'none';
  const [one, other] = pair;
  const file = (row: number) => raw.fileNames?.[number(row)] as string;
  return {
    kind,
    rows: [shownRow(number(one)), shownRow(number(other))],
    ...(raw.fileNames === undefined ? {} : { files: [file(one), file(other)] }),
    splits: [split(one), split(other)],
    hasSameTarget: sameTargets(raw)(one, other),
  };
}

/** The first row of a group and the first later one with another target. */
function conflictingPairs({ raw }: SourceRows, { groups }: Copies, rows: Int32Array): [number, number][] {
  const areSame = sameTargets(raw);
  const pairs = new Map<number, [number, number]>();
  for (const row of rows) {
    const leader = groups.leader[row] as number;
    if (!areSame(row, leader) && !pairs.has(leader)) pairs.set(leader, [leader, row]);
    if (pairs.size === mostOfAKind) break;
  }
  return [...pairs.values()];
}

function take(rows: number, pairOf: (row: number) => [number, number] | undefined): [number, number][] {
  const pairs: [number, number][] = [];
  for (let row = 0; row < rows && pairs.length < mostOfAKind; row++) {
    const pair = pairOf(row);
    if (pair !== undefined) pairs.push(pair);
  }
  return pairs;
}

function isSamePair(one: DuplicatePair, other: DuplicatePair): boolean {
  return one.rows[0] === other.rows[0] && one.rows[1] === other.rows[1];
}
