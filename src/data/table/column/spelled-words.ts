import { CellTally } from '../cell-tally.ts';
import { type SpellingKind, spellingOf } from '../spelling.ts';

/** The cells of one spelling, such as all decimals with a comma. */
export interface SpelledCells {
  readonly kind: SpellingKind;
  readonly detail: string;
  readonly cells: CellTally;
}

/** A text's spelling, with the number that the text may stand for, else NaN. */
interface SpelledWord extends SpelledCells {
  readonly value: number;
}

/** The spellings of a column's texts; a text with a code is looked at once. */
export class SpelledWords {
  readonly spelled = new Map<string, SpelledCells>();
  readonly #byCode: SpelledWord[] = [];
  readonly #isMissing: ((text: string) => boolean) | undefined;

  /** `isMissing` tests for declared words that mean "no value" among numbers, in place of the known ones. */
  constructor(isMissing?: (text: string) => boolean) {
    this.#isMissing = isMissing;
  }

  /** Undefined for a negative code, and for one whose text has not been spelled. */
  known(code: number): SpelledWord | undefined {
    return code < 0 ? undefined : this.#byCode[code];
  }

  /** `code` is negative for a text without one. */
  of(text: string, code: number): SpelledWord {
    const known = this.known(code) ?? this.#spell(text);
    if (code >= 0) this.#byCode[code] = known;
    return known;
  }

  #spell(text: string): SpelledWord {
    const { kind, detail, value, shape } = spellingOf(text, this.#isMissing);
    const key = shape === undefined ? `${kind} ${detail}` : `${kind} ${detail} ${shape}`;
    const known = this.spelled.get(key) ?? { kind, detail, cells: new CellTally() };
    this.spelled.set(key, known);
    return { ...known, value };
  }
}
