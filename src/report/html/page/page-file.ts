import { beginningOf, type FileKind } from '../../../files/file-kind.ts';
import { type FileTarget, requireFileTarget } from '../../../files/target.ts';
import { writeWholeText } from '../../../files/write-whole.ts';
import { pageMark } from './page-mark.ts';

const pages: FileKind = {
  name: 'a page that hpsearch wrote',
  recognises: (file) => beginningOf(file, 1024).includes(pageMark),
};

/** The path of the page to write. */
export interface PageTarget {
  readonly html: string | undefined;
  readonly replace: boolean;
  /** The files that the command reads. */
  readonly reads: readonly string[];
}

/** Called before the report, which may take minutes. UsageError when `html` is no valid path of a page. */
export function requirePagePlace(flags: PageTarget): void {
  const target = pageTargetOf(flags);
  if (target !== undefined) requireFileTarget(target);
}

/** Writes the result of `render` to the path `html`, completely or not at all. */
export async function writePage(flags: PageTarget, render: () => Promise<string>): Promise<void> {
  const target = pageTargetOf(flags);
  if (target === undefined) return;
  const page = await render();
  await writeWholeText(target, (file) => file.writeFile(page));
}

/** The page as a file to write; undefined without a path. */
export function pageTargetOf({ html, replace, reads }: PageTarget): FileTarget | undefined {
  return html === undefined
    ? undefined
    : { option: 'html', path: html, mayReplace: replace, kind: pages, reads };
}
