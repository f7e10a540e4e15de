"""optuna_training.py PLAN.json: Optuna's TPE with its Hyperband, two trials at once, on real training.

PLAN has { command, space, epochs, trials, seed, workers, processorSeconds }. `command` starts a process that trains one
trial after another (bench/search/race/optuna-trainer.ts). Prints [{ seconds, processorSeconds, epochs, best }]: what was
spent and found whenever a trial ended. Processor time is that of the trainers and of this program, its imports left out.
"""

import json
import queue
import subprocess
import sys
import threading
import time

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)


class Trainer:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.processor_seconds = 0.0

    def hear(self):
        message = json.loads(self.process.stdout.readline())
        self.processor_seconds = message["processorSeconds"]
        return message

    def tell(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()


def suggested(trial, space):
    config = {}
    for name, each in space.items():
        if any(config.get(other) != value for other, value in each.get("when", {}).items()):
            continue
        kind = each["type"]
        if kind == "choice":
            config[name] = trial.suggest_categorical(name, each["values"])
        elif kind in ("int", "logInt"):
            config[name] = trial.suggest_int(name, each["min"], each["max"], log=kind == "logInt")
        else:
            config[name] = trial.suggest_float(name, each["min"], each["max"], log=kind == "logUniform")
    return config


def main():
    with open(sys.argv[1]) as file:
        plan = json.load(file)
    started, own = time.perf_counter(), time.process_time()
    trainers = [Trainer(plan["command"]) for _ in range(plan["workers"])]
    free = queue.Queue()
    for each in trainers:
        each.hear()
        free.put(each)
    steps, lock = [], threading.Lock()
    spent = {"epochs": 0, "best": None}

    def note(study):
        processor = time.process_time() - own + sum(each.processor_seconds for each in trainers)
        steps.append({"seconds": time.perf_counter() - started, "processorSeconds": processor, **spent})
        if processor >= plan["processorSeconds"]:
            study.stop()

    def objective(trial):
        trainer, best = free.get(), None
        try:
            trainer.tell({"train": suggested(trial, plan["space"]), "trial": trial.number})
            epoch, is_pruned = 0, False
            while True:
                message = trainer.hear()
                if "ended" in message:
                    break
                epoch += 1
                value = message["value"]
                with lock:
                    spent["epochs"] += 1
                    if value is not None and (spent["best"] is None or value < spent["best"]):
                        spent["best"] = value
                best = value if best is None or value < best else best
                trial.report(best, epoch)
                is_pruned = is_pruned or trial.should_prune()
                trainer.tell({"go": not is_pruned})
        finally:
            free.put(trainer)
        with lock:
            note(trial.study)
        if best is None or is_pruned:
            raise optuna.TrialPruned()
        return best

    study = optuna.create_study(
        direction="minimize",
        sampler=optuna.samplers.TPESampler(seed=plan["seed"]),
        pruner=optuna.pruners.HyperbandPruner(min_resource=1, max_resource=plan["epochs"], reduction_factor=3),
    )
    study.optimize(objective, n_trials=plan["trials"], n_jobs=plan["workers"])
    for each in trainers:
        each.tell({"end": True})
        each.process.wait()
    print(json.dumps(steps))


main()
