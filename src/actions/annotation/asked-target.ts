import type { SourceRows } from '../../data/load-dataset.ts';
import { targetViews, withLabelNames } from '../../data/target-views.ts';
import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';

/** The target that a person is asked for. */
export interface AskedTarget {
  /** The rows with this target alone. */
  readonly source: SourceRows;
  /** Its name among several; absent for the only one. */
  readonly name?: string;
}

/** The only target, or the named one of several. UsageError for another name, and for none where there are several. */
export function askedTarget(source: SourceRows, name: string | undefined): AskedTarget {
  const { targets, targetColumn } = source.raw;
  if (targets === undefined) {
    if (name === undefined || name === targetColumn) return { source };
    throw new UsageError(message`${option('target')}: must be left out, as the data have one target`);
  }
  const view = targetViews(source).find((each) => each.name === name);
  if (view?.name !== undefined) {
    const named = { name: view.name, source: view.source };
    return targets.kind === 'multilabel' ? { ...named, source: withLabelNames(named) } : named;
  }
  const names = targets.parts.map((part) => part.name).join(', ');
  throw new UsageError(message`${option('target')}: must name one of ${names}: a person is asked for one`);
}

/** The name of a target as a part of a file's name. */
export function inFileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}_-]+/gu, '_');
}
