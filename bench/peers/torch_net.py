"""The dense net of a configuration, and its training, in PyTorch."""

import torch
from torch import nn


def build(configuration, features):
    layers, width = [], features
    for _ in range(configuration["layers"]):
        layers += [nn.Linear(width, configuration["units"]), nn.ReLU(), nn.Dropout(configuration["dropout"])]
        width = configuration["units"]
    return nn.Sequential(*layers, nn.Linear(width, 10))


def train(plan, configuration, report, batches_of):
    """`batches_of(batch_size)` gives an epoch's batches in a new order. Returns the best validation loss."""
    # With a thread a core, they wait for each other in loops when the machine is busy.
    torch.set_num_threads(1)
    model = build(configuration, plan.features)
    optimizer = torch.optim.Adam(model.parameters(), lr=configuration["learningRate"])
    loss_of = nn.CrossEntropyLoss()
    x, y = (torch.from_numpy(values) for values in plan.validation)
    best = float("inf")
    for epoch in range(1, plan.epochs + 1):
        model.train()
        total = 0.0
        for inputs, targets in batches_of(configuration["batchSize"]):
            optimizer.zero_grad()
            loss = loss_of(model(inputs), targets)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(targets)
        model.eval()
        with torch.no_grad():
            value = loss_of(model(x), y).item()
        report(value, epoch)
        best = min(best, value)
    return best
