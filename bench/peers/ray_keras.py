"""Ray Tune + Keras: a trial a core."""

import os
import tempfile

os.environ.setdefault("RAY_AIR_NEW_OUTPUT", "0")
os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")

import ray
from ray import tune

from plan import Plan

plan = Plan()


def objective(config, plan):
    from keras_net import train

    best = train(plan, plan.configurations[config["index"]], lambda value, epoch: tune.report({"value": value}))
    return {"best": best}


folder = os.path.dirname(os.path.abspath(__file__))
ray.init(
    num_cpus=plan.jobs,
    log_to_driver=False,
    include_dashboard=False,
    runtime_env={"env_vars": {"PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"}},
)
with tempfile.TemporaryDirectory() as results_folder:
    tuner = tune.Tuner(
        tune.with_parameters(objective, plan=plan),
        param_space={"index": tune.grid_search(list(range(len(plan.configurations))))},
        run_config=tune.RunConfig(storage_path=results_folder, verbose=0),
    )
    results = tuner.fit()
    if results.num_errors > 0:
        raise SystemExit(str(results.errors[0]))
    plan.answer(result.metrics_dataframe["value"].min() for result in results)
