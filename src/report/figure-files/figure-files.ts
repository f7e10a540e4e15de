import { join } from 'node:path';
import { beginningOf, type FileKind } from '../../files/file-kind.ts';
import type { NewFile } from '../../files/write-files.ts';
import type { StudyDrawings } from '../pictures/drawings.ts';
import { lightPalette } from './light-palette.ts';
import { loadPngDrawer, pngMark } from './png-image.ts';
import { standaloneSvg, svgMark } from './standalone-svg.ts';

const svgs: FileKind = {
  name: 'a picture that hpsearch drew',
  recognises: (file) => beginningOf(file, 200).includes(svgMark),
};

const pngs: FileKind = {
  name: svgs.name,
  recognises: (file) => beginningOf(file, 200).includes(pngMark),
};

/** Folders for pictures; undefined for none. */
export interface FigureFolders {
  readonly svg: string | undefined;
  readonly png: string | undefined;
  readonly mayReplace: boolean;
  /** The files that the command reads. */
  readonly reads: readonly string[];
}

/** Every picture as a file of each kind that is asked for, named after the picture. UsageError where PNG cannot be drawn. */
export async function figureFiles({ drawn }: StudyDrawings, folders: FigureFolders): Promise<NewFile[]> {
  const { svg, png, mayReplace, reads } = folders;
  if (svg === undefined && png === undefined) return [];
  const drawPng = png === undefined ? undefined : await loadPngDrawer();
  const palette = lightPalette();
  const shared = { mayReplace, reads };
  return drawn.flatMap((drawing): NewFile[] => {
    const text = standaloneSvg(drawing, palette);
    const path = (folder: string, ending: string) => join(folder, `${drawing.name}.${ending}`);
    return [
      ...(svg === undefined
        ? []
        : [{ target: { option: 'svg', path: path(svg, 'svg'), kind: svgs, ...shared }, content: text }]),
      ...(png === undefined || drawPng === undefined
        ? []
        : [
            {
              target: { option: 'png', path: path(png, 'png'), kind: pngs, ...shared },
              content: drawPng(text),
            },
          ]),
    ];
  });
}
