"""tables.py FOLDER [TABLE,...]: writes the tables that installed packages ship as CSV files of their own splits.

Each table is FOLDER/<name>-<seed>.csv, for the seeds 0 to 2, with a column `part` of train and test; beside it are the inputs
of the test rows, <name>-<seed>.test.csv, and their targets, <name>-<seed>.truth.json. Prints a JSON array of { name, origin, task, target, kinds }, where kinds says of each input how a program without inference reads it. Tables from
npm's vega-datasets need VEGA_DATASETS, the folder that holds its files; without it they are left out.
"""

import json
import os
import sys

import numpy as np
import pandas as pd

SEEDS = (0, 1, 2)
MOST_ROWS = 5000
TEST_SHARE = 0.25


def vega(name):
    folder = os.environ.get("VEGA_DATASETS")
    if folder is None:
        return None
    path = os.path.join(folder, name)
    return pd.read_csv(path) if name.endswith(".csv") else pd.read_json(path, convert_dates=False)


def of_statsmodels(name):
    import importlib

    return importlib.import_module(f"statsmodels.datasets.{name}").load_pandas().data


def of_scikit_learn(name):
    from sklearn import datasets

    data = getattr(datasets, f"load_{name}")(as_frame=True)
    frame = data.data.copy()
    frame.columns = [column.replace(" ", "_").replace("/", "_").strip("()") for column in frame.columns]
    frame["target"] = data.target if name == "diabetes" else data.target_names[data.target]
    return frame


def cars():
    from vega_datasets import data

    frame = data.cars().drop(columns=["Name"])
    frame["Year"] = pd.to_datetime(frame["Year"]).dt.year
    return frame


def seattle_weather():
    from vega_datasets import data

    frame = data.seattle_weather()
    frame["date"] = pd.to_datetime(frame["date"]).dt.strftime("%Y-%m-%d")
    return frame


def movies():
    frame = vega("movies.json")
    if frame is None:
        return None
    frame = frame.drop(columns=["Title", "Director", "US DVD Sales"])
    frame["Release Date"] = pd.to_datetime(frame["Release Date"], format="mixed").dt.strftime("%Y-%m-%d")
    return frame


def birdstrikes():
    frame = vega("birdstrikes.csv")
    if frame is None:
        return None
    frame["Flight Date"] = pd.to_datetime(frame["Flight Date"], format="mixed").dt.strftime("%Y-%m-%d")
    return frame


def flights():
    frame = vega("flights-2k.json")
    if frame is None:
        return None
    moments = pd.to_datetime(frame["date"], format="mixed")
    frame["hour"] = moments.dt.hour + moments.dt.minute / 60
    frame["date"] = moments.dt.strftime("%Y-%m-%d")
    return frame


def penguins():
    return vega("penguins.json")


def star98():
    frame = of_statsmodels("star98")
    share = frame["NABOVE"] / (frame["NABOVE"] + frame["NBELOW"])
    plain = [name for name in frame.columns if "_" not in name]
    return frame[plain].drop(columns=["NABOVE", "NBELOW"]).assign(share=share)


def fair():
    frame = of_statsmodels("fair")
    frame["affair"] = np.where(frame.pop("affairs") > 0, "yes", "no")
    for name in ("occupation", "occupation_husb"):
        frame[name] = ("job " + frame[name].astype(int).astype(str)).astype(object)
    return frame


def anes96():
    frame = of_statsmodels("anes96").drop(columns=["popul"])
    frame["vote"] = np.where(frame["vote"] == 1, "Dole", "Clinton")
    return frame


def modechoice():
    frame = of_statsmodels("modechoice").drop(columns=["individual"])
    frame["mode"] = frame["mode"].map({1: "air", 2: "train", 3: "bus", 4: "car"})
    frame["choice"] = np.where(frame["choice"] == 1, "yes", "no")
    return frame


def heart():
    return of_statsmodels("heart")


TABLES = {
    "cars": ("vega_datasets", "Miles_per_Gallon", "regression", cars),
    "diabetes": ("scikit-learn", "target", "regression", lambda: of_scikit_learn("diabetes")),
    "star98": ("statsmodels", "share", "regression", star98),
    "movies": ("vega-datasets", "IMDB Rating", "regression", movies),
    "penguins": ("vega-datasets", "Body Mass (g)", "regression", penguins),
    "flights": ("vega-datasets", "delay", "regression", flights),
    "randhie": ("statsmodels", "mdvis", "regression", lambda: of_statsmodels("randhie")),
    "grunfeld": ("statsmodels", "invest", "regression", lambda: of_statsmodels("grunfeld")),
    "heart": ("statsmodels", "survival", "regression", heart),
    "seattle-weather": ("vega_datasets", "weather", "classification", seattle_weather),
    "birdstrikes": ("vega-datasets", "Phase of flight", "classification", birdstrikes),
    "anes96": ("statsmodels", "vote", "classification", anes96),
    "fair": ("statsmodels", "affair", "classification", fair),
    "modechoice": ("statsmodels", "choice", "classification", modechoice),
    "breast_cancer": ("scikit-learn", "target", "classification", lambda: of_scikit_learn("breast_cancer")),
    "wine": ("scikit-learn", "target", "classification", lambda: of_scikit_learn("wine")),
    "digits": ("scikit-learn", "target", "classification", lambda: of_scikit_learn("digits")),
}


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
        frame = frame[counts >= 20].reset_index(drop=True)
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
            truth = frame[target][part == "test"]
            truth = truth.astype(str if task == "classification" else float).tolist()
            with open(f"{path}.truth.json", "w") as file:
                json.dump(truth, file)
        kinds = {column: kind_of(inputs[column]) for column in inputs}
        entry = {"name": name, "origin": origin, "task": task, "target": target, "kinds": kinds}
        catalogue.append({**entry, "rows": len(frame)})
    print(json.dumps(catalogue))


main()
