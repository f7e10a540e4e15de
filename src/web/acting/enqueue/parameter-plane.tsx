import { useEffect, useRef, useState } from 'preact/hooks';
import type { Axis } from '../../../plots/study-head.ts';
import type { SearchSpace } from '../../../study/search-space.ts';
import { useWidth } from '../../charts/use-width.ts';
import { head, trials } from '../../state/study-state.ts';
import type { Draft } from './drafted-configuration.ts';
import { drawPlane } from './plane-drawing.ts';
import { planeScale, textAt } from './plane-scale.ts';

interface ParameterPlaneProps {
  readonly space: SearchSpace;
  readonly draft: Draft;
  choose(changes: Draft): void;
}

const height = 260;

/** All trials over two parameters: a click fills both into the form. Fields do the same for the keyboard. */
export function ParameterPlane({ draft, choose }: ParameterPlaneProps) {
  const axes = head.value?.axes ?? [];
  const [xName, setX] = useState<string | undefined>(undefined);
  const [yName, setY] = useState<string | undefined>(undefined);
  const [width, measure] = useWidth(320);
  const canvas = useRef<HTMLCanvasElement>(null);
  const x = axes.find(({ name }) => name === xName) ?? axes[0];
  const y = axes.find(({ name }) => name === yName) ?? axes.find((axis) => axis !== x);
  const columns = trials.value;
  useEffect(() => {
    if (canvas.current === null || x === undefined || y === undefined || columns === undefined) return;
    drawPlane(canvas.current, {
      x,
      y,
      columns,
      draft,
      width,
      height,
      tied: head.value?.tied ?? [],
      best: head.value?.best,
    });
  }, [x, y, columns, draft, width]);
  if (x === undefined || y === undefined) return null;
  const click = (event: MouseEvent) => {
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    choose({
      [x.name]: textAt(planeScale(x, width), event.clientX - left),
      [y.name]: textAt(planeScale(y, height, true), event.clientY - top),
    });
  };
  return (
    <figure class="parameter-plane" ref={measure}>
      <figcaption>
        <AxisSelect label="across" axes={axes} axis={x} setName={setX} />
        <AxisSelect label="up" axes={axes} axis={y} setName={setY} />
        <span class="quiet">a click fills both in</span>
      </figcaption>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${columns?.trial.length ?? 0} trials over ${x.name} and ${y.name}; the form's fields choose the same`}
        onClick={click}
      />
    </figure>
  );
}

interface AxisSelectProps {
  readonly label: string;
  readonly axes: readonly Axis[];
  readonly axis: Axis;
  setName(name: string): void;
}

function AxisSelect({ label, axes, axis, setName }: AxisSelectProps) {
  return (
    <label>
      {label}{' '}
      <select value={axis.name} onChange={(event) => setName(event.currentTarget.value)}>
        {axes.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
