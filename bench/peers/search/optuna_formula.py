"""optuna_formula.py FUNCTION SEEDS TRIALS: Optuna's TPE and random samplers on Hartmann's function.

FUNCTION is JSON with { steepness, places, heights }: A, 10⁴ P and α. Prints what optuna_tables.py prints.
"""

import json
import math
import sys

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)

SAMPLERS = {
    "optuna-tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "optuna-random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
}


def hartmann(function, x):
    bells = zip(function["heights"], function["steepness"], function["places"])
    return -sum(
        height * math.exp(-sum(a * (each - place / 10_000) ** 2 for a, each, place in zip(row, x, places)))
        for height, row, places in bells
    )


def searched(function, make, seed, trials):
    dimensions, truths = len(function["places"][0]), []

    def objective(trial):
        value = hartmann(function, [trial.suggest_float(f"x{each}", 0, 1) for each in range(dimensions)])
        truths.append(min([value, *truths[-1:]]))
        return value

    study = optuna.create_study(sampler=make(seed))
    study.optimize(objective, n_trials=trials)
    return truths


def main():
    function = json.loads(sys.argv[1])
    seeds, trials = int(sys.argv[2]), int(sys.argv[3])
    found = {name: [searched(function, make, seed, trials) for seed in range(seeds)] for name, make in SAMPLERS.items()}
    print(json.dumps(found))


main()
