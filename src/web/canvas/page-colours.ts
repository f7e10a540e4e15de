import { computed } from '@preact/signals';
import type { Palette } from '../../plots/palette.ts';
import { pagePalette } from '../pictures/page-palette.ts';
import { isDark } from '../state/theme.ts';

/** The page's colours, which change with the theme. */
export const pageColours = computed<Palette>(() => {
  isDark.value;
  return pagePalette();
});

/** A colour such as "#2c6fb3" or "#fff" as a pixel of image data without its opacity: little-endian, red lowest. */
export function pixelOf(colour: string): number {
  const digits = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(colour)?.[1] ?? '000';
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const part = (at: number) => Number.parseInt(full.slice(at, at + 2), 16);
  return (part(4) << 16) | (part(2) << 8) | part(0);
}
