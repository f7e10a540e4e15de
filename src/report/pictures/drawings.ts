import { curvesSvg } from '../../plots/curves/curves-svg.ts';
import { curvesNote, describeCurves, whyNoCurves } from '../../plots/curves/describe-curves.ts';
import type { Palette } from '../../plots/palette.ts';
import { describeParallel, parallelNote } from '../../plots/parallel/describe-parallel.ts';
import { parallelAxes } from '../../plots/parallel/parallel-axes.ts';
import { parallelSvg } from '../../plots/parallel/parallel-svg.ts';
import type { Picture, PictureSettings } from '../../plots/picture.ts';
import { pictures } from '../../plots/pictures/catalogue.ts';
import type { StudyView } from '../../plots/study-view.ts';
import { type DrawChart, loadChartDrawer } from './svg-chart.ts';

/** A picture of a study as a report shows it. */
export interface Drawing {
  /** In file names and ids: letters, digits and dashes. */
  readonly name: string;
  readonly title: string;
  /** Such as "243 of 243 trials". */
  readonly note: string;
  /** Its content in words. */
  readonly description: string;
  /** True: as wide as the page. */
  readonly isWide: boolean;
  /** An SVG element of attributes only. */
  svg(palette: Palette): string;
}

/** The pictures of a study, and why others cannot be drawn of it. */
export interface StudyDrawings {
  readonly drawn: readonly Drawing[];
  readonly missing: readonly { readonly title: string; readonly reason: string }[];
}

const width = 520;
const curvesHeight = 270;

/** Every picture that can be drawn of the study, in the order of a report; one of each parameter where a picture shows one. */
export async function drawingsOf(view: StudyView): Promise<StudyDrawings> {
  const drawChart = await loadChartDrawer();
  const [first, ...rest] = pictures.map((picture) => drawingsOfPicture(picture, view, drawChart));
  const drawn = [...(first ?? []), ...curvesDrawings(view), ...parallelDrawings(view), ...rest.flat()];
  const missing = pictures.flatMap((picture) => {
    const reason = picture.missing(view);
    return reason === undefined ? [] : [{ title: picture.title, reason }];
  });
  return { drawn: withOwnNames(drawn), missing };
}

function drawingsOfPicture(picture: Picture, view: StudyView, drawChart: DrawChart): Drawing[] {
  if (picture.missing(view) !== undefined) return [];
  const parameters = picture.settings?.(view).parameter;
  const shown: readonly (string | undefined)[] = parameters ?? [undefined];
  return shown.map((parameter, place) => {
    const settings: PictureSettings = parameter === undefined ? {} : { parameter };
    return {
      name: parameter === undefined ? picture.name : `${picture.name}-${parameter}`,
      title: parameter ?? picture.title,
      note: picture.note(view, settings),
      description: picture.describe(view, settings),
      isWide: false,
      svg: (palette) =>
        drawChart(
          picture.option(view, palette, settings),
          { width, height: picture.height(view) },
          `${picture.name}-${place}`,
        ),
    };
  });
}

function curvesDrawings(view: StudyView): Drawing[] {
  if (view.curves === undefined || whyNoCurves(view.curves) !== undefined) return [];
  const drawing = {
    ...{ name: 'curves', title: 'Learning curves', isWide: false },
    ...{ note: curvesNote(view), description: describeCurves(view) },
    svg: (palette: Palette) =>
      curvesSvg(view, palette, { width: String(width), height: String(curvesHeight) }),
  };
  return [drawing];
}

function parallelDrawings(view: StudyView): Drawing[] {
  if (view.head.axes.length === 0 || view.trials.trial.length === 0) return [];
  const drawing = {
    ...{ name: 'parallel', title: 'Configurations', isWide: true },
    ...{ note: parallelNote(view), description: describeParallel(view, parallelAxes(view, {})) },
    svg: (palette: Palette) => parallelSvg(view, palette),
  };
  return [drawing];
}

/** Names of parameters may hold any character, and differ in those that a file name cannot have. */
function withOwnNames(drawings: readonly Drawing[]): Drawing[] {
  const taken = new Set<string>();
  return drawings.map((drawing) => {
    const plain = drawing.name.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 80);
    let name = plain;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${plain}-${count}`;
    taken.add(name.toLowerCase());
    return { ...drawing, name };
  });
}
