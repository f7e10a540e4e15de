"""pandas_table.py write <table.csv> <table.parquet>, or read: the seconds that pandas takes for a table, as JSON."""

import json
import sys
import time

import pandas

action, csv, parquet = sys.argv[1:]
if action == "write":
    pandas.read_csv(csv).to_parquet(parquet, row_group_size=20_000)
    sys.exit()


def seconds(read):
    started = time.perf_counter()
    read()
    return time.perf_counter() - started


print(
    json.dumps(
        {
            "csv": seconds(lambda: pandas.read_csv(csv)),
            "exactCsv": seconds(lambda: pandas.read_csv(csv, float_precision="round_trip")),
            "parquet": seconds(lambda: pandas.read_parquet(parquet)),
        }
    )
)
