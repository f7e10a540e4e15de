import { heightsOf, rangeBetween } from '../../plots/parallel/brush-range.ts';
import type { ParallelAxis } from '../../plots/parallel/parallel-axes.ts';
import { brushes, isBrushing } from '../state/selection.ts';
import { brushAxis } from './parallel-state.ts';

/** How near to an end of a brush, in pixels, a drag moves that end, and how far a pointer moves in a mere click. */
const grasp = 7;
const still = 3;

/**
 * Follows the pointer from an axis: at an end of its brush it moves this end, within the brush it moves all of it, and
 * elsewhere it draws a new one. A click beside a brush removes it; on an axis of choices it takes the choice.
 */
export function startBrush(event: PointerEvent, axis: ParallelAxis): void {
  if (event.button !== 0) return;
  const track = event.currentTarget as HTMLElement;
  const { top, height } = track.getBoundingClientRect();
  const heightAt = ({ clientY }: PointerEvent) => (clientY - top) / height;
  const start = heightAt(event);
  const brush = brushes.value[axis.name];
  const known = brush && heightsOf(axis, brush);
  const near = (end: number) => Math.abs(start - end) * height <= grasp;
  const dragged = (at: number): readonly [number, number] => {
    if (known === undefined) return [start, at];
    if (near(known[0])) return [Math.min(at, known[1]), known[1]];
    if (near(known[1])) return [known[0], Math.max(at, known[0])];
    if (start < known[0] || start > known[1]) return [start, at];
    const by = Math.max(-known[0], Math.min(1 - known[1], at - start));
    return [known[0] + by, known[1] + by];
  };
  let isMoved = false;
  const follow = (move: PointerEvent) => {
    isMoved ||= Math.abs(heightAt(move) - start) * height > still;
    if (!isMoved) return;
    isBrushing.value = true;
    brushAxis(axis, rangeBetween(axis, ...dragged(heightAt(move))));
  };
  const finish = () => {
    track.removeEventListener('pointermove', follow);
    isBrushing.value = false;
    if (isMoved) return;
    if (axis.isChoice && known === undefined) brushAxis(axis, rangeBetween(axis, start, start));
    else if (known === undefined || start < known[0] || start > known[1] || axis.isChoice)
      brushAxis(axis, undefined);
  };
  track.setPointerCapture(event.pointerId);
  track.addEventListener('pointermove', follow);
  track.addEventListener('lostpointercapture', finish, { once: true });
  event.preventDefault();
}
