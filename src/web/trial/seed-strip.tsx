import { formatNumber } from '../../metrics/number-format.ts';
import { extentOf, positionOn } from '../../plots/axes/scale.ts';
import { useWidth } from '../charts/use-width.ts';
import type { Relative } from './kin.ts';

interface SeedStripProps {
  readonly seeds: readonly Relative[];
  /** The shown trial, which is drawn out. */
  readonly own: number;
  readonly metric: string;
}

const height = 56;

/** The values of one configuration with several seeds on an axis, with their mean and standard deviation. */
export function SeedStrip({ seeds, own, metric }: SeedStripProps) {
  const [width, measure] = useWidth(360);
  const known = seeds.filter(({ value }) => Number.isFinite(value));
  const values = known.map(({ value }) => value);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance =
    values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / Math.max(1, values.length - 1);
  const deviation = Math.sqrt(variance);
  const scale = { kind: 'linear' as const, ...extentOf([...values, mean - deviation, mean + deviation]) };
  const x = (value: number) => 12 + positionOn(scale, value) * (width - 24);
  const text = `${metric} ${formatNumber(mean)} on average, standard deviation ${formatNumber(Number(deviation.toPrecision(2)))}, from ${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))}`;
  return (
    <figure class="seed-strip" ref={measure}>
      <figcaption class="quiet">{text}</figcaption>
      <svg width={width} height={height} role="img" aria-label={text}>
        <rect
          class="seed-band"
          x={x(mean - deviation)}
          width={Math.max(1, x(mean + deviation) - x(mean - deviation))}
          y={10}
          height={24}
        />
        <line class="seed-mean" x1={x(mean)} x2={x(mean)} y1={6} y2={38} />
        {known.map(({ trial, value }) => (
          <circle
            key={trial}
            class={trial === own ? 'seed is-own' : 'seed'}
            cx={x(value)}
            cy={22}
            r={trial === own ? 6 : 4.5}
          >
            <title>{`trial ${trial}: ${formatNumber(value)}`}</title>
          </circle>
        ))}
        <text class="tick" x={12} y={height - 4}>
          {formatNumber(scale.min)}
        </text>
        <text class="tick" x={width - 12} y={height - 4} text-anchor="end">
          {formatNumber(scale.max)}
        </text>
      </svg>
    </figure>
  );
}
