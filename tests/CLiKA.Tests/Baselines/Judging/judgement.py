"""Writes judgement.json: small runs, and what docs/metrics.md makes of them, worked out from its words and not from CLiKA's code.

    apt-get install python3-scipy     # 1.10.1 was used
    python3 judgement.py > judgement.json

Counts are exact (fractions, all assignments); only the power of a test and the normal quantiles come from scipy.
"""
import functools
import itertools
import json
import math
import random
from fractions import Fraction
from math import comb

import numpy
from scipy.stats import binom, norm

ALPHA, SHARE, MARGIN, POWER = 0.05, 0.5, 0.01, 0.8
LETTERS = "ABCDE"


def answers(draw, gold, options, share):
    """Answers of which about a share is right; some name no letter, some one that is not offered."""
    return "".join(
        letter if draw.random() < share else draw.choice([other for other in LETTERS[:options] if other != letter] + ["-", "e"])
        for letter in gold)


def changed(draw, before, gold, options, places, gains):
    """The same answers, but for so many."""
    after = list(before)
    for place in draw.sample(range(len(gold)), min(places, len(gold))):
        after[place] = gold[place] if draw.random() < gains else draw.choice([other for other in LETTERS[:options] if other != gold[place]])
    return "".join(after)


@functools.cache
def loss(lost, won):
    return Fraction(sum(comb(lost + won, count) for count in range(lost, lost + won + 1)), 2 ** (lost + won))


def attainable(count, limit):
    return max((p for p in (loss(lost, count - lost) for lost in range(count + 1)) if p <= limit), default=Fraction(0))


def discrete_holm(cells, family):
    values = [loss(*cell) for cell in cells]
    adjusted, least = {}, Fraction(0)
    left = sorted(range(len(cells)), key=lambda cell: values[cell])
    while left:
        p = values[left[0]]
        charge = (family - len(cells)) * p + sum(attainable(sum(cells[other]), p) for other in left)
        adjusted[left[0]] = least = max(least, min(Fraction(1), charge))
        left = left[1:]
    return [adjusted[cell] for cell in range(len(cells))]


def holm(values, family):
    adjusted, least = {}, 0
    for rank, index in enumerate(sorted(range(len(values)), key=lambda index: values[index])):
        adjusted[index] = least = max(least, min(1, (family - rank) * values[index]))
    return [adjusted[index] for index in range(len(values))]


@functools.cache
def most_won(count, level):
    return max((won for won in range(count) if loss(count - won, won) <= level), default=-1)


def power(items, churn, true_loss, level):
    """The chance that the one-sided test finds it, over all numbers of items that change."""
    share = max(churn, true_loss)
    count = numpy.arange(1, items + 1)
    most = numpy.array([most_won(changed_items, level) for changed_items in range(1, items + 1)])
    found = numpy.where(most < 0, 0, binom.cdf(numpy.maximum(most, 0), count, (share - true_loss) / (2 * share)))
    return float((binom.pmf(count, items, share) * found).sum())


def first_level(cells, family):
    """The p from which one more test is found first."""
    low, high = ALPHA * (1 - SHARE) / family, ALPHA * (1 - SHARE)
    for _ in range(40):
        middle = (low + high) / 2
        charge = (family - len(cells) + 1) * middle + float(sum(attainable(sum(cell), Fraction(middle)) for cell in cells))
        low, high = (middle, high) if charge <= ALPHA * (1 - SHARE) else (low, middle)
    return low


def detectable(items, churn, level, known):
    if power(items, churn, 1, level) < POWER:
        return None
    low, high = 0.0, 1.0
    while high - low > 1e-5:
        middle = (low + high) / 2
        low, high = (middle, high) if power(items, churn, middle, level) < POWER else (low, middle)
    return high if high <= known else None


def sign_flip(changes):
    sizes = [abs(change) for change in changes if change]
    falls = {0: 1}
    for size in sizes:
        more = {}
        for total, ways in falls.items():
            more[total] = more.get(total, 0) + ways
            more[total + size] = more.get(total + size, 0) + ways
        falls = more
    fallen = sum(-change for change in changes if change < 0)
    return Fraction(sum(ways for total, ways in falls.items() if total >= fallen), 2 ** len(sizes))


def overlap(right):
    pairs = [(right["en"][item], right[code][item]) for code in right if code != "en" for item in range(len(right["en"]))]
    either = sum(one or other for one, other in pairs)
    return Fraction(sum(one and other for one, other in pairs), either) if either else None


def label_swap(before, now):
    """p of a fall and of a rise, and the spread, over all assignments on which both overlaps are defined."""
    observed = overlap(now) - overlap(before)
    differing = [item for item in range(len(now["en"])) if any(before[code][item] != now[code][item] for code in now)]
    changes = []
    for swapped in itertools.product((False, True), repeat=len(differing)):
        first, second = {code: list(marks) for code, marks in before.items()}, {code: list(marks) for code, marks in now.items()}
        for item, is_swapped in zip(differing, swapped):
            for code in now if is_swapped else ():
                first[code][item], second[code][item] = second[code][item], first[code][item]
        if overlap(first) is not None and overlap(second) is not None:
            changes.append(overlap(second) - overlap(first))
    return (sum(change <= observed for change in changes) / len(changes), sum(change >= observed for change in changes) / len(changes),
            math.sqrt(sum(float(change) ** 2 for change in changes) / len(changes)))


def metrics(given, gold, right, english, scale):
    chance, ceiling = scale
    items, known = len(gold), sum(right)
    both = english and sum(one and other for one, other in zip(english, right))
    either = english and sum(one or other for one, other in zip(english, right))
    agreeing = english and Fraction(sum(one == other for one, other in zip(english, right)), items)
    expected = english and Fraction(sum(english) * known + (items - sum(english)) * (items - known), items * items)
    return {
        "accuracy": known / items,
        "ra": max(0, (known / items - chance) / (ceiling - chance)),
        "invalid": given.count("-"),
        "unoffered": sum(letter.islower() for letter in given),
        "enCo": None if not english or not either else both / either,
        "kappa": None if not english or expected == 1 else float((agreeing - expected) / (1 - expected)),
    }


def verdict(change, adjusted, identical, could_see):
    return ("regressed" if change < 0 else "improved") if change and adjusted is not None and adjusted <= ALPHA and abs(change) >= MARGIN \
        else "identical" if identical else "unchanged" if could_see is not None and could_see <= MARGIN else "inconclusive"


def run(name, sets, codes, family=None, pools=None):
    cells, pooled = [], []
    for probe_set in sets.values():
        gold = probe_set["gold"]
        right = {side: {code: [given == letter for given, letter in zip(probe_set[side][code], gold)] for code in codes} for side in ("before", "now")}
        identical = probe_set["before"] == probe_set["now"]
        for code in codes:
            before, now = right["before"][code], right["now"][code]
            cells.append({
                "counts": (sum(was and not is_ for was, is_ in zip(before, now)), sum(is_ and not was for was, is_ in zip(before, now))),
                "items": len(gold), "known": sum(before) / len(gold), "identical": probe_set["before"][code] == probe_set["now"][code],
                **metrics(probe_set["now"][code], gold, now, right["now"].get("en") if code != "en" else None, (probe_set["chance"], probe_set["ceiling"])),
            })
        changes = [sum(right["now"][code][item] - right["before"][code][item] for code in codes) for item in range(len(gold))]
        values = [sum(map(sum, right[side].values())) / (len(gold) * len(codes)) for side in ("before", "now")]
        error = float(numpy.std(changes, ddof=1)) / math.sqrt(len(gold)) / len(codes) if len(gold) > 1 else None
        pairs = len(gold) * len(codes)
        pooled.append(("Performance", *values, sign_flip(changes), sign_flip([-change for change in changes]), error, identical, pairs))
        if "en" in codes and len(codes) > 1:
            values = [overlap(right[side]) for side in ("before", "now")]
            tests = (None, None, None) if None in values else label_swap(right["before"], right["now"])
            pooled.append(("Consistency", *values, *tests, identical, pairs))
    counts = [cell["counts"] for cell in cells]
    family, pools = family or len(cells), pools or len(pooled)
    falls, rises = discrete_holm(counts, family), discrete_holm([(won, lost) for lost, won in counts], family)
    level = first_level(counts, family)
    for cell, fall, rise in zip(cells, falls, rises):
        lost, won = cell["counts"]
        cell["adjusted"] = min(1, float((fall if lost > won else rise) / Fraction(1 - SHARE)))
        cell["p"] = min(1, float(2 * min(loss(lost, won), loss(won, lost))))
        cell["couldSee"] = None if cell["identical"] else detectable(cell["items"], (lost + won) / cell["items"], level, cell["known"])
        cell["verdict"] = verdict((won - lost) / cell["items"], cell["adjusted"], cell["identical"], cell["couldSee"])
    falls = holm([1 if test[3] is None else test[3] for test in pooled], pools)
    rises = holm([1 if test[4] is None else test[4] for test in pooled], pools)
    level = ALPHA * SHARE / pools
    shown = []
    for (kind, before, now, fall, _, error, identical, pairs), low, high in zip(pooled, falls, rises):
        change = None if None in (before, now) else now - before
        adjusted = None if fall is None else min(1, float(low if change < 0 else high) / SHARE)
        could_see = None
        if error is not None and not identical:
            could_see = max(error * (norm.ppf(1 - level) + norm.ppf(POWER)), math.ceil(-math.log2(level)) / pairs)
            could_see = could_see if could_see <= before + 1e-9 else None
        shown.append({
            "level": kind, "before": None if before is None else float(before), "now": None if now is None else float(now),
            "adjusted": adjusted, "couldSee": could_see, "verdict": verdict(change or 0, adjusted, identical, could_see),
        })
    return {"name": name, "languages": codes, "family": family, "pools": pools, "sets": sets, "cells": cells, "pooled": shown}


def make(seed, shapes, codes, changes, gains):
    """Random probe sets: for each the number of items, of options, and the ceiling."""
    draw = random.Random(seed)
    sets = {}
    for index, (items, options, ceiling) in enumerate(shapes):
        gold = "".join(draw.choice(LETTERS[:options]) for _ in range(items))
        before = {code: answers(draw, gold, options, draw.choice((0.4, 0.7, 0.9))) for code in codes}
        places = draw.sample(range(items), min(items, 10))
        now = {}
        for code in codes:
            after = changed(draw, "".join(before[code][place] for place in places), "".join(gold[place] for place in places), options, changes, gains)
            now[code] = "".join(after[places.index(place)] if place in places else letter for place, letter in enumerate(before[code]))
        sets[f"s{index}"] = {"chance": 1 / options, "ceiling": ceiling, "gold": gold, "before": before, "now": now}
    return sets


def constant(gold, before, now):
    return {"s0": {"chance": 0.25, "ceiling": 1, "gold": gold, "before": {code: before for code in ("en", "de")}, "now": {code: now for code in ("en", "de")}}}


RUNS = [
    run("three languages, two sets", make(1, [(60, 4, 1), (40, 2, 0.964)], ["en", "de", "ja"], 8, 0.2), ["en", "de", "ja"]),
    run("filtered", make(2, [(80, 5, 0.746)], ["en", "zh"], 9, 0.1), ["en", "zh"], family=40, pools=8),
    run("no English", make(3, [(50, 4, 0.97)], ["ru", "ar"], 9, 0.9), ["ru", "ar"]),
    run("one language", make(4, [(30, 3, 1)], ["he"], 10, 0.5), ["he"]),
    run("one item", make(5, [(1, 4, 1)], ["en", "de"], 1, 0.0), ["en", "de"]),
    run("nothing changed", make(6, [(20, 4, 1)], ["en", "pl"], 0, 0.0), ["en", "pl"]),
    run("one letter for everything", constant("ABCD" * 3, "ABCD" * 3, "A" * 12), ["en", "de"]),
    run("nothing right before", constant("ABCD" * 3, "BCDA" * 3, "ABCD" * 3), ["en", "de"]),
    run("nothing right any more", constant("ABCD" * 3, "ABCD" * 3, "-" * 12), ["en", "de"]),
]

print("[\n" + ",\n".join(json.dumps(each) for each in RUNS) + "\n]")
