"""Optuna + PyTorch, batches indexed out of one tensor: what somebody does who has looked for the time."""

import torch

from plan import Plan, optimize
from torch_net import train

plan = Plan()
x, y = (torch.from_numpy(values) for values in plan.train)


def batches_of(batch_size):
    for rows in torch.randperm(len(y)).split(batch_size):
        yield x[rows], y[rows]


optimize(plan, lambda configuration, report: train(plan, configuration, report, batches_of))
