import { type PartView, partViews } from '../study/outputs/part-views.ts';
import type { Task } from '../study/pipeline.ts';
import type { Verdict } from './check.ts';

const ranks = ['fail', 'warn', 'pass', 'skip'] as const;
/** More parts are said by their number. */
const shownParts = 4;
/** Checks that take long judge only the first of more targets or labels. */
export const mostJudgedParts = 16;

/** One verdict of all targets, or of the first `most`: the worst status, and what is said of each target with that status. */
export function verdictOfParts(
  task: Task,
  judge: (view: PartView) => Verdict,
  most = Number.POSITIVE_INFINITY,
): Verdict {
  const all = partViews(task);
  const views = all.slice(0, most);
  const verdicts = views.map(judge);
  const [only] = verdicts;
  if (only !== undefined && views[0]?.name === undefined) return only;
  const status = ranks.find((rank) => verdicts.some((verdict) => verdict.status === rank)) ?? 'skip';
  const named = verdicts.map((verdict, at) => ({ verdict, name: views[at]?.name ?? '' }));
  const meant = named.filter(({ verdict }) => verdict.status === status);
  const said = meant.slice(0, shownParts).map(({ name, verdict }) => `${name}: ${verdict.message}`);
  const more = meant.length - said.length;
  const left = views.length < all.length ? ` (of the first ${views.length} of ${all.length})` : '';
  const advice = meant.find(({ verdict }) => verdict.advice !== undefined)?.verdict.advice;
  const numbers = named.flatMap(({ name, verdict }) =>
    Object.entries(verdict.numbers ?? {}).map(([key, value]) => [`${key}.${name}`, value] as const),
  );
  return {
    status,
    message: `${said.join('; ')}${more > 0 ? `; and ${more} more` : ''}${left}`,
    ...(advice !== undefined && { advice }),
    numbers: Object.fromEntries(numbers),
    exhibits: named.flatMap(({ name, verdict }) =>
      (verdict.exhibits ?? []).map((exhibit) => ({ ...exhibit, title: `${name}: ${exhibit.title}` })),
    ),
  };
}
