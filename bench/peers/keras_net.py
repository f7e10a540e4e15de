"""The dense net of a configuration, and its training, in Keras on TensorFlow."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras


def build(configuration, features):
    model = keras.Sequential([keras.Input((features,))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], activation="relu"))
        model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(10))
    model.compile(
        optimizer=keras.optimizers.Adam(configuration["learningRate"]),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


def train(plan, configuration, report):
    """Returns the best validation loss."""
    if plan.jobs == 1:
        keras.backend.clear_session()
    model = build(configuration, plan.features)
    reporter = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: report(logs["val_loss"], epoch + 1)
    )
    history = model.fit(
        *plan.train,
        batch_size=configuration["batchSize"],
        epochs=plan.epochs,
        validation_data=plan.validation,
        callbacks=[reporter],
        verbose=0,
    )
    return min(history.history["val_loss"])
