import { existsSync } from 'node:fs';
import { UsageError } from '../../faults/errors.ts';
import { type Message, message, option } from '../../faults/message.ts';
import { shownName } from '../../faults/visible-text.ts';
import { counted } from '../../reports/figure.ts';
import { peekStudy } from '../../runs/open-study.ts';
import { type Overrides, prepareSpec } from '../../search/prepare-spec.ts';
import { isServerUrl } from '../../store/location.ts';
import { knownIn, type WarmStart } from '../../study/search/known-configurations.ts';
import { type ChosenKnown, chooseKnown } from '../../transfer/known/choose-known.ts';
import { knownOfStudy, type NamedTrials, readKnown } from '../../transfer/known/read-known.ts';

/** The options of a search that begins with the best configurations of another study or a table. */
interface WarmRequest extends Overrides {
  readonly db: string;
  /** A file, or the name of a study in `db`. */
  readonly from?: string | undefined;
  readonly fromStudy?: string | undefined;
  readonly fromTop: number;
}

export interface WarmStartFound {
  /** Absent where the study has begun, with its own. */
  readonly warmStart?: WarmStart;
  readonly note: Message;
}

/**
 * The configurations with which a search begins; undefined without `from`. UsageError when there are none, and for a
 * study that has begun without them.
 */
export async function warmStartOf(request: WarmRequest): Promise<WarmStartFound | undefined> {
  const { from, fromStudy, fromTop, db } = request;
  if (from === undefined) return undefined;
  const { spec } = await prepareSpec(request);
  const existing = await peekStudy(db, spec.name);
  if (existing !== undefined) return begunWith(existing.spec.search.warmStart, existing.name);
  const known = await knownTrials(from, fromStudy, request, spec);
  const enqueued = knownIn(spec.search);
  const room = Math.max(1, spec.search.trials - enqueued.length);
  const found = chooseKnown(spec.space, known, Math.min(fromTop, room), enqueued);
  if (found.chosen.length === 0) throw nothingKnown(known, found);
  return {
    warmStart: { from: known.from, configurations: found.chosen.map(({ configuration }) => configuration) },
    note: noteOf(known, found, spec.objective.metric, enqueued.length),
  };
}

function begunWith(warmStart: WarmStart | undefined, name: string): WarmStartFound {
  if (warmStart === undefined) {
    const reason = message`study '${shownName(name)}' has begun without known configurations, and a study takes them only when it begins; ${option('name')} can begin another one`;
    throw new UsageError(message`${option('from')}: must be left out: ${reason}`);
  }
  const count = counted(warmStart.configurations.length, 'configuration');
  return { note: `study '${shownName(name)}' has begun with ${count} of ${warmStart.from}, and keeps them` };
}

async function knownTrials(
  from: string,
  study: string | undefined,
  { db }: WarmRequest,
  spec: Parameters<typeof readKnown>[2],
): Promise<NamedTrials> {
  if (isServerUrl(from) || existsSync(from)) return readKnown(from, study, spec);
  if (study === undefined && (await peekStudy(db, from)) !== undefined) return knownOfStudy(db, from);
  throw new UsageError(
    message`${option('from')}: must be a file or the name of a study in ${db}, and there is no ${shownName(from)}`,
  );
}

function nothingKnown({ from, trials }: NamedTrials, { outside }: ChosenKnown): UsageError {
  const reason =
    trials.length === 0
      ? 'no trial is complete'
      : outside > 0
        ? outside === 1
          ? 'its only configuration lies outside the space'
          : `all ${counted(outside, 'configuration')} lie outside the space`
        : 'its trials have no parameter of the space';
  return new UsageError(
    message`${option('from')}: must have configurations of the space: ${from}: ${reason}`,
  );
}

function noteOf(
  { from, trials, direction, isDirectionAssumed }: NamedTrials,
  found: ChosenKnown,
  metric: string,
  first: number,
): string {
  const { chosen, outside, lacking, fixed, drawn } = found;
  const numbers = chosen.map(({ trial }) => trial).join(', ');
  const last = first + chosen.length - 1;
  const place = first === last ? `trial ${first} runs` : `trials ${first} to ${last} run`;
  const parts = [
    `${place} the best ${counted(chosen.length, 'configuration')} of ${from}, its ${numbers} of ${counted(trials.length, 'complete trial')}`,
    ...(isDirectionAssumed
      ? [
          `the ${direction === 'minimize' ? 'smallest' : 'largest'} values are taken as the best, as this study ${direction}s ${shownName(metric)}`,
        ]
      : []),
    ...(outside > 0
      ? [`${counted(outside, 'better one')} ${outside === 1 ? 'lies' : 'lie'} outside the space`]
      : []),
    ...(lacking.length > 0 ? [`the space lacks ${listed(lacking)}`] : []),
    ...(fixed.length > 0 ? [`the space fixes ${listed(fixed)}`] : []),
    ...(drawn.length > 0 ? [`${listed(drawn)} are drawn`] : []),
  ];
  return parts.join('; ');
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).map(shownName).join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} others` : shown;
}
