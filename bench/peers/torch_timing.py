"""Times training steps of a net with one thread, as bench/steps/time-steps.ts does."""

import json
import statistics
import time

import torch
from torch import nn

BATCH, CLASSES = 64, 10


def print_step_time(net, inputs, steps):
    """`inputs` is the shape of a row; prints the milliseconds of a step."""
    torch.set_num_threads(1)
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    loss_of = nn.CrossEntropyLoss()
    x = torch.rand(steps * BATCH, *inputs) * 2 - 1
    y = torch.randint(0, CLASSES, (steps * BATCH,))

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
    wall = 1000 * statistics.median(times) / steps
    print(json.dumps({"wallMs": wall, "processorMs": 1000 * used / len(times) / steps}))
