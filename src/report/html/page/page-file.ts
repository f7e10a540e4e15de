import { beginningOf, type FileKind } from '../../../files/file-kind.ts';
import { type FileTarget, requireFileTarget } from '../../../files/target.ts';
import { writeWholeText } from '../../../files/write-whole.ts';
import { pageMark } from './page-mark.ts';

const pages: FileKind = {
  name: 'a page that hpsearch wrote',
  recognises: (file) => beginningOf(file, 1024).includes(pageMark),
};

/** Where a page is to be written. */
export interface PageTarget {
  readonly html: string | undefined;
  readonly replace: boolean;
  /** The files that the command reads. */
  readonly reads: readonly string[];
}

/** Called before the minutes that a report may take. UsageError when `html` names no place for a page. */
export function requirePagePlace(flags: PageTarget): void {
  const target = targetOf(flags);
  if (target !== undefined) requireFileTarget(target);
}

/** Writes what `render` returns where `html` names a file; all of it or nothing. */
export async function writePage(flags: PageTarget, render: () => Promise<string>): Promise<void> {
  const target = targetOf(flags);
  if (target === undefined) return;
  const page = await render();
  await writeWholeText(target, (file) => file.writeFile(page));
}

function targetOf({ html, replace, reads }: PageTarget): FileTarget | undefined {
  return html === undefined
    ? undefined
    : { option: 'html', path: html, mayReplace: replace, kind: pages, reads };
}
