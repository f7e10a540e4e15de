import { dashboardOptions } from '../../actions/dashboard/dashboard-study.ts';
import { type StudyReport, studyReport } from '../../actions/dashboard/study-report.ts';
import { namedVerdict } from '../../actions/dashboard/verdict/verdict.ts';
import type { GivenOptions } from '../../actions/options/read-options.ts';
import { type Message, message, option } from '../../faults/message.ts';
import { type NewFile, requireFilesFolder, writeFiles } from '../../files/write-files.ts';
import { foldersOf } from '../../report/figure-files/figure-folders.ts';
import { pageTargetOf, requirePagePlace } from '../../report/html/page/page-file.ts';
import { commandWords } from '../../report/text/parts/command-words.ts';
import { renderReportFiles, type WrittenReport } from '../../report/text/report-text.ts';
import { renderVerdict, type ShownVerdict } from '../../report/text/trials/verdict-text.ts';
import { wordedVerdict } from '../../reports/dashboard/verdict-report.ts';
import { defineCommand, jsonFlag, printReport } from '../define-command.ts';

const flags = {
  html: { type: 'string', requiresArg: true, describe: 'write one page that needs no other file' },
  svg: { type: 'string', requiresArg: true, describe: 'write each picture as an SVG file into this folder' },
  png: { type: 'string', requiresArg: true, describe: 'write each picture as a PNG file into this folder' },
  replace: { type: 'boolean', default: false, describe: 'overwrite older pages and pictures' },
  ...jsonFlag,
} as const;

/** hpsearch report: the verdict on a study in words; or all of it as a page and as pictures for papers. */
export const reportCommand = defineCommand({
  action: dashboardOptions,
  flags,
  rules: (given) => [withoutFile(given)],
  examples: [
    ['report', 'say what the newest study has shown, and what to do next'],
    ['report --html report.html', 'write the newest study as one page, which also prints'],
    ['report --svg figures --png figures', 'write its pictures as files for a paper'],
  ],
  run: async ({
    request,
    words,
    flags: { html, svg, png, replace },
  }): Promise<WrittenReport | ShownVerdict> => {
    if (html === undefined && svg === undefined && png === undefined) {
      const { verdict, ...named } = await namedVerdict(request);
      return { ...named, verdict: wordedVerdict(verdict, words) };
    }
    const page = { html, replace, reads: [request.db] };
    const folders = foldersOf({ svg, png });
    requirePagePlace(page);
    for (const folder of folders) requireFilesFolder(folder);
    const report = await studyReport(request);
    // Imported lazily: ECharts takes half a second.
    const { drawingsOf } = await import('../../report/pictures/drawings.ts');
    const { figureFiles } = await import('../../report/figure-files/figure-files.ts');
    const drawings = await drawingsOf(report.view);
    const figures = await figureFiles(drawings, { svg, png, mayReplace: replace, reads: [request.db] });
    const target = pageTargetOf(page);
    const pages =
      target === undefined ? [] : [{ target, content: await pageOf(report, drawings, request.db) }];
    await writeFiles([...pages, ...figures], folders);
    return { study: report.study.name, pages: pages.map(written), figures: figures.map(written) };
  },
  print: (report, call) =>
    printReport(call, report, () =>
      'verdict' in report ? renderVerdict(report, call.terminal.columns) : renderReportFiles(report),
    ),
});

async function pageOf(
  report: StudyReport,
  drawings: Awaited<ReturnType<typeof import('../../report/pictures/drawings.ts').drawingsOf>>,
  db: string,
): Promise<string> {
  const { renderStudyPage } = await import('../../report/html/study/study-page.ts');
  // The newest study and the default database may be others by the time that the page is read.
  return renderStudyPage({ ...report, drawings }, commandWords({ study: report.study.name, db }));
}

function written({ target: { path }, content }: NewFile): WrittenReport['pages'][number] {
  return { path, bytes: Buffer.byteLength(content) };
}

function withoutFile({ html, svg, png, replace }: GivenOptions): Message | undefined {
  if (html !== undefined || svg !== undefined || png !== undefined || replace !== true) return undefined;
  const [page, pictures, images] = [option('html', 'FILE'), option('svg', 'FOLDER'), option('png', 'FOLDER')];
  return message`${option('replace', true)}: must come with a file to write: ${page}, ${pictures} or ${images}`;
}
