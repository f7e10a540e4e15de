"""KerasTuner, given the configurations by an oracle that knows them."""

import tempfile

import keras_tuner

from keras_net import build
from plan import Plan

plan = Plan()


class Given(keras_tuner.Oracle):
    def populate_space(self, trial_id):
        index = len(self.start_order)
        if index >= len(plan.configurations):
            return {"status": "STOPPED", "values": None}
        return {"status": "RUNNING", "values": {"index": index}}


class GivenModel(keras_tuner.HyperModel):
    def build(self, hp):
        return build(self._configuration(hp), plan.features)

    def fit(self, hp, model, *args, **kwargs):
        return model.fit(*args, batch_size=self._configuration(hp)["batchSize"], **kwargs)

    def _configuration(self, hp):
        return plan.configurations[hp.Int("index", 0, len(plan.configurations) - 1)]


with tempfile.TemporaryDirectory() as folder:
    tuner = keras_tuner.Tuner(
        oracle=Given(objective=keras_tuner.Objective("val_loss", "min"), max_trials=len(plan.configurations)),
        hypermodel=GivenModel(),
        directory=folder,
    )
    tuner.search(*plan.train, epochs=plan.epochs, validation_data=plan.validation, verbose=0)
    plan.answer(trial.score for trial in tuner.oracle.trials.values())
