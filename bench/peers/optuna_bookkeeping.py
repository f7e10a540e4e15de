"""optuna_bookkeeping.py <database>: the milliseconds of a trial with ten reports, and no training, on SQLite."""

import json
import statistics
import sys
import time

import optuna

WARM_UP_TRIALS = 5
TRIALS = 35

ends = []


def objective(trial):
    trial.suggest_float("learningRate", 1e-4, 1e-2, log=True)
    trial.suggest_int("layers", 1, 3)
    trial.suggest_int("units", 16, 256, log=True)
    trial.suggest_float("dropout", 0, 0.5)
    trial.suggest_categorical("batchSize", [32, 64, 128])
    for epoch in range(1, 11):
        value = 1 / epoch + trial.number / 1e6
        trial.report(value, epoch)
        trial.should_prune()
    return value


optuna.logging.set_verbosity(optuna.logging.WARNING)
study = optuna.create_study(
    storage=f"sqlite:///{sys.argv[1]}",
    sampler=optuna.samplers.RandomSampler(seed=1),
    pruner=optuna.pruners.MedianPruner(),
)
study.optimize(objective, n_trials=TRIALS, callbacks=[lambda *_: ends.append(time.perf_counter())])
times = [after - before for before, after in zip(ends, ends[1:])][WARM_UP_TRIALS:]
print(json.dumps({"milliseconds": 1000 * statistics.median(times)}))
