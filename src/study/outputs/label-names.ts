/** The classes of a label that is a target of its own, as people read them; those of `partViews` are 0 and 1. */
export function labelNames(label: string): readonly [without: string, having: string] {
  return [`not ${label}`, label];
}
