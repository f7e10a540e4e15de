"""The peers. Each is called with (task, x, y, x_test, seed), and returns what it predicts for the test rows, its classes, and the
cross-validated loss of the settings that it chose, or None."""

import numpy as np
import pandas as pd
from encoding import encoder, folds, losses_of

TRIALS = 30


def linear(task, x, y, x_test, seed):
    from sklearn.compose import TransformedTargetRegressor
    from sklearn.linear_model import LogisticRegressionCV, RidgeCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    if task == "regression":
        ridge = RidgeCV(np.logspace(-3, 5, 25), cv=folds(task), scoring="neg_mean_squared_error")
        model = make_pipeline(encoder(x), TransformedTargetRegressor(ridge, transformer=StandardScaler())).fit(x, y)
        fitted = model[-1].regressor_
        return model.predict(x_test), None, -fitted.best_score_ * np.var(y)
    logistic = LogisticRegressionCV(
        Cs=np.logspace(-4, 4, 17), cv=folds(task), scoring="neg_log_loss", max_iter=5000, use_legacy_attributes=False
    )
    model = make_pipeline(encoder(x), logistic).fit(x, y)
    scores = np.asarray(model[-1].scores_)
    return model.predict_proba(x_test), model[-1].classes_, -scores.mean(axis=0).max()


def categorical(frame, like):
    """Texts as categories of the training rows, as LightGBM takes them; missing ones stay missing."""
    words = {name: pd.CategoricalDtype(sorted(like[name].dropna().unique())) for name in like if like[name].dtype == object}
    renamed = frame.astype(words)
    renamed.columns = [f"c{index}" for index in range(len(frame.columns))]
    return renamed


def lightgbm(task, x, y, x_test, seed):
    import lightgbm

    kind = lightgbm.LGBMClassifier if task == "classification" else lightgbm.LGBMRegressor
    model = kind(n_jobs=1, verbose=-1, random_state=seed).fit(categorical(x, x), y)
    return outputs(task, model, categorical(x_test, x)) + (None,)


def outputs(task, model, x):
    return (model.predict(x), None) if task == "regression" else (model.predict_proba(x), model.classes_)


def cross_validated(task, make, x, y, fit=lambda model, x, y, *held: model.fit(x, y)):
    """The mean loss of rows that were held out, and the fitted models."""
    losses, models = [], []
    for train, held in folds(task).split(x, y):
        model = fit(make(), x.iloc[train], y[train], x.iloc[held], y[held])
        losses.append(losses_of(task, y[held], *outputs(task, model, x.iloc[held])))
        models.append(model)
    return float(np.concatenate(losses).mean()), models


def lightgbm_tuned(task, x, y, x_test, seed):
    import lightgbm
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    kind = lightgbm.LGBMClassifier if task == "classification" else lightgbm.LGBMRegressor
    inputs = categorical(x, x)

    def stopped(model, x, y, x_held, y_held):
        return model.fit(x, y, eval_set=[(x_held, y_held)], callbacks=[lightgbm.early_stopping(30, verbose=False)])

    def value(trial):
        settings = {
            "learning_rate": trial.suggest_float("learning_rate", 0.01, 0.3, log=True),
            "num_leaves": trial.suggest_int("num_leaves", 4, 128, log=True),
            "min_child_samples": trial.suggest_int("min_child_samples", 2, 60, log=True),
            "subsample": trial.suggest_float("subsample", 0.5, 1.0),
            "colsample_bytree": trial.suggest_float("colsample_bytree", 0.4, 1.0),
            "reg_lambda": trial.suggest_float("reg_lambda", 1e-3, 30, log=True),
            "reg_alpha": trial.suggest_float("reg_alpha", 1e-3, 10, log=True),
        }
        settings |= {"subsample_freq": 1, "n_jobs": 1, "verbose": -1, "random_state": seed}
        loss, models = cross_validated(task, lambda: kind(n_estimators=500, **settings), inputs, y, stopped)
        rounds = max(1, round(np.mean([model.best_iteration_ for model in models])))
        trial.set_user_attr("settings", settings | {"n_estimators": rounds})
        return loss

    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed))
    study.optimize(value, n_trials=TRIALS)
    model = kind(**study.best_trial.user_attrs["settings"]).fit(inputs, y)
    return outputs(task, model, categorical(x_test, x)) + (study.best_value,)


def mlp_tuned(task, x, y, x_test, seed):
    from sklearn.compose import TransformedTargetRegressor
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    random = np.random.default_rng(seed)

    def drawn():
        units = int(round(np.exp(random.uniform(np.log(16), np.log(256)))))
        return {
            "hidden_layer_sizes": (units,) * int(random.integers(1, 4)),
            "alpha": float(np.exp(random.uniform(np.log(1e-5), np.log(10)))),
            "learning_rate_init": float(np.exp(random.uniform(np.log(1e-4), np.log(1e-2)))),
            "batch_size": int(random.choice([32, 64, 128])),
            "activation": str(random.choice(["relu", "tanh"])),
        }

    def made(settings):
        common = {"early_stopping": True, "n_iter_no_change": 10, "max_iter": 200, "random_state": seed}
        if task == "classification":
            return make_pipeline(encoder(x), MLPClassifier(**settings, **common))
        net = TransformedTargetRegressor(MLPRegressor(**settings, **common), transformer=StandardScaler())
        return make_pipeline(encoder(x), net)

    tried = []
    for _ in range(TRIALS):
        settings = drawn()
        tried.append((cross_validated(task, lambda: made(settings), x, y)[0], settings))
    value, settings = min(tried, key=lambda each: each[0])
    model = made(settings).fit(x, y)
    return outputs(task, model, x_test) + (value,)


METHODS = {
    "linear": (linear, ["sklearn"]),
    "lightgbm": (lightgbm, ["lightgbm"]),
    "lightgbm-tuned": (lightgbm_tuned, ["lightgbm", "optuna"]),
    "sklearn-mlp": (mlp_tuned, ["sklearn"]),
}
