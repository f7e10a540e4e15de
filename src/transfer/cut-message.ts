/** The maximum length of failure messages recorded here. */
const longestMessage = 10_000;

/** An external text, cut to ten thousand characters. */
export function cutMessage(text: string): string {
  return text.length <= longestMessage ? text : `${text.slice(0, longestMessage - 1)}…`;
}
