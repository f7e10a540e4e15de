"""Prints the milliseconds of a training step of one of the nets of bench/steps/nets.ts."""

import sys

from torch import nn
from torch_timing import CLASSES, print_step_time


def dense(*widths):
    pairs = zip(widths, widths[1:])
    layers = [layer for one, next in pairs for layer in (nn.Linear(one, next), nn.ReLU())]
    return nn.Sequential(*layers, nn.Linear(widths[-1], CLASSES)), (widths[0],)


def convolutional(size, channels, *blocks):
    layers, width, inputs = [], channels, (channels, size, size)
    for block in blocks:
        for filters in block:
            layers += [nn.Conv2d(width, filters, 3), nn.ReLU()]
            width, size = filters, size - 2
        layers.append(nn.MaxPool2d(2))
        size //= 2
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(width * size * size, CLASSES)), inputs


nets = {
    "tiny": (dense(20, 32, 32), 50),
    "dense": (dense(784, 256, 128), 20),
    "cnn": (convolutional(28, 1, [16], [32]), 1),
    "wide": (dense(200, 1024, 1024), 10),
    "colours": (convolutional(32, 3, [32, 32], [64, 64], [128]), 1),
}
(net, inputs), steps = nets[sys.argv[1]]
print_step_time(net, inputs, steps)
