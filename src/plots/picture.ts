import type { EChartsOption } from 'echarts';
import type { Palette } from './palette.ts';
import type { StudyView } from './study-view.ts';

/** What a reader chose for a picture: parameters, scales. */
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
  option(view: StudyView, palette: Palette, settings: PictureSettings): EChartsOption;
  /** Height in pixels at a width of 520. */
  readonly height: number;
  /** The choices that it offers: names with their values, the first of which is the default. */
  settings?(view: StudyView): Readonly<Record<string, readonly string[]>>;
}
