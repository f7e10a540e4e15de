import type { Palette } from '../../plots/palette.ts';
import { addParallelLines, densityStrength, evenFrame } from '../../plots/parallel/parallel-density.ts';
import type { ParallelLines } from '../../plots/parallel/parallel-lines.ts';
import type { Emphasis } from '../canvas/emphases.ts';
import { TonedLayers } from '../canvas/toned-layers.ts';
import { type ParallelSize, parallelFoot, parallelHead } from './parallel-size.ts';

export interface ParallelScene {
  readonly lines: ParallelLines;
  readonly weights: Int32Array;
  readonly tones: Uint8Array;
  readonly size: ParallelSize;
  /** Device pixels for each CSS pixel. */
  readonly ratio: number;
}

const margin = 4;
const thickness = 1.15;
const mostSteps = 6_000_000;

/** Device pixels for each CSS pixel while a brush moves: each frame costs as much on the sharpest screen as on any. */
const movingRatio = 1;

/** Draws parallel coordinates: bitmaps of all lines, and a few lines over them. */
export class ParallelPainter {
  private readonly canvas: HTMLCanvasElement;
  private scene: ParallelScene | undefined;
  /** By device pixels for each CSS pixel. */
  private readonly layers = new Map<number, TonedLayers>();

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
  }

  /** Takes up other lines or another size, which draws all lines anew. */
  show(scene: ParallelScene): void {
    this.scene = scene;
    this.layers.clear();
  }

  /** Makes ready, a part at each call, what the first move of a brush and its end need; false when all is. */
  prepare(palette: Palette): boolean {
    const { scene } = this;
    if (scene === undefined) return false;
    for (const ratio of new Set([Math.min(movingRatio, scene.ratio), scene.ratio])) {
      const isNew = !this.layers.has(ratio);
      const layers = this.layersAt(scene, ratio);
      if (isNew || layers.prepare(palette, strengthIn(scene, ratio))) return true;
    }
    return false;
  }

  /** `isMoving`: less sharp than the screen, and sooner. */
  draw(
    selected: Uint8Array | undefined,
    emphases: readonly Emphasis[],
    palette: Palette,
    isMoving = false,
  ): void {
    const { scene, canvas } = this;
    const context = canvas.getContext('2d');
    if (scene === undefined || context === null) return;
    const { size } = scene;
    const ratio = isMoving ? Math.min(movingRatio, scene.ratio) : scene.ratio;
    const layers = this.layersAt(scene, ratio);
    const width = Math.round(size.width * ratio);
    const height = Math.round((parallelHead + size.plotHeight + parallelFoot) * ratio);
    // Even the same size would clear the canvas and make it anew.
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    layers.select(selected && ((place) => selected[place] === 1));
    const bitmaps = layers.paint(palette, strengthIn(scene, ratio));
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.width, canvas.height / ratio);
    const left = size.axes[0] as number;
    for (const bitmap of bitmaps) {
      context.drawImage(bitmap, left, parallelHead - margin, this.spanOf(size), size.plotHeight + 2 * margin);
    }
    for (const { place, colour, width } of emphases) {
      const path = this.pathOf(scene, place);
      context.lineJoin = 'round';
      // A rim in the colour of the ground sets the line off from all others.
      context.strokeStyle = palette.ground;
      context.lineWidth = width + 2;
      context.stroke(path);
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke(path);
    }
  }

  private layersAt(scene: ParallelScene, ratio: number): TonedLayers {
    const found = this.layers.get(ratio) ?? this.layersOf(scene, ratio);
    this.layers.set(ratio, found);
    return found;
  }

  private layersOf({ lines, size, weights, tones }: ParallelScene, ratio: number): TonedLayers {
    const frameOf = (columns: number) =>
      evenFrame(lines.levels.length, columns, margin * ratio, thickness * ratio);
    return new TonedLayers(Math.round((size.plotHeight + 2 * margin) * ratio), {
      columns: Math.max(lines.levels.length, Math.round(this.spanOf(size) * ratio)),
      ...{ mostSteps, all: lines.places, tones },
      add: (density, members, sign) =>
        addParallelLines(density, frameOf(density.columns), lines, members, weights, sign),
    });
  }

  private spanOf({ axes }: ParallelSize): number {
    return (axes.at(-1) ?? 0) - (axes[0] ?? 0);
  }

  private pathOf({ lines, size }: ParallelScene, place: number): Path2D {
    const path = new Path2D();
    for (const [axis, level] of lines.levels.entries()) {
      const [x, y] = [size.axes[axis] as number, parallelHead + size.plotHeight * (level[place] as number)];
      if (axis === 0) {
        path.moveTo(x, y);
        continue;
      }
      const before = size.axes[axis - 1] as number;
      const middle = (before + x) / 2;
      const from = parallelHead + size.plotHeight * (lines.levels[axis - 1]?.[place] as number);
      path.bezierCurveTo(middle, from, middle, y, x, y);
    }
    return path;
  }
}

function strengthIn({ size }: ParallelScene, ratio: number): (lines: number) => number {
  const rows = (size.plotHeight + 2 * margin) * ratio;
  return (lines) => densityStrength(lines, rows, thickness * ratio);
}
