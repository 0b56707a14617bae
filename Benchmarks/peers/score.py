"""The peer of `kam-bench score`: TOPSIS and the weighted sum in numpy, on one core, with the same checks of the input.

Usage: score.py METHOD FILE ROWS COLUMNS

FILE holds ROWS x COLUMNS doubles, row by row, and then one weight and one direction (1 or -1) for each column. Each method
runs once to warm up and once for the clock; out comes one JSON object: seconds, the sum of the scores, the place of the
greatest, and the peak of memory.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"

import json
import resource
import sys
import time

import numpy as np


def validate(values, weights, directions):
    """Refuses what the methods cannot work on."""
    if values.ndim != 2 or values.shape[0] == 0 or weights.shape != (values.shape[1],):
        raise ValueError("the shapes do not fit")
    if directions.shape != weights.shape or not np.isin(directions, (1.0, -1.0)).all():
        raise ValueError("directions must be 1 or -1")
    if not np.isfinite(weights).all() or (weights < 0).any() or weights.sum() <= 0:
        raise ValueError("weights must be finite, not negative, and not all 0")
    if not np.isfinite(values).all():
        raise ValueError("values must be finite")


def topsis(values, weights, directions):
    """Closeness to the ideal, vector normalisation."""
    validate(values, weights, directions)
    norms = np.sqrt(np.einsum("ij,ij->j", values, values))
    weighted = values * (weights / norms)
    greatest, least = weighted.max(axis=0), weighted.min(axis=0)
    ideal = np.where(directions > 0, greatest, least)
    opposite = np.where(directions > 0, least, greatest)
    way = weighted - ideal
    near = np.sqrt(np.einsum("ij,ij->i", way, way))
    np.subtract(weighted, opposite, out=way)
    far = np.sqrt(np.einsum("ij,ij->i", way, way))
    return far / (near + far)


def weighted_sum(values, weights, directions):
    """The weighted sum of values between the worst and the best."""
    validate(values, weights, directions)
    greatest, least = values.max(axis=0), values.min(axis=0)
    best = np.where(directions > 0, greatest, least)
    worst = np.where(directions > 0, least, greatest)
    factors = weights / (best - worst)
    return values @ factors - worst @ factors


def main():
    method, path, rows, columns = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    numbers = np.fromfile(path)
    count = rows * columns
    values = numbers[:count].reshape(rows, columns).copy()
    weights, directions = numbers[count : count + columns].copy(), numbers[count + columns :].copy()
    del numbers
    function = {"topsis": topsis, "weighted_sum": weighted_sum}[method]
    function(values, weights, directions)
    began = time.perf_counter()
    scores = function(values, weights, directions)
    seconds = time.perf_counter() - began
    print(
        json.dumps(
            {
                "seconds": seconds,
                "sum": float(scores.sum()),
                "best": int(scores.argmax()),
                "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "numpy": np.__version__,
            }
        )
    )


if __name__ == "__main__":
    main()
