import { missing } from '../actions/options/option.ts';
import type { GivenOptions } from '../actions/options/read-options.ts';
import type { Message } from '../faults/message.ts';
import { type PageTarget, requirePagePlace, writePage } from '../report/html/page/page-file.ts';

/** For commands that can write their report as a page; `what` describes its content. */
export function pageFlags(what: string) {
  return {
    html: { type: 'string', requiresArg: true, describe: `write a page with ${what}` },
    replace: { type: 'boolean', default: false, describe: 'overwrite an older page' },
  } as const;
}

/** The rules between those flags. */
export function pageRules(given: GivenOptions): readonly (Message | undefined)[] {
  return [missing(given, 'replace', 'html')];
}

interface PageCall {
  readonly flags: { readonly html?: string | undefined; readonly replace: boolean };
}

/** Called before the report, which may take minutes. UsageError when --html is no valid path of a page. */
export function requirePage({ flags }: PageCall, reads: readonly string[]): void {
  requirePagePlace(target(flags, reads));
}

/** Writes the result of `render` to the path of --html, completely or not at all. */
export function putPage(
  { flags }: PageCall,
  reads: readonly string[],
  render: () => Promise<string>,
): Promise<void> {
  return writePage(target(flags, reads), render);
}

function target({ html, replace }: PageCall['flags'], reads: readonly string[]): PageTarget {
  return { html, replace, reads };
}
