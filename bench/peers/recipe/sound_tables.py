"""sound_tables.py FOLDER: writes real tables that packages ship as FOLDER/<name>.csv, for the checks of `npm run proof`.

Rows and columns are as published; only titles, identifiers and identities that hold the target by definition are left out.
Tables of npm's vega-datasets need VEGA_DATASETS, the folder that holds its files; without it they are left out. Prints a JSON
array of the names that were written.
"""

import importlib
import json
import os
import sys

import pandas as pd

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../quality"))
import catalogue  # noqa: E402
from catalogue import of_npm, of_statsmodels  # noqa: E402


def shared(name):
    return catalogue.TABLES[name][3]


def of_vega(name):
    from vega_datasets import local_data

    return getattr(local_data, name)()


def anes96_income():
    return of_statsmodels("anes96").drop(columns=["popul", "logpopul"])


def fair_affairs():
    frame = shared("fair")()
    return frame.drop(columns=["affair"]).assign(affairs=of_statsmodels("fair")["affairs"])


def car_origins():
    return of_vega("cars").drop(columns=["Name", "Year"])


def ccard():
    return of_statsmodels("ccard").drop(columns=["INCOMESQ"])


def el_nino():
    return of_statsmodels("elnino").drop(columns=["YEAR"])


def macrodata():
    return of_statsmodels("macrodata")[["infl", "tbilrate", "m1", "pop", "realinv", "unemp"]]


def fertility():
    path = os.path.dirname(importlib.import_module("statsmodels.datasets.fertility").__file__)
    frame = pd.read_csv(os.path.join(path, "fertility.csv"))
    years = frame[[str(year) for year in range(1960, 2009, 8)]].add_prefix("y")
    return years.dropna(subset=["y2008"])


def sunspots():
    """The activity of a year from that of the three years before it."""
    activity = of_statsmodels("sunspots")["SUNACTIVITY"]
    return pd.DataFrame({"now": activity, **{f"before{n}": activity.shift(n) for n in (1, 2, 3)}}).dropna()


def iowa():
    frame = of_vega("iowa_electricity")
    return frame.assign(year=pd.to_datetime(frame["year"]).dt.year)


def riots():
    frame = of_vega("la_riots")[["age", "gender", "race", "type", "longitude", "latitude"]]
    return frame[frame["type"] != "Hit-and-run"].dropna(subset=["type"])


def temperatures(name):
    """A day in each hour of four, and the hour of each row."""
    frame = of_vega(name)
    moments = pd.to_datetime(frame["date"], format="mixed")
    plain = pd.DataFrame({"day": moments.dt.dayofyear, "hour": moments.dt.hour, "temp": frame["temp"]})
    return plain[::4].sample(frac=1, random_state=0)


def airports():
    """Whether an airport of the four states with the most lies in Texas, Alaska, California or Oklahoma."""
    frame = of_vega("airports")[["latitude", "longitude", "state"]]
    return frame[frame["state"].isin(frame["state"].value_counts().index[:4])]


def npm_frame(name, columns):
    frame = of_npm(name)
    return None if frame is None else frame[columns]


TABLES = {
    **{name: shared(name) for name in ("breast_cancer", "wine", "digits", "diabetes")},
    **{name: shared(name) for name in ("anes96", "modechoice", "fair", "randhie", "star98", "heart", "grunfeld")},
    "anes96-income": anes96_income,
    "fair-affairs": fair_affairs,
    **{name: lambda name=name: of_statsmodels(name) for name in ("cancer", "engel", "statecrime", "strikes")},
    "ccard": ccard,
    "elnino": el_nino,
    "macrodata": macrodata,
    "fertility": fertility,
    "sunspots": sunspots,
    "cars": shared("cars"),
    "car-origins": car_origins,
    "seattle-weather": shared("seattle-weather"),
    "barley": lambda: of_vega("barley"),
    "iowa": iowa,
    "la-riots": riots,
    "airports": airports,
    "seattle-temps": lambda: temperatures("seattle_temps"),
    "sf-temps": lambda: temperatures("sf_temps"),
    "us-employment": lambda: of_vega("us_employment")[["nonfarm_change", "construction", "government", "utilities"]],
    **{name: shared(name) for name in ("movies", "penguins", "flights", "birdstrikes")},
    "penguin-species": lambda: npm_frame(
        "penguins.json",
        ["Species", "Beak Length (mm)", "Beak Depth (mm)", "Flipper Length (mm)", "Body Mass (g)", "Sex"],
    ),
    "gapminder": lambda: npm_frame("gapminder.json", ["year", "pop", "fertility", "life_expect"]),
    "health-income": lambda: npm_frame("gapminder-health-income.csv", ["income", "population", "region", "health"]),
    "weather": lambda: npm_frame("weather.csv", ["precipitation", "temp_max", "temp_min", "wind", "weather"]),
}


def main():
    folder = sys.argv[1]
    written = []
    for name, load in TABLES.items():
        frame = load()
        if frame is None:
            continue
        frame.to_csv(os.path.join(folder, f"{name}.csv"), index=False)
        written.append(name)
    print(json.dumps(written))


main()
