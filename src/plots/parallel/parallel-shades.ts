import { densityShades, emptyDensity } from '../density/line-density.ts';
import type { Palette } from '../palette.ts';
import type { StudyView } from '../study-view.ts';
import { shadePaths } from '../svg/shade-paths.ts';
import { rankShares, rankWeights, trialTones } from '../trial-ranks.ts';
import { addParallelLines, densityStrength, evenFrame } from './parallel-density.ts';
import type { ParallelLines } from './parallel-lines.ts';

/** The part of a picture that lines fill. */
interface Area {
  readonly top: number;
  readonly plotHeight: number;
  readonly axes: readonly number[];
}

const margin = 3;

/** Thousands of lines as shades, one layer a colour: trials outside of the selection, failures, trials, the best group. */
export function manyLines(view: StudyView, lines: ParallelLines, area: Area, palette: Palette): string {
  const left = area.axes[0] ?? 0;
  const width = (area.axes.at(-1) ?? left) - left;
  const columns = Math.max(1, Math.round(width));
  const rows = Math.round(area.plotHeight) + 2 * margin;
  const frame = evenFrame(lines.levels.length, columns, margin, 1.2);
  const weights = rankWeights(rankShares(view.head, view.trials));
  const toned = trialTones(view.head, view.trials);
  const isSelected = (place: number) => view.selected === undefined || view.selected[place] === 1;
  const layer = (colour: string, isMember: (place: number) => boolean, boost = 1) => {
    const members = lines.places.filter(isMember);
    if (members.length === 0) return '';
    const density = emptyDensity(columns, rows);
    addParallelLines(density, frame, lines, members, weights);
    const shades = densityShades(
      density,
      boost * densityStrength(lines.places.length, rows, frame.thickness),
    );
    const pixels = {
      columns,
      rows,
      left,
      top: area.top - margin,
      pixelWidth: width / columns,
      pixelHeight: 1,
    };
    return shadePaths(shades, pixels, colour);
  };
  const toneLayer = (tone: number, colour: string, boost?: number) =>
    layer(colour, (place) => isSelected(place) && toned[place] === tone, boost);
  return [
    layer(palette.faint, (place) => !isSelected(place)),
    toneLayer(2, palette.fail),
    toneLayer(0, palette.trial),
    toneLayer(1, palette.best, goldBoost(lines.places.length)),
  ].join('');
}

/** The best group is opaque, however many other lines there are. */
function goldBoost(lines: number): number {
  return Math.max(1, lines / 20);
}
