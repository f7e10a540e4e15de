import type { EChartsOption } from 'echarts';
import type { Palette } from './palette.ts';
import type { StudyView } from './study-view.ts';

/** The choices of a reader for a picture: parameters, scales. */
export type PictureSettings = Readonly<Record<string, string>>;

/** A picture of a study: the dashboard draws it on a canvas, a report as SVG. */
export interface Picture {
  /** In addresses and file names. */
  readonly name: string;
  readonly title: string;
  /** Why it cannot be drawn of this study, as a sentence; undefined when it can. */
  missing(view: StudyView): string | undefined;
  /** Such as "243 of 243 trials". */
  note(view: StudyView, settings: PictureSettings): string;
  /** Its content in words, for readers who do not see it. */
  describe(view: StudyView, settings: PictureSettings): string;
  /** Its numbers, for readers who want them. */
  table(view: StudyView, settings: PictureSettings): PictureTable;
  option(view: StudyView, palette: Palette, settings: PictureSettings): EChartsOption;
  /** In pixels, at a width of 520. */
  height(view: StudyView): number;
  /** The choices that it offers: names with their values, the first of which is the default. */
  settings?(view: StudyView): Readonly<Record<string, readonly string[]>>;
  /** Its trials as points, for pointers and keys; absent where trials are no points. */
  marks?(view: StudyView, settings: PictureSettings): PictureMarks;
}

export interface PictureTable {
  readonly headings: readonly string[];
  /** A cell a heading. */
  readonly rows: readonly (readonly string[])[];
}

/** Trials as points on the axes of the chart, in the axes' own units. */
export interface PictureMarks {
  readonly trial: Uint32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The right ends of bars, which begin at `x`. */
  readonly xEnd?: Float64Array;
  /** The ends of the axes. */
  readonly frame: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  /** The brushes that a dragged rectangle sets. */
  readonly brush: { readonly x?: BrushAxis; readonly y?: BrushAxis };
}

/** An axis that can be brushed: a parameter, or "value" for the objective. */
export interface BrushAxis {
  readonly name: string;
  /** The value at a place on the axis, in the units of the trials' column. */
  valueAt(place: number): number;
  /** The places between which values from `low` to `high` lie. */
  placesOf(low: number, high: number): readonly [from: number, to: number];
}

/** The chosen value of a setting; the first of its values where none of them is chosen. */
export function chosen(settings: PictureSettings, name: string, values: readonly string[]): string {
  const value = settings[name];
  return value !== undefined && values.includes(value) ? value : (values[0] as string);
}
