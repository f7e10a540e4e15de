"""Prints the milliseconds of a training step of a recurrent net."""

import sys

from torch import nn
from torch_timing import CLASSES, print_step_time

LENGTH, FEATURES, UNITS = 32, 16, 64

name = sys.argv[1]


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        cell = nn.LSTM if name.startswith("lstm") else nn.GRU
        both = name.endswith("both")
        layers = 2 if name.endswith("2") else 1
        self.recurrent = cell(FEATURES, UNITS, layers, batch_first=True, bidirectional=both)
        self.output = nn.Linear(UNITS * (2 if both else 1), CLASSES)

    def forward(self, x):
        return self.output(self.recurrent(x)[0][:, -1])


print_step_time(Net(), (LENGTH, FEATURES), 10)
