import type { BesideDashboard } from '../../dashboard/beside/beside.ts';
import { HpsearchError } from '../../faults/errors.ts';
import type { Terminal } from '../terminal.ts';
import { openInBrowser } from './open-in-browser.ts';

interface SearchCall {
  readonly request: { readonly db: string };
  readonly flags: { readonly open: boolean };
  readonly terminal: Terminal;
}

/** Serves the dashboard of a search that begins, and says its address. Without one the search goes on. */
export async function serveSearch(
  { request: { db }, flags, terminal }: SearchCall,
  study: string,
): Promise<BesideDashboard | undefined> {
  // Imported lazily: most searches have no dashboard.
  const { serveBeside } = await import('../../dashboard/beside/beside.ts');
  try {
    const request = { db, study, port: undefined, host: undefined };
    const beside = await serveBeside({ request, version: terminal.version });
    terminal.err(`dashboard: ${beside.url}`);
    terminal.err(`to act (stop, extend, start trainings): ${beside.actingUrl}`);
    if (flags.open && !(await openInBrowser(beside.openingUrl))) terminal.err('no browser could be opened');
    return beside;
  } catch (error) {
    if (!(error instanceof HpsearchError)) throw error;
    terminal.err(error.message);
    return undefined;
  }
}

/** Ends it with the search; on a terminal it stays until Ctrl-C, for the person who looks at it. */
export async function endBeside(
  beside: BesideDashboard,
  { terminal }: Pick<SearchCall, 'terminal'>,
): Promise<void> {
  const interruption = terminal.interruption();
  if (terminal.progress.isTTY && !interruption.aborted) {
    terminal.err(`the dashboard stays at ${beside.url} until Ctrl-C`);
    await untilAborted(interruption);
  }
  beside.close();
}

/** Resolves at the first Ctrl-C. A timer keeps the process alive until then. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const alive = setInterval(() => undefined, 1 << 30);
    const end = () => {
      clearInterval(alive);
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
