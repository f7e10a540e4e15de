/** As long as the message of a failure may be that is recorded here. */
const longestMessage = 10_000;

/** A text from elsewhere, of at most ten thousand characters. */
export function cutMessage(text: string): string {
  return text.length <= longestMessage ? text : `${text.slice(0, longestMessage - 1)}…`;
}
