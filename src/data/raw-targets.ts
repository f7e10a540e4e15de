import type { NamedTarget, RawData, RawTarget, RawTargets } from './raw-data.ts';

type Targets = Pick<RawData, 'target' | 'targets'>;

/** The fields of a source with several targets. */
export function withTargets(targets: RawTargets): Pick<RawData, 'target' | 'targets' | 'targetColumn'> {
  const { name, target } = primaryOf(targets);
  return { target, targets, targetColumn: targets.column ?? name };
}

/** The target that stratifies the split, and that a report on one target looks at. */
export function primaryOf({ parts }: RawTargets): NamedTarget {
  const primary = parts.find(({ target }) => target.kind === 'classification') ?? parts[0];
  if (primary === undefined) throw new Error('several targets are at least one');
  return primary;
}

/** All targets; a single one has no name. */
export function targetsOf({ target, targets }: Targets): readonly (RawTarget & { readonly of?: string })[] {
  return targets?.parts.map((part) => ({ ...part.target, of: part.name })) ?? [target];
}

/** The columns that hold the targets; none where the source is no table. */
export function targetColumnsOf({
  targets,
  targetColumn,
}: Pick<RawData, 'targets' | 'targetColumn'>): string[] {
  if (targets === undefined || targets.column !== undefined)
    return targetColumn === undefined ? [] : [targetColumn];
  return targets.parts.map(({ name }) => name);
}

/** The targets of these rows alone. */
export function drawTargets({ target, targets }: Targets, members: Int32Array): Targets {
  if (targets === undefined) return { target: drawTarget(target, members) };
  const parts = targets.parts.map((part) => ({ ...part, target: drawTarget(part.target, members) }));
  const drawn = { ...targets, parts };
  return { target: primaryOf(drawn).target, targets: drawn };
}

function drawTarget(target: RawTarget, members: Int32Array): RawTarget {
  return target.kind === 'classification'
    ? { ...target, labels: members.map((row) => target.labels[row] as number) }
    : { ...target, values: Float64Array.from(members, (row) => target.values[row] as number) };
}
