import type { Palette } from '../../plots/palette.ts';
import { type Tone, tones } from '../../plots/trial-ranks.ts';
import { type AddLines, DensityLayer } from './density-layer.ts';

export interface LineSet {
  /** The members that can be drawn. */
  readonly all: Uint32Array;
  /** By member, a place in `tones`. */
  readonly tones: Uint8Array;
  /** Works for a density of any number of columns. */
  readonly add: AddLines;
  /** The columns of a bitmap at full sharpness. */
  readonly columns: number;
  /** Columns over all lines of a bitmap: many lines together are as clear with fewer, and drawn sooner. */
  readonly mostSteps: number;
}

/** From the bottom up. */
const order: readonly Tone[] = ['fail', 'trial', 'best'];

/**
 * All lines of a view as bitmaps, one on the other: those outside of the selection, failures, trials, the best group.
 */
export class TonedLayers {
  private readonly lines: LineSet;
  /** All lines, for what is not selected; drawn once, at the latest when the first selection is made. */
  private backdrop: DensityLayer | undefined;
  private readonly layers: readonly (readonly [Tone, DensityLayer])[];
  private readonly rows: number;
  private isRestricted = false;

  constructor(rows: number, lines: LineSet) {
    this.lines = lines;
    this.rows = rows;
    this.layers = order.map((tone) => {
      const code = tones.indexOf(tone);
      return [tone, this.layerOf(lines.all.filter((member) => lines.tones[member] === code).length)] as const;
    });
  }

  /** Shows these in colour, and all others faint; undefined: all in colour. */
  select(isSelected: ((member: number) => boolean) | undefined): void {
    const { all, tones: toned } = this.lines;
    this.isRestricted = isSelected !== undefined;
    const shown = isSelected === undefined ? all : all.filter(isSelected);
    for (const [tone, layer] of this.layers) {
      const code = tones.indexOf(tone);
      layer.show(shown.filter((member) => toned[member] === code));
    }
    if (this.isRestricted) this.drawnBackdrop();
  }

  /**
   * Makes ready what the first selection shows, which takes as long as all lines: a page at rest has the time for it. False
   * when it was.
   */
  prepare(palette: Palette, strength: (lines: number) => number): boolean {
    const isNew = this.backdrop === undefined;
    this.drawnBackdrop().paint(palette.faint, 0.6 * strength(this.lines.all.length));
    if (isNew) this.paint(palette, strength);
    return isNew;
  }

  /** The bitmaps from the bottom up; `strength` makes the usual number of lines look neither empty nor full. */
  paint(palette: Palette, strength: (lines: number) => number): HTMLCanvasElement[] {
    const usual = strength(this.lines.all.length);
    const shown: HTMLCanvasElement[] = [];
    if (this.isRestricted) {
      this.drawnBackdrop().paint(palette.faint, 0.6 * usual);
      shown.push(this.drawnBackdrop().canvas);
    }
    for (const [tone, layer] of this.layers) {
      if (layer.size === 0) continue;
      // A few selected lines stand out by more than the share of ink that they have among all.
      const own =
        tone === 'best'
          ? 0.7 * strength(1)
          : this.isRestricted
            ? Math.sqrt(usual * strength(layer.size))
            : usual;
      layer.paint(palette[tone], own);
      shown.push(layer.canvas);
    }
    return shown;
  }

  private drawnBackdrop(): DensityLayer {
    if (this.backdrop === undefined) {
      this.backdrop = this.layerOf(this.lines.all.length);
      this.backdrop.show(this.lines.all);
    }
    return this.backdrop;
  }

  /** The bitmap of at most this many lines. */
  private layerOf(count: number): DensityLayer {
    const { columns, mostSteps, tones: toned, add } = this.lines;
    const affordable = Math.max(columns / coarsest, mostSteps / Math.max(1, count));
    return new DensityLayer(Math.round(Math.min(columns, affordable)), this.rows, toned.length, add);
  }
}

/** The most pixels that a column of a bitmap is wide. */
const coarsest = 3;
