import { signal } from '@preact/signals';

/** Device pixels for each CSS pixel; changes with the zoom, and when the window moves to another screen. */
export const pixelRatio = signal(devicePixelRatio);

const watch = () => {
  pixelRatio.value = devicePixelRatio;
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', watch, { once: true });
};
watch();
