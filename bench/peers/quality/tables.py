"""tables.py FOLDER [TABLE,...]: writes the tables of catalogue.py as CSV files, each in splits of its own.

Each is FOLDER/<name>-<seed>.csv, for the seeds 0 to 2, with a column `part` of train and test; beside it are the inputs of the
test rows, <name>-<seed>.test.csv, and their targets, <name>-<seed>.truth.json. Prints a JSON array of { name, origin, task,
target, kinds, rows }, where kinds says of each input how a program without inference reads it. Tables of npm's vega-datasets
need VEGA_DATASETS, the folder that holds its files; without it they are left out.
"""

import json
import os
import sys

import numpy as np
import pandas as pd
from catalogue import TABLES

SEEDS = (0, 1, 2)
MOST_ROWS = 5000
LEAST_OF_A_CLASS = 20
TEST_SHARE = 0.25


def kind_of(column):
    if pd.api.types.is_numeric_dtype(column):
        return "number"
    texts = column.dropna().astype(str)
    return "date" if texts.str.fullmatch(r"\d{4}-\d\d-\d\d").all() else "category"


def parts(target, task, seed):
    """The share of each class in the test rows is that in all rows, to within a row."""
    random = np.random.default_rng(seed)
    groups = target.groupby(target).indices.values() if task == "classification" else [np.arange(len(target))]
    part = np.full(len(target), "train", dtype=object)
    for rows in groups:
        part[random.permutation(rows)[: round(TEST_SHARE * len(rows))]] = "test"
    return part


def prepared(target, task, load):
    frame = load()
    if frame is None:
        return None
    frame = frame.dropna(subset=[target]).reset_index(drop=True)
    if task == "classification":
        counts = frame[target].map(frame[target].value_counts())
        frame = frame[counts >= LEAST_OF_A_CLASS].reset_index(drop=True)
    if len(frame) > MOST_ROWS:
        frame = frame.sample(MOST_ROWS, random_state=0).reset_index(drop=True)
    return frame


def main():
    folder = sys.argv[1]
    wanted = sys.argv[2].split(",") if len(sys.argv) > 2 else list(TABLES)
    catalogue = []
    for name in wanted:
        origin, target, task, load = TABLES[name]
        frame = prepared(target, task, load)
        if frame is None:
            continue
        inputs = frame.drop(columns=[target])
        for seed in SEEDS:
            path = os.path.join(folder, f"{name}-{seed}")
            part = parts(frame[target], task, seed)
            frame.assign(part=part).to_csv(f"{path}.csv", index=False)
            inputs[part == "test"].to_csv(f"{path}.test.csv", index=False)
            truth = frame[target][part == "test"].astype(str if task == "classification" else float)
            truth.to_json(f"{path}.truth.json", orient="values", double_precision=15)
        kinds = {column: kind_of(inputs[column]) for column in inputs}
        entry = {"name": name, "origin": origin, "task": task, "target": target, "kinds": kinds}
        catalogue.append({**entry, "rows": len(frame)})
    print(json.dumps(catalogue))


main()
