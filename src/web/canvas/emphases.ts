import type { TrialColumns } from '../../plots/columns/trial-columns.ts';
import type { Palette } from '../../plots/palette.ts';

/** A line that is drawn over all others. */
export interface Emphasis {
  /** The place of its trial in the columns. */
  readonly place: number;
  readonly colour: string;
  readonly width: number;
}

/** The lines of the picked trials, and of the one under the pointer. */
export function emphasesOf(
  trials: TrialColumns | undefined,
  picked: readonly number[],
  hovered: number | undefined,
  { text }: Palette,
): Emphasis[] {
  const placeOf = (trial: number | undefined) =>
    trial === undefined ? -1 : (trials?.trial.indexOf(trial) ?? -1);
  return [
    ...picked.map((trial) => ({ place: placeOf(trial), colour: text, width: 1.5 })),
    { place: placeOf(hovered), colour: text, width: 2.25 },
  ].filter(({ place }) => place >= 0);
}
