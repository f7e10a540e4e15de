import { channelsOf } from './channels.mjs';

export function data({ random }) {
  return channelsOf(random);
}
