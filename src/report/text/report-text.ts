import { dirname } from 'node:path';
import { shownName } from '../../faults/visible-text.ts';
import { counted } from '../../reports/figure.ts';

interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
}

/** The files of a report. */
export interface WrittenReport {
  readonly study: string;
  readonly pages: readonly WrittenFile[];
  readonly figures: readonly WrittenFile[];
}

/** A line for the page, and one for each folder of pictures. */
export function renderReportFiles({ study, pages, figures }: WrittenReport): string {
  const folders = new Map<string, WrittenFile[]>();
  for (const figure of figures) {
    const folder = dirname(figure.path);
    folders.set(folder, [...(folders.get(folder) ?? []), figure]);
  }
  return [
    ...pages.map(({ path, bytes }) => `study '${shownName(study)}': ${shownName(path)}, ${sizeText(bytes)}`),
    ...[...folders].map(([folder, files]) => {
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      return `study '${shownName(study)}': ${counted(files.length, 'picture')} in ${shownName(folder)}, ${sizeText(bytes)}`;
    }),
  ].join('\n');
}

function sizeText(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
