"""models.py METHOD TABLE.csv ENTRY SEED: fits a peer on the rows of `part` train and predicts those of test.

ENTRY is the table's object of tables.py as JSON. Prints { loss, losses, validation, seconds, cpuSeconds, versions }: the
losses of the test rows (log loss in nats, or squared errors), their mean, and the cross-validated loss of the settings that
the method chose, or null. Only training rows are used to choose and to fit anything.
"""

import json
import sys
import time
import warnings

import pandas as pd
from encoding import dated, losses_of
from methods import METHODS

warnings.filterwarnings("ignore")


def main():
    method, path, entry, seed = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), int(sys.argv[4])
    fit, packages = METHODS[method]
    versions = {name: __import__(name).__version__ for name in packages}
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""])
    inputs = dated(frame, entry["kinds"])
    is_test = (frame["part"] == "test").to_numpy()
    y = frame[entry["target"]].to_numpy()
    y = y.astype(float) if entry["task"] == "regression" else y.astype(str)
    started, cpu = time.perf_counter(), time.process_time()
    predicted, classes, value = fit(entry["task"], inputs[~is_test], y[~is_test], inputs[is_test], seed)
    times = {"seconds": time.perf_counter() - started, "cpuSeconds": time.process_time() - cpu}
    losses = losses_of(entry["task"], y[is_test], predicted, classes)
    report = {"loss": float(losses.mean()), "losses": [float(f"{loss:.6g}") for loss in losses]}
    print(json.dumps({**report, "validation": None if value is None else float(value), **times, "versions": versions}))


main()
