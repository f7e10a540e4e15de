import { decodeState, encodeState } from '../bytes/state-bytes.ts';
import type { TrainedTrial } from '../loop/train.ts';

/** A fold of a parked trial: its own parked state, or its result if its training has ended. */
export type ParkedFold = { readonly parked: Uint8Array } | { readonly ended: TrainedTrial };

/** Plain JSON; a fold whose training has ended has its outcome and history here. */
interface Header {
  readonly folds: readonly (Pick<TrainedTrial, 'outcome' | 'history'> | null)[];
}

/** Encodes all folds of a trial; undefined if a fold stopped without a state. */
export function encodeFolds(trained: readonly TrainedTrial[]): Uint8Array | undefined {
  if (trained.some(({ outcome, parked }) => outcome.state === 'pruned' && parked === undefined))
    return undefined;
  const parts = trained.flatMap(({ parked, weights, optimizer }, fold) =>
    Object.entries(parked ? { parked } : { weights, optimizer }).map(([name, bytes]) => [
      `${fold}.${name}`,
      bytes,
    ]),
  );
  const header: Header = {
    folds: trained.map(({ parked, outcome, history }) => (parked ? null : { outcome, history })),
  };
  return encodeState({ header, parts: Object.fromEntries(parts.filter(([, bytes]) => bytes !== undefined)) });
}

/** Undefined for bytes that cannot be read. */
export function decodeFolds(bytes: Uint8Array): ParkedFold[] | undefined {
  const decoded = decodeState(bytes);
  if (decoded === undefined) return undefined;
  const { header, parts } = decoded;
  return (header as Header).folds.map((ended, fold) => {
    if (ended === null) return { parked: parts[`${fold}.parked`] as Uint8Array };
    const optimizer = parts[`${fold}.optimizer`];
    const weights = parts[`${fold}.weights`] as Uint8Array;
    return { ended: { ...ended, weights, ...(optimizer && { optimizer }) } };
  });
}
