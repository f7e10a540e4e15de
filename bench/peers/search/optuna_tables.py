"""optuna_tables.py TABLE.json SEEDS TRIALS: Optuna's TPE and random samplers on a table of convert_tables.py.

Prints { sampler: [[truth of the incumbent after each trial] for each seed] }. A trial sees one repetition of its
configuration; the incumbent is the best as seen, and is judged by the mean of all repetitions.
"""

import json
import sys

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)

SAMPLERS = {
    "optuna-tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "optuna-random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
}


def searched(table, make, seed, trials):
    minimize = table["direction"] == "minimize"
    truths, best, truth = [], None, None

    def objective(trial):
        nonlocal best, truth
        index = 0
        for each in table["parameters"]:
            if each["isOrdered"]:
                place = trial.suggest_int(each["name"], 0, each["size"] - 1)
            else:
                place = int(trial.suggest_categorical(each["name"], [str(i) for i in range(each["size"])]))
            index = index * each["size"] + place
        values = table["values"][index]
        seen = values[(seed + trial.number) % len(values)]
        if best is None or (seen < best if minimize else seen > best):
            best, truth = seen, sum(values) / len(values)
        truths.append(truth)
        return seen

    study = optuna.create_study(direction=table["direction"], sampler=make(seed))
    study.optimize(objective, n_trials=trials)
    return truths


def main():
    with open(sys.argv[1]) as file:
        table = json.load(file)
    seeds, trials = int(sys.argv[2]), int(sys.argv[3])
    print(json.dumps({name: [searched(table, make, seed, trials) for seed in range(seeds)] for name, make in SAMPLERS.items()}))


main()
