import { shareInterval } from '../../src/statistics/share-interval.ts';
import { brokenPipelines } from '../../test/checks/pipelines/broken.ts';
import { markdownTable } from '../quality/grouped-outcomes.ts';
import { realSets } from './real-sets.ts';
import type { Alarm, Run } from './runs.ts';

/** Whether the check that is to name the bug alarms, as seriously as it should. */
export function isSeen({ title, alarms }: Run): boolean {
  const found = foundOf(title);
  return alarms.some(({ name, status }) => name === found?.check && status === found.status);
}

/** All alarms of a sound pipeline, but for warnings of a real table that a person confirms. */
export function falseAlarmsOf({ kind, title, alarms }: Run): readonly Alarm[] {
  const confirmed = (kind === 'real' && realSets[title]?.confirmed) || [];
  return alarms.filter(({ name, status }) => status === 'fail' || !confirmed.includes(name));
}

function foundOf(title: string) {
  return brokenPipelines.find(({ broken }) => broken.title === title)?.found;
}

/** A Markdown table: for each bug its check, in how many seeds it alarms and does so first, and what else alarms. */
export function renderBroken(runs: readonly Run[]): string {
  const rows = grouped(runs.filter(({ kind }) => kind === 'broken')).map(([title, own]) => {
    const found = foundOf(title);
    const first = own.filter(({ alarms }) => alarms[0]?.name === found?.check);
    const others = own.flatMap(({ alarms }) => alarms.filter(({ name }) => name !== found?.check));
    const said = `\`${found?.check}\`${found?.status === 'warn' ? ' (warning)' : ''}`;
    const counts = [own.filter(isSeen).length, first.length, own.length].map(String);
    return [title, said, ...counts, counted(others) || 'none'];
  });
  return markdownTable([['bug', 'check', 'seen', 'first', 'seeds', 'also alarm'], ...rows]);
}

/** A Markdown table: for each sound pipeline the seeds without a false alarm, and the alarms there are. */
export function renderSound(runs: readonly Run[]): string {
  const sound = runs.filter(({ kind }) => kind !== 'broken');
  const rows = grouped(sound).map(([title, own]) => {
    const quiet = own.filter((run) => falseAlarmsOf(run).length === 0).length;
    const seconds = own.reduce((sum, run) => sum + run.cpuSeconds, 0) / own.length;
    const wrong = counted(own.flatMap(falseAlarmsOf));
    const right = counted(
      own.flatMap((run) => run.alarms.filter((alarm) => !falseAlarmsOf(run).includes(alarm))),
    );
    return [title, `${quiet} of ${own.length}`, seconds.toFixed(1), wrong, right];
  });
  const head = ['sound pipeline', 'without a false alarm', 'CPU seconds', 'false alarms', 'confirmed'];
  return markdownTable([head, ...rows]);
}

/** The share of runs, and of pipelines with any such run, that alarm falsely, with exact 95 % intervals. */
export function renderRates(runs: readonly Run[]): string {
  const kinds = [
    {
      name: 'mended and sound pipelines',
      of: runs.filter(({ kind }) => kind === 'mended' || kind === 'sound'),
    },
    { name: 'real tables', of: runs.filter(({ kind }) => kind === 'real') },
  ];
  const rows = kinds.flatMap(({ name, of }) =>
    (['fail', 'warn'] as const).map((status) => {
      const isFalse = (run: Run) => falseAlarmsOf(run).some((alarm) => alarm.status === status);
      const groups = grouped(of);
      const wrong = groups.filter(([, own]) => own.some(isFalse)).length;
      const what = status === 'fail' ? 'false failures' : 'false warnings';
      return [`${name}: ${what}`, share(of.filter(isFalse).length, of.length), share(wrong, groups.length)];
    }),
  );
  return markdownTable([['', 'of runs', 'of pipelines, in any of their runs'], ...rows]);
}

function share(count: number, total: number): string {
  if (total === 0) return 'none';
  const { low, high } = shareInterval(count, total);
  const [own, ...ends] = [count / total, low, high].map((value) => `${(100 * value).toFixed(1)} %`);
  return `${count} of ${total}: ${own} (${ends.join(' to ')})`;
}

function grouped(runs: readonly Run[]): [string, Run[]][] {
  const groups = new Map<string, Run[]>();
  for (const run of runs) groups.set(run.title, [...(groups.get(run.title) ?? []), run]);
  return [...groups];
}

function counted(alarms: readonly Alarm[]): string {
  const counts = new Map<string, number>();
  for (const { name, status } of alarms) {
    const key = `\`${name}\`${status === 'warn' ? ' (warning)' : ''}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}
