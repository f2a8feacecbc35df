#!/usr/bin/env python3
"""The figures of item analysis by numpy, beside those of the program.

Reads from standard input a line of JSON for each class: `rows`, right and wrong by
student and question, and what the program says of it. Prints the largest
difference.
"""

import json
import sys

import numpy as np


def pearson(a, b):
    if a.std() < 1e-9 or b.std() < 1e-9:
        return None
    return float(np.corrcoef(a, b)[0, 1])


def apart(one, other):
    if one is None or other is None:
        return 0.0 if one is other else float("inf")
    return abs(one - other)


def main():
    worst = 0.0
    for line in sys.stdin:
        told = json.loads(line)
        rows = np.array(told["rows"], dtype=float)
        n, k = rows.shape
        totals = rows.sum(axis=1)
        for at, item in enumerate(told["items"]):
            column = rows[:, at]
            rest = (totals - column) / (k - 1)
            worst = max(worst, apart(item["facility"], float(column.mean())))
            worst = max(worst, apart(item["discrimination"], pearson(column, rest)))
            order = np.argsort(rest, kind="stable")
            ends = int(np.ceil(n * 0.27))
            ends = column[order[-ends:]].mean() - column[order[:ends]].mean()
            worst = max(worst, apart(item["upper_lower"], float(ends)))
        variance = totals.var()
        p = rows.mean(axis=0)
        alpha = k / (k - 1) * (1 - (p * (1 - p)).sum() / variance)
        worst = max(worst, apart(told["alpha"], float(alpha)))
        worst = max(worst, apart(told["error"], float(np.sqrt(variance * max(0.0, 1 - alpha)))))
    print(worst)


main()
