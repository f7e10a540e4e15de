"""What all peers share: how columns become inputs, the folds, and the losses of rows."""

import numpy as np
import pandas as pd

FOLDS = 5
LEAST_PROBABILITY = 1e-7


def dated(frame, kinds):
    """Dates become the parts that hpsearch makes of them; other columns stay."""
    columns = {}
    for name, kind in kinds.items():
        if kind != "date":
            columns[name] = frame[name] if kind == "number" else frame[name].astype(object)
            continue
        day = pd.to_datetime(frame[name])
        days = (day - pd.Timestamp("1970-01-01")).dt.days.astype(float)
        turns = {"month": (day.dt.month - 1) / 12, "weekday": day.dt.weekday / 7}
        columns |= {f"{name} year": day.dt.year.astype(float), f"{name} days": days}
        for part, turn in turns.items():
            columns[f"{name} {part} sin"] = np.sin(2 * np.pi * turn)
            columns[f"{name} {part} cos"] = np.cos(2 * np.pi * turn)
    return pd.DataFrame(columns)


def encoder(frame):
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    words = [name for name in frame if frame[name].dtype == object]
    numbers = [name for name in frame if name not in words]
    known = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    return ColumnTransformer(
        [("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers), ("words", known, words)]
    )


def folds(task):
    from sklearn.model_selection import KFold, StratifiedKFold

    return (StratifiedKFold if task == "classification" else KFold)(FOLDS, shuffle=True, random_state=0)


def losses_of(task, truth, predicted, classes=None):
    """Log loss of each row from its probabilities by class, or its squared error."""
    if task == "regression":
        return (truth - predicted) ** 2
    column = {name: index for index, name in enumerate(classes)}
    own = predicted[np.arange(len(truth)), [column[name] for name in truth]]
    return -np.log(np.clip(own, LEAST_PROBABILITY, 1))
