"""The peer of `kam-bench value`: the BG/NBD fit of lifetimes, on one core.

Usage: value.py FILE FITS

FILE is a summary of purchases with the columns frequency, recency and T. The fit runs once to warm up and FITS times for
the clock; out comes one JSON object: the median of the seconds of `fit` alone, the log-likelihood, and the parameters.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"

import json
import statistics
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter


def fit(table):
    """Fits without a penalty, as the published values are."""
    model = BetaGeoFitter(penalizer_coef=0.0)
    model.fit(table["frequency"], table["recency"], table["T"])
    return model


def log_likelihood(model, table):
    """The sum over the customers, from the fitted parameters."""
    weights = np.ones(len(table))
    mean = BetaGeoFitter._negative_log_likelihood(
        np.log(model.params_.values), table["frequency"].values, table["recency"].values, table["T"].values, weights, 0.0
    )
    return -float(mean) * len(table)


def main():
    table = pd.read_csv(sys.argv[1])
    fit(table)
    seconds = []
    for _ in range(int(sys.argv[2])):
        began = time.perf_counter()
        model = fit(table)
        seconds.append(time.perf_counter() - began)
    print(
        json.dumps(
            {
                "seconds": statistics.median(seconds),
                "log_likelihood": log_likelihood(model, table),
                "parameters": [float(value) for value in model.params_.values],
            }
        )
    )


if __name__ == "__main__":
    main()
