"""Optuna's TPE on the functions of bench/closed-forms/problems.ts.

Prints JSON: by problem and method the best loss after each of the trials, for each seed. `tpe` knows all results before
it is asked, `tpe, 8 at once` is asked for eight trials before it is told a result.
"""

import json
import math
import sys

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
seeds, trials = int(sys.argv[1]), int(sys.argv[2])

steepness = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
places = [
    [1312, 1696, 5569, 124, 8283, 5886],
    [2329, 4135, 8307, 3736, 1004, 9991],
    [2348, 1451, 3522, 2883, 3047, 6650],
    [4047, 8828, 8732, 5743, 1091, 381],
]


def branin(trial):
    x, y = trial.suggest_float("x", -5, 10), trial.suggest_float("y", 0, 15)
    bend = y - 5.1 / (4 * math.pi**2) * x**2 + 5 / math.pi * x - 6
    return bend**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10 - 0.397887


def hartmann(trial):
    x = [trial.suggest_float(name, 0, 1) for name in "abcdef"]
    bells = (
        height * math.exp(-sum(a * (each - place / 1e4) ** 2 for a, each, place in zip(row, x, at)))
        for height, row, at in zip([1, 1.2, 3, 3.2], steepness, places)
    )
    return 3.32237 - sum(bells)


def conditional(trial):
    rate = trial.suggest_float("rate", 1e-5, 1, log=True)
    layers = trial.suggest_int("layers", 1, 5)
    units = trial.suggest_int("units", 8, 512, log=True)
    optimizer = trial.suggest_categorical("optimizer", ["adam", "sgd", "rmsprop"])
    best = -1.5 if optimizer == "sgd" else -3
    if optimizer == "sgd":
        own = 4 * (trial.suggest_float("momentum", 0, 1) - 0.9) ** 2
    else:
        own = 0.15 + (2 if optimizer == "adam" else 3) * (trial.suggest_float("decay", 0, 1) - 0.3) ** 2
    width = 0.2 * (math.log2(units) - 7) ** 2 * 0.5
    return 0.3 * (math.log10(rate) - best) ** 2 + 0.1 * abs(layers - 3) + width + own


def sparse(trial):
    x = {name: trial.suggest_float(name, 0, 1) for name in "abcdefgh"}
    first, second = x["b"] - 0.7, x["g"] - 0.2
    return first**2 + 3 * second**2 + 2 * first * second


def rosenbrock(trial):
    x = [trial.suggest_float(name, -2, 2) for name in "abcd"]
    return math.log1p(sum(100 * (b - a**2) ** 2 + (1 - a) ** 2 for a, b in zip(x, x[1:])))


problems = {
    "Branin": branin,
    "Hartmann 6": hartmann,
    "conditional": conditional,
    "two of eight": sparse,
    "Rosenbrock 4": rosenbrock,
}


def bests(function, seed, together):
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed))
    asked, best, found = [], math.inf, []
    for _ in range(trials):
        trial = study.ask()
        value = function(trial)
        asked.append((trial, value))
        if len(asked) == together:
            study.tell(*asked.pop(0))
        best = min(best, value)
        found.append(best)
    return found


methods = {"optuna tpe": 1, "optuna tpe, 8 at once": 8}
print(
    json.dumps(
        {
            name: {method: [bests(function, seed, together) for seed in range(seeds)] for method, together in methods.items()}
            for name, function in problems.items()
        }
    )
)
