interface ChartAxesProps {
  readonly width: number;
  readonly height: number;
  readonly edge: { readonly left: number; readonly right: number };
  readonly place: { x(value: number): number; y(value: number): number };
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly levels: readonly { readonly name: string; readonly value: number }[];
  showX(value: number): string;
  showY(value: number): string;
}

/** Grid lines and their numbers, and horizontal lines with a name. */
export function ChartAxes({ width, height, edge, place, ...shown }: ChartAxesProps) {
  const right = width - edge.right;
  return (
    <>
      {shown.yTicks.map((tick) => (
        <g key={tick}>
          <line class="grid-line" x1={edge.left} x2={right} y1={place.y(tick)} y2={place.y(tick)} />
          <text class="tick" x={edge.left - 6} y={place.y(tick) + 4} text-anchor="end">
            {shown.showY(tick)}
          </text>
        </g>
      ))}
      {shown.xTicks.map((tick) => (
        <text
          key={tick}
          class="tick"
          x={place.x(tick)}
          y={height - 6}
          text-anchor={anchorOf(place.x(tick), right)}
        >
          {shown.showX(tick)}
        </text>
      ))}
      {shown.levels.map(({ name, value }) => (
        <g key={name}>
          <line class="level" x1={edge.left} x2={right} y1={place.y(value)} y2={place.y(value)} />
          <text class="tick" x={right} y={labelPlace(place.y(value))} text-anchor="end">
            {name}
          </text>
        </g>
      ))}
    </>
  );
}

/** Above its line, or below where there is no room above. */
function labelPlace(y: number): number {
  return y < 22 ? y + 13 : y - 4;
}

/** A number at the end of the axis must not be cut off. */
function anchorOf(x: number, right: number): 'end' | 'middle' {
  return right - x < 12 ? 'end' : 'middle';
}
