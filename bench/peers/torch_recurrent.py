"""Prints the milliseconds of a training step of a recurrent net with one thread, as bench/steps/time-steps.ts times it."""

import json
import statistics
import sys
import time

import torch
from torch import nn

STEPS, BATCH = 10, 64
LENGTH, FEATURES, UNITS, CLASSES = 32, 16, 64, 10

name = sys.argv[1]
torch.set_num_threads(1)


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


net = Net()
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
loss_of = nn.CrossEntropyLoss()
x = torch.rand(STEPS * BATCH, LENGTH, FEATURES) * 2 - 1
y = torch.randint(0, CLASSES, (STEPS * BATCH,))


def epoch():
    order = torch.randperm(len(x))
    for start in range(0, len(x), BATCH):
        rows = order[start : start + BATCH]
        optimizer.zero_grad()
        loss = loss_of(net(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
        loss.item()


def run_for(seconds):
    times, started = [], time.process_time()
    while not times or time.process_time() - started < seconds:
        before = time.perf_counter()
        epoch()
        times.append(time.perf_counter() - before)
    return times


run_for(0.5)
before = time.process_time()
times = run_for(1.5)
used = time.process_time() - before
print(
    json.dumps(
        {
            "wallMs": 1000 * statistics.median(times) / STEPS,
            "processorMs": 1000 * used / len(times) / STEPS,
        }
    )
)
