import type { ParallelAxis } from '../../plots/parallel/parallel-axes.ts';
import { axes, chooseAxes, moveAxis } from './parallel-state.ts';

/** The name of an axis, by which it is moved: dragged, or with the arrow keys. */
export function AxisTitle({ axis, room }: { readonly axis: ParallelAxis; readonly room: number }) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') moveAxis(axis.name, -1);
    else if (event.key === 'ArrowRight') moveAxis(axis.name, 1);
    else if (event.key === 'Delete' && axes.value.length > 2) {
      chooseAxes(axes.value.map(({ name }) => name).filter((name) => name !== axis.name));
    } else return;
    event.preventDefault();
  };
  return (
    <button
      type="button"
      class="axis-title"
      title={`${axis.title}: drag, or press ← and →, to move this axis`}
      aria-description="The left and right arrow keys move this axis, Delete hides it."
      style={{ maxWidth: `${room}px` }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => dragTitle(event, axis.name)}
    >
      {axis.label}
    </button>
  );
}

/** Moves the axis by a place each time the pointer has crossed half the way to its neighbour. */
function dragTitle(event: PointerEvent, name: string): void {
  const title = event.currentTarget as HTMLElement;
  const spacing = Number(title.closest<HTMLElement>('[data-spacing]')?.dataset.spacing);
  if (event.button !== 0 || !(spacing > 0)) return;
  let origin = event.clientX;
  const follow = ({ clientX }: PointerEvent) => {
    const steps = Math.round((clientX - origin) / spacing);
    if (steps === 0) return;
    moveAxis(name, steps);
    origin += steps * spacing;
  };
  title.setPointerCapture(event.pointerId);
  title.addEventListener('pointermove', follow);
  const stop = () => title.removeEventListener('pointermove', follow);
  title.addEventListener('lostpointercapture', stop, { once: true });
}
