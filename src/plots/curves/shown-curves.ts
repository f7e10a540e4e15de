import { stateCodes } from '../columns/trial-columns.ts';
import type { StudyView } from '../study-view.ts';
import { rankShares, rankWeights, trialTones } from '../trial-ranks.ts';
import { type CurveFrame, curveFrame, curveLevels } from './curve-frame.ts';
import { orderedCurves, placesOfCurves } from './ordered-curves.ts';

/** All that a picture of curves is drawn from. */
export interface ShownCurves {
  readonly curves: ReturnType<typeof orderedCurves>;
  readonly frame: CurveFrame;
  /** By entry of the curves. */
  readonly levels: Float32Array;
  /** By curve. */
  readonly places: Int32Array;
  readonly tones: Uint8Array;
  readonly weights: Int32Array;
  /** Trials that run at present, by number. */
  readonly running: readonly number[];
}

/** The curves of a view in the frame of all of them, or in `frame`; undefined where it has none. */
export function shownCurves(
  { head, trials, curves: given }: StudyView,
  frame?: CurveFrame,
): ShownCurves | undefined {
  if (given === undefined || given.epoch.length === 0) return undefined;
  const curves = orderedCurves(given);
  const places = placesOfCurves(curves, trials);
  const chosen = frame ?? curveFrame(head, curves);
  const weights = rankWeights(rankShares(head, trials));
  const toned = trialTones(head, trials);
  const running = stateCodes.indexOf('running');
  return {
    curves,
    frame: chosen,
    levels: curveLevels(curves, chosen),
    places,
    tones: Uint8Array.from(places, (place) => toned[place] ?? 0),
    weights: Int32Array.from(places, (place) => weights[place] ?? 64),
    running: [...curves.trial].filter((_, curve) => trials.state[places[curve] as number] === running),
  };
}

/** The places of the curves that are selected, and of those that are not. */
export function splitCurves(
  { places }: Pick<ShownCurves, 'places'>,
  selected: Uint8Array | undefined,
): readonly [selected: Uint32Array, others: Uint32Array] {
  const all = Uint32Array.from(places.keys());
  if (selected === undefined) return [all, new Uint32Array()];
  const isSelected = (curve: number) => selected[places[curve] as number] === 1;
  return [all.filter(isSelected), all.filter((curve) => !isSelected(curve))];
}
