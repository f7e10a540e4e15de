import type { Picture, PictureSettings } from '../../plots/picture.ts';
import { setting } from '../state/address.ts';
import { view } from '../state/study-state.ts';

/** The choices that the address has for a picture. */
export function settingsOf(picture: Picture): PictureSettings {
  const names = view.value === undefined ? [] : Object.keys(picture.settings?.(view.value) ?? {});
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = setting(addressName(picture, name));
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The name of a choice in the address: `slice.parameter`. */
export function addressName({ name }: Picture, choice: string): string {
  return `${name}.${choice}`;
}
