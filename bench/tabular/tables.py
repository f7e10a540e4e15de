"""tables.py <folder>: writes the tables on which the defaults of the family `tabular` were chosen, as CSV.

Of scikit-learn, statsmodels and vega_datasets, without any table by which hpsearch's quality is judged elsewhere.
"""

import os
import sys

import numpy as np
import pandas as pd
import vega_datasets
from sklearn import datasets
from statsmodels.datasets import grunfeld, modechoice, randhie

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
vega = os.path.join(os.path.dirname(vega_datasets.__file__), "_data")


def write(name, frame, rows=None):
    if rows is not None and len(frame) > rows:
        frame = frame.sample(rows, random_state=0)
    frame.to_csv(os.path.join(folder, f"{name}.csv"), index=False)


def of_arrays(x, y):
    frame = pd.DataFrame(np.round(x, 6), columns=[f"x{i}" for i in range(x.shape[1])])
    return frame.assign(target=y)


wine = datasets.load_wine(as_frame=True).frame
write("wine", wine.assign(target="w" + wine.target.astype(str)))
digits = datasets.load_digits(as_frame=True).frame
write("digits", digits.assign(target="d" + digits.target.astype(str)), 600)
x, y = datasets.make_classification(
    1000, 20, n_informative=8, n_redundant=4, n_classes=3, flip_y=0.05, random_state=1
)
write("made-classes", of_arrays(x, [f"c{c}" for c in y]))
x, y = datasets.make_friedman1(1000, 10, noise=1.0, random_state=1)
write("friedman1", of_arrays(x, np.round(y, 6)))

visits = randhie.load_pandas().data
levels = pd.cut(visits.mdvis, [-1, 0, 3, 1000], labels=["none", "few", "many"])
write("randhie", visits.drop(columns="mdvis").assign(target=levels), 1000)
choice = modechoice.load_pandas().data
modes = {1: "air", 2: "train", 3: "bus", 4: "car"}
choice = choice.assign(mode=choice["mode"].map(modes), target=choice.choice.map({0: "no", 1: "yes"}))
write("modechoice", choice.drop(columns="choice"))
firms = grunfeld.load_pandas().data
write("grunfeld", firms.rename(columns={"invest": "target"}))

barley = pd.read_json(os.path.join(vega, "barley.json"))
barley = barley.assign(year="y" + barley.year.astype(str))
write("barley", barley.rename(columns={"yield": "target"}))
airports = pd.read_csv(os.path.join(vega, "airports.csv"))
airports = airports[airports.country == "USA"][["state", "longitude", "latitude"]].dropna()
write("airports", airports.rename(columns={"latitude": "target"}), 1000)
temps = pd.read_csv(os.path.join(vega, "sf-temps.csv"))
moments = pd.to_datetime(temps.date)
write(
    "sf-temps",
    pd.DataFrame({"day": moments.dt.dayofyear, "hour": moments.dt.hour, "target": temps.temp}),
    800,
)
