import type { backend_util } from '@tensorflow/tfjs-core';

/** The parameters of a window that moves over images, shared by convolutions and poolings. */
export const windowParameters = {
  batch: 'i32',
  inHeight: 'i32',
  inWidth: 'i32',
  channels: 'i32',
  filterHeight: 'i32',
  filterWidth: 'i32',
  outHeight: 'i32',
  outWidth: 'i32',
  strideHeight: 'i32',
  strideWidth: 'i32',
  dilationHeight: 'i32',
  dilationWidth: 'i32',
  padTop: 'i32',
  padLeft: 'i32',
} as const;

/** [batch, height, width, channels] of images, or [height, width, input channels, output channels] of a filter. */
export type Shape4 = [number, number, number, number];

export type WindowInfo = backend_util.Conv2DInfo;

/** `windowParameters` from the convolution or pooling info of TensorFlow.js. */
export function windowOf(info: WindowInfo, channels = info.inChannels) {
  return {
    batch: info.batchSize,
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    channels,
    filterHeight: info.filterHeight,
    filterWidth: info.filterWidth,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    dilationHeight: info.dilationHeight,
    dilationWidth: info.dilationWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
  };
}
