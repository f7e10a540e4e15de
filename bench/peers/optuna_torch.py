"""Optuna + PyTorch, batches from a DataLoader, as PyTorch's tutorials do."""

import torch
from torch.utils.data import DataLoader, TensorDataset

from plan import Plan, optimize
from torch_net import train

plan = Plan()
data = TensorDataset(*(torch.from_numpy(values) for values in plan.train))


def batches_of(batch_size):
    return DataLoader(data, batch_size=batch_size, shuffle=True)


optimize(plan, lambda configuration, report: train(plan, configuration, report, batches_of))
