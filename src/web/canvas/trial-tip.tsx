import { configurationWords, trialTitle } from '../pictures/trial-words.ts';
import { view } from '../state/study-state.ts';

interface TrialTipProps {
  readonly trial: number;
  /** Where it points to, in pixels from the corner of the picture. */
  readonly x: number;
  readonly y: number;
  /** The width of the picture: in its right half the tip lies to the left of the point. */
  readonly width: number;
}

/** Names the trial at the pointer, with its value and its configuration. */
export function TrialTip({ trial, x, y, width }: TrialTipProps) {
  if (view.value === undefined) return null;
  const side = x > width / 2 ? { right: `${Math.max(0, width - x + 14)}px` } : { left: `${x + 14}px` };
  return (
    <div class="picture-tip" aria-hidden="true" style={{ top: `${y + 12}px`, ...side }}>
      <b>{trialTitle(view.value, trial)}</b>
      <span>{configurationWords(view.value, trial)}</span>
    </div>
  );
}
