/** The parts of a text table's layout that the space file fixes; the others are detected. */
export interface TextLayout {
  /** One character. */
  readonly delimiter?: string;
  /** A label of the Encoding Standard, as formats/text/encoding.ts writes it. */
  readonly encoding?: string;
  /** Whether the first row holds the columns' names. */
  readonly header?: boolean;
  /** The beginning of lines to skip. */
  readonly comment?: string;
}

/** The declared parts; undefined when there are none. */
export function declaredLayout({ delimiter, encoding, header, comment }: TextLayout): TextLayout | undefined {
  const declared = {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(header === undefined ? {} : { header }),
    ...(comment === undefined ? {} : { comment }),
  };
  return Object.keys(declared).length === 0 ? undefined : declared;
}
