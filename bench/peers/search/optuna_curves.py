"""optuna_curves.py FILE: Optuna's Hyperband, one trial after another, on trials whose curves are known.

FILE has { direction, epochs, isEveryEpochUsable, seeds: [[{ curve, secondsPerEpoch }]] }: the trials of each seed in their
order. Prints [[[seconds, best]]]: for each seed the best value so far whenever it improved, by the seconds that were
trained; where not every epoch is usable, the best of those trials that were trained to the end, at their last epoch.
"""

import json
import sys

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)


def searched(given, trials, seed):
    direction, epochs = given["direction"], given["epochs"]
    minimize = direction == "minimize"
    steps, seconds = [], 0.0

    def objective(trial):
        nonlocal seconds
        known = trials[trial.number]
        trial.suggest_int("number", trial.number, trial.number)
        best = None
        for epoch, value in enumerate(known["curve"], 1):
            seconds += known["secondsPerEpoch"]
            best = value if best is None or (value < best if minimize else value > best) else best
            found = best if given["isEveryEpochUsable"] else value
            is_usable = given["isEveryEpochUsable"] or epoch == epochs
            if is_usable and (not steps or (found < steps[-1][1] if minimize else found > steps[-1][1])):
                steps.append([seconds, found])
            trial.report(best, epoch)
            if trial.should_prune():
                raise optuna.TrialPruned()
        return best

    pruner = optuna.pruners.HyperbandPruner(min_resource=1, max_resource=epochs, reduction_factor=3)
    sampler = optuna.samplers.RandomSampler(seed=seed)
    study = optuna.create_study(direction=direction, sampler=sampler, pruner=pruner)
    study.optimize(objective, n_trials=len(trials))
    return steps


def main():
    with open(sys.argv[1]) as file:
        given = json.load(file)
    print(json.dumps([searched(given, trials, seed) for seed, trials in enumerate(given["seeds"])]))


main()
