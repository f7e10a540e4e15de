/** Words with one usual order, lowest first; those of a place mean the same. */
const scales: readonly (readonly (readonly string[])[])[] = [
  [['very low'], ['low'], ['medium', 'mid', 'moderate', 'middle'], ['high'], ['very high']],
  [['tiny'], ['small'], ['medium', 'mid', 'middle'], ['large', 'big'], ['huge']],
  [['xxs'], ['xs'], ['s'], ['m'], ['l'], ['xl'], ['xxl']],
  [['very bad'], ['bad', 'poor'], ['fair', 'average', 'ok', 'okay'], ['good'], ['very good'], ['excellent']],
  [['none'], ['mild', 'minor'], ['moderate'], ['severe', 'major'], ['critical']],
  [['never'], ['rarely', 'seldom'], ['sometimes'], ['often'], ['always']],
  [['strongly disagree'], ['disagree'], ['neutral'], ['agree'], ['strongly agree']],
  [['beginner'], ['intermediate'], ['advanced'], ['expert']],
];

/**
 * The place of each class in the first scale that knows all of them, by spelling without case, `_` and `-`; undefined where none
 * does, or two classes have one place.
 */
export function knownOrder(classes: readonly string[]): readonly number[] | undefined {
  const words = classes.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, ' '),
  );
  for (const scale of scales) {
    const places = words.map((word) => scale.findIndex((names) => names.includes(word)));
    if (!places.includes(-1) && new Set(places).size === places.length) return places;
  }
  return undefined;
}
