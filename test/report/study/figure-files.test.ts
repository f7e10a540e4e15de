import { decode } from 'fast-png';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NewFile } from '../../../src/files/write-files.ts';
import { pictures } from '../../../src/plots/pictures/catalogue.ts';
import { figureFiles } from '../../../src/report/figure-files/figure-files.ts';
import { lightPalette } from '../../../src/report/figure-files/light-palette.ts';
import { drawingsOf, type StudyDrawings } from '../../../src/report/pictures/drawings.ts';
import { madeReport } from './made-report.ts';

describe('the pictures of a study as files', () => {
  let drawings: StudyDrawings;
  let files: NewFile[];

  beforeAll(async () => {
    const { view } = await madeReport({ trials: 60, epochs: 9, hasRungs: true });
    drawings = await drawingsOf(view);
    files = await figureFiles(drawings, { svg: 'v', png: 'p', mayReplace: false, reads: [] });
  });

  const textOf = (path: string) => String(files.find(({ target }) => target.path === path)?.content);
  const imageOf = (path: string) =>
    decode(files.find(({ target }) => target.path === path)?.content as Buffer);

  it('are all pictures of the catalogue, one of each parameter where one is chosen, and curves and configurations', () => {
    const names = drawings.drawn.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['history', 'curves', 'parallel', 'slice-learningRate', 'slice-momentum']),
    );
    const all = [...drawings.drawn, ...drawings.missing].length;
    expect(all).toBeGreaterThanOrEqual(pictures.length + 2);
    expect(new Set(names).size).toBe(names.length);
    expect(files.map(({ target }) => target.path)).toEqual(
      names.flatMap((name) => [`v/${name}.svg`, `p/${name}.png`]),
    );
  });

  it('stand alone: colours as values, a ground, no style sheet, no script and no other file', () => {
    for (const { target, content } of files.filter((file) => file.target.path.endsWith('.svg'))) {
      const svg = String(content);
      expect(svg, target.path).toMatch(/^<!-- hpsearch -->\n<svg /);
      expect(svg, target.path).not.toMatch(/var\(|style=|<style|class=|<script|href|undefined|NaN/);
      expect(svg, target.path).toContain('<rect width="100%" height="100%" fill="#fff"/>');
      expect(svg, target.path).toMatch(/<title>[^<]+<\/title><desc>[^<]+<\/desc>/);
      expect(target.kind.name).toBe('a picture that hpsearch drew');
    }
  });

  it('draw every trial: a line for each in the parallel coordinates, its best group in gold', () => {
    const svg = textOf('v/parallel.svg');
    // Without those that were not trained; axes are paths too, and have no opacity of their own.
    expect(svg.match(/<path d="M[^"]*C[^"]*" stroke-opacity/g)).toHaveLength(60);
    expect(svg).toContain(lightPalette().best);
  });

  it('have twice as many pixels as SVG, marks of the trials and texts', () => {
    const { width, height, data, channels } = imageOf('p/history.png');
    expect([width, height]).toEqual([1040, 2 * Number(/height="(\d+)"/.exec(textOf('v/history.svg'))?.[1])]);
    const [red, green, blue] = [1, 3, 5].map((at) =>
      Number.parseInt(lightPalette().best.slice(at, at + 2), 16),
    );
    let [gold, grey] = [0, 0];
    for (let at = 0; at < data.length; at += channels) {
      const [r, g, b] = [data[at], data[at + 1], data[at + 2]] as [number, number, number];
      if (r === red && g === green && b === blue) gold++;
      // The axis' labels, at the bottom, are the only dark grey pixels there.
      if (at / channels / width > height - 60 && r < 140 && Math.abs(r - g) < 8 && g - b < 16) grey++;
    }
    expect(gold).toBeGreaterThan(500);
    expect(grey).toBeGreaterThan(100);
  });

  it('are recognised as older ones, and nothing else is', async () => {
    const { mkdtempSync, rmSync, writeFileSync } = await import('node:fs');
    const folder = mkdtempSync('/tmp/hpsearch-figures-');
    try {
      for (const { target, content } of files.slice(0, 2)) {
        writeFileSync(`${folder}/ours`, content);
        writeFileSync(
          `${folder}/other`,
          target.path.endsWith('.svg') ? '<svg xmlns="…"/>' : Buffer.from('\x89PNG'),
        );
        expect(target.kind.recognises(`${folder}/ours`)).toBe(true);
        expect(target.kind.recognises(`${folder}/other`)).toBe(false);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are the same texts when they are drawn again', async () => {
    const again = await figureFiles(drawings, { svg: 'v', png: undefined, mayReplace: false, reads: [] });
    expect(again.map(({ content }) => content)).toEqual(again.map(({ target }) => textOf(target.path)));
  });
});
