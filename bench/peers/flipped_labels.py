"""Writes tables of scikit-learn with flipped labels, and finds them by hand.

Usage: flipped_labels.py FOLDER SEEDS. Prints a JSON line for each table and seed: its file, the flipped rows, and the
scores of cross-validated logistic regression with confident learning (Northcutt et al., 2021).
"""

import csv
import json
import sys
import warnings

import numpy as np
from sklearn.datasets import load_breast_cancer, load_digits, load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
TABLES = {"digits": load_digits, "wine": load_wine, "breast cancer": load_breast_cancer}
SHARE = 0.05


def flipped(truth, seed):
    random = np.random.RandomState(seed)
    labels, classes = truth.copy(), len(set(truth))
    rows = random.choice(len(truth), round(SHARE * len(truth)), replace=False)
    labels[rows] = (labels[rows] + random.randint(1, classes, len(rows))) % classes
    return labels


def scores(inputs, labels, is_flipped, seed):
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    folds = StratifiedKFold(5, shuffle=True, random_state=seed)
    shares = cross_val_predict(model, inputs, labels, cv=folds, method="predict_proba")
    rows, classes = shares.shape
    own = shares[np.arange(rows), labels]
    others = shares.copy()
    others[np.arange(rows), labels] = -1
    first = np.argsort(own - others.max(1), kind="stable")[: is_flipped.sum()]
    limits = np.array([shares[labels == k, k].mean() for k in range(classes)])
    reached = np.where(shares >= limits, shares, -1)
    confident = (reached.max(1) >= 0) & (reached.argmax(1) != labels)
    return {
        "precision": float(is_flipped[first].mean()),
        "confidentPrecision": float(is_flipped[confident].mean()) if confident.any() else 1.0,
        "confidentRecall": float(is_flipped[confident].sum() / is_flipped.sum()),
    }


folder, seeds = sys.argv[1], int(sys.argv[2])
for name, load in TABLES.items():
    inputs, truth = load(return_X_y=True)
    for seed in range(seeds):
        labels = flipped(truth, seed)
        file = f"{name.replace(' ', '-')}-{seed}.csv"
        with open(f"{folder}/{file}", "w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow([f"x{at}" for at in range(inputs.shape[1])] + ["label"])
            writer.writerows([*row, f"class {label}"] for row, label in zip(inputs, labels))
        is_flipped = labels != truth
        found = {"rows": np.where(is_flipped)[0].tolist(), "byHand": scores(inputs, labels, is_flipped, seed)}
        print(json.dumps({"name": name, "seed": seed, "file": file, **found}))
