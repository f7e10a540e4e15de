import type { Direction } from '../objective.ts';

/** The names of a module's own metrics as objectives, such as valCosts, with their directions. */
export type OwnDirections = Readonly<Record<string, Direction>>;

/** Those of a model; none where it is no module, or its study is older. */
export function ownDirections(model: {
  readonly kind: string;
  readonly metrics?: OwnDirections;
}): OwnDirections {
  return model.metrics ?? {};
}
