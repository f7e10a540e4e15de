import { formatNumber } from '../../metrics/number-format.ts';
import type { SeedSpread } from '../../metrics/seed-spread.ts';
import { extentOf, positionOn } from '../../plots/axes/scale.ts';
import { luckText, spreadText } from '../../reports/learned/seed-luck.ts';
import { useWidth } from '../charts/use-width.ts';

interface SeedStripProps {
  /** The mean of at least one value. */
  readonly seeds: SeedSpread;
  readonly trial: number;
  /** The trial is the best one, or cannot be told apart from it. */
  readonly isGold: boolean;
}

const height = 60;
const edge = 14;

/** The values of one configuration with other seeds on an axis, their mean and deviation, and the trial's own value. */
export function SeedStrip({ seeds, trial, isGold }: SeedStripProps) {
  const [width, measure] = useWidth(360);
  const { values, original, std } = seeds;
  const mean = seeds.mean ?? original;
  const [low, high] = [mean - (std ?? 0), mean + (std ?? 0)];
  const scale = { kind: 'linear' as const, ...extentOf([...values, original, low, high]) };
  const x = (value: number) => edge + positionOn(scale, value) * (width - 2 * edge);
  const times = `${values.length} ${values.length === 1 ? 'time' : 'times'}`;
  const text = `Trained ${times} anew: ${spreadText(seeds)}.`;
  const luck = luckText(seeds);
  const own = `trial ${trial}: ${formatNumber(original)}`;
  return (
    <figure class="seed-strip" ref={measure}>
      <figcaption>
        <p>{text}</p>
        <p class="quiet">{`${luck[0]?.toUpperCase()}${luck.slice(1)}.`}</p>
      </figcaption>
      <svg width={width} height={height} role="img" aria-label={`${text} ${own}`}>
        <line class="seed-axis" x1={edge} x2={width - edge} y1={24} y2={24} />
        {std !== null && (
          <rect class="seed-band" x={x(low)} width={Math.max(1, x(high) - x(low))} y={12} height={24} />
        )}
        <line class="seed-mean" x1={x(mean)} x2={x(mean)} y1={8} y2={40} />
        {values.map((value, place) => (
          <circle key={place} class="seed" cx={x(value)} cy={24} r={4.5}>
            <title>{formatNumber(value)}</title>
          </circle>
        ))}
        <circle class={isGold ? 'seed is-own is-gold' : 'seed is-own'} cx={x(original)} cy={24} r={6}>
          <title>{own}</title>
        </circle>
        <text class="tick" x={edge} y={height - 4}>
          {formatNumber(scale.min)}
        </text>
        <text class="tick" x={width - edge} y={height - 4} text-anchor="end">
          {formatNumber(scale.max)}
        </text>
      </svg>
    </figure>
  );
}
