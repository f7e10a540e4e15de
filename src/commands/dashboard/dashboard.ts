import type { Dashboard } from '../../dashboard/dashboard.ts';
import { dashboardOptions, defaultPort } from '../../dashboard/dashboard-options.ts';
import { lowerPriority } from '../../dashboard/low-priority.ts';
import { renderError } from '../../report/text/error-text.ts';
import { type Call, defineCommand, jsonFlag } from '../define-command.ts';
import { untilAborted } from './beside-search.ts';
import { openInBrowser } from './open-in-browser.ts';

const flags = {
  open: { type: 'boolean', default: false, describe: 'open it in the browser' },
  ...jsonFlag,
} as const;

type DashboardCall = Call<typeof dashboardOptions.options, typeof flags>;

/** hpsearch dashboard: a local page on the studies of a database, until Ctrl-C. */
export const dashboardCommand = defineCommand({
  action: dashboardOptions,
  flags,
  examples: [
    ['dashboard --open', 'show the studies of ./hpsearch.db in the browser'],
    ['dashboard --db postgres://db.example/hpsearch --study wine', 'show a study of a server'],
    ['dashboard --host 0.0.0.0', 'also for other machines, which need the token to read'],
  ],
  run: serve,
  print: () => {},
});

async function serve(call: DashboardCall): Promise<void> {
  const { request, terminal, words } = call;
  // Imported lazily: help and a wrong flag need no server.
  const { openDashboard } = await import('../../dashboard/dashboard.ts');
  lowerPriority();
  const onFault = (error: unknown) => terminal.err(renderError(error, words).text);
  const dashboard = await openDashboard(request, { onFault, version: terminal.version });
  const interruption = terminal.interruption();
  try {
    await say(call, dashboard);
    await untilAborted(interruption);
  } finally {
    await dashboard.close();
  }
}

async function say(
  { request, flags: given, terminal }: DashboardCall,
  { url, actingUrl, openingUrl, port }: Dashboard,
): Promise<void> {
  if (given.json) terminal.data(JSON.stringify({ url, actingUrl }));
  else {
    if (request.port === undefined && port !== defaultPort) terminal.err(`port ${defaultPort} is in use`);
    terminal.out(`${request.db}: ${url}`);
    terminal.out(`to act (stop, extend, start trainings): ${actingUrl}`);
    terminal.err('Ctrl-C ends it');
  }
  if (given.open && !(await openInBrowser(openingUrl))) terminal.err('no browser could be opened');
}
