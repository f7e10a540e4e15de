import { CustomChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { styledPalette } from '../../../src/plots/palette.ts';
import type { Picture, PictureSettings } from '../../../src/plots/picture.ts';
import type { StudyView } from '../../../src/plots/study-view.ts';

use([CustomChart, GridComponent, SVGRenderer]);

/** The picture as SVG, as a report draws it. */
export function svgOf(
  picture: Picture,
  view: StudyView,
  settings: PictureSettings = {},
  width = 520,
): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: picture.height(view) });
  try {
    chart.setOption(picture.option(view, styledPalette, settings));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** Number of marks of a colour: round dots, and strokes such as crosses and dashes. */
export function marksOf(svg: string, color: string): { readonly dots: number; readonly strokes: number } {
  const paths = [...svg.matchAll(/<path [^>]*>/g)]
    .map(([path]) => path)
    .filter((path) => path.includes(`stroke="${color}"`));
  const count = (of: readonly string[]) => of.reduce((sum, path) => sum + (path.match(/M/g)?.length ?? 0), 0);
  const isRound = (path: string) => path.includes('stroke-linecap="round"');
  return { dots: count(paths.filter(isRound)), strokes: count(paths.filter((path) => !isRound(path))) };
}
