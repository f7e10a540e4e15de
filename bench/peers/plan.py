"""What the bench asks of a peer: its configurations, data and epochs; and how a peer answers."""

import json
import sys
import time

import numpy as np


class Plan:
    """Read from the file that the first argument names; the second one is the number of jobs."""

    def __init__(self):
        with open(sys.argv[1]) as file:
            plan = json.load(file)
        self.jobs = int(sys.argv[2])
        self.epochs = plan["epochs"]
        self.features = plan["features"]
        self.configurations = plan["configurations"]
        self.train = self._split(plan["train"])
        self.validation = self._split(plan["validation"])
        self._started_at = time.perf_counter()

    def _split(self, split):
        x = np.asarray(split["x"], dtype=np.float32).reshape(-1, self.features)
        return x, np.asarray(split["y"], dtype=np.int64)

    def answer(self, values):
        """Prints the seconds since the plan was read, and the best validation loss of each trial."""
        seconds = time.perf_counter() - self._started_at
        print(json.dumps({"searchSeconds": seconds, "values": [float(value) for value in values]}))


def optimize(plan, train):
    """Runs train(configuration, report) on every configuration with Optuna, its study in memory."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)

    def objective(trial):
        index = trial.suggest_int("index", 0, len(plan.configurations) - 1)
        return train(plan.configurations[index], trial.report)

    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=1))
    for index in range(len(plan.configurations)):
        study.enqueue_trial({"index": index})
    study.optimize(objective, n_trials=len(plan.configurations), n_jobs=plan.jobs)
    plan.answer(trial.value for trial in study.trials)
