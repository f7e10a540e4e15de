"""Optuna + Keras, `model.fit`."""

from keras_net import train
from plan import Plan, optimize

plan = Plan()
optimize(plan, lambda configuration, report: train(plan, configuration, report))
