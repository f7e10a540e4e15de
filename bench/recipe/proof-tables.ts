export interface Alarm {
  readonly name: string;
  readonly status: string;
  readonly message: string;
}

/** What the checks said of a pipeline, seed by seed. */
export interface Proved {
  readonly title: string;
  readonly runs: readonly {
    readonly seed: number;
    readonly seconds: number;
    readonly alarms: readonly Alarm[];
  }[];
}

export interface ProvedBroken extends Proved {
  readonly found: { readonly check: string; readonly status: string };
}

/** A Markdown table: for each bug its check, in how many seeds it alarms and does so first, and what else alarms. */
export function renderBroken(proved: readonly ProvedBroken[]): string {
  const rows = proved.map(({ title, found, runs }) => {
    const seen = runs.filter(({ alarms }) =>
      alarms.some(({ name, status }) => name === found.check && status === found.status),
    );
    const first = runs.filter(({ alarms }) => alarms[0]?.name === found.check);
    const others = runs.flatMap(({ alarms }) => alarms.filter(({ name }) => name !== found.check));
    const said = `\`${found.check}\`${found.status === 'warn' ? ' (warning)' : ''}`;
    return [title, said, seen.length, first.length, runs.length, counted(others)];
  });
  return table(['bug', 'check', 'seen', 'first', 'seeds', 'also alarm'], rows);
}

/** A Markdown table: for each sound pipeline the seeds without an alarm, and the alarms there are. */
export function renderSound(proved: readonly Proved[]): string {
  const rows = proved.map(({ title, runs }) => {
    const quiet = runs.filter(({ alarms }) => alarms.length === 0);
    const seconds = runs.reduce((sum, run) => sum + run.seconds, 0) / runs.length;
    const alarms = counted(runs.flatMap((run) => run.alarms));
    return [title, `${quiet.length} of ${runs.length}`, seconds.toFixed(1), alarms];
  });
  return table(['sound pipeline', 'seeds without an alarm', 'seconds', 'alarms'], rows);
}

function counted(alarms: readonly Alarm[]): string {
  const counts = new Map<string, number>();
  for (const { name, status } of alarms) {
    const key = `\`${name}\`${status === 'warn' ? ' (warning)' : ''}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ') || 'none';
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
