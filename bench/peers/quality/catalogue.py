"""The tables that installed packages ship, by name: where from, their target and task, and the function that loads them."""

import os

import numpy as np
import pandas as pd


def of_npm(name, dates=(), left_out=()):
    """None where the file is not there."""
    folder = os.environ.get("VEGA_DATASETS")
    if folder is None:
        return None
    path = os.path.join(folder, name)
    frame = pd.read_csv(path) if name.endswith(".csv") else pd.read_json(path, convert_dates=False)
    return with_dates(frame, dates).drop(columns=list(left_out))


def with_dates(frame, names):
    for name in names:
        frame[name] = pd.to_datetime(frame[name], format="mixed").dt.strftime("%Y-%m-%d")
    return frame


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

    return with_dates(data.seattle_weather(), ["date"])


def movies():
    return of_npm("movies.json", ["Release Date"], ["Title", "Director", "US DVD Sales"])


def flights():
    frame = of_npm("flights-2k.json")
    if frame is None:
        return None
    moments = pd.to_datetime(frame["date"], format="mixed")
    return with_dates(frame.assign(hour=moments.dt.hour + moments.dt.minute / 60), ["date"])


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


TABLES = {
    "cars": ("vega_datasets", "Miles_per_Gallon", "regression", cars),
    "diabetes": ("scikit-learn", "target", "regression", lambda: of_scikit_learn("diabetes")),
    "star98": ("statsmodels", "share", "regression", star98),
    "movies": ("vega-datasets", "IMDB Rating", "regression", movies),
    "penguins": ("vega-datasets", "Body Mass (g)", "regression", lambda: of_npm("penguins.json")),
    "flights": ("vega-datasets", "delay", "regression", flights),
    "randhie": ("statsmodels", "mdvis", "regression", lambda: of_statsmodels("randhie")),
    "grunfeld": ("statsmodels", "invest", "regression", lambda: of_statsmodels("grunfeld")),
    "heart": ("statsmodels", "survival", "regression", lambda: of_statsmodels("heart")),
    "seattle-weather": ("vega_datasets", "weather", "classification", seattle_weather),
    "birdstrikes": ("vega-datasets", "Phase of flight", "classification", lambda: of_npm("birdstrikes.csv", ["Flight Date"])),
    "anes96": ("statsmodels", "vote", "classification", anes96),
    "fair": ("statsmodels", "affair", "classification", fair),
    "modechoice": ("statsmodels", "choice", "classification", modechoice),
    "breast_cancer": ("scikit-learn", "target", "classification", lambda: of_scikit_learn("breast_cancer")),
    "wine": ("scikit-learn", "target", "classification", lambda: of_scikit_learn("wine")),
    "digits": ("scikit-learn", "target", "classification", lambda: of_scikit_learn("digits")),
}
