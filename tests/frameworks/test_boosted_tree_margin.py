"""What the page about the raw score of boosted trees says of XGBoost, LightGBM and scikit-learn."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Hashable
from typing import Any

import lightgbm
import numpy as np
import pandas
import xgboost
from scipy.special import expit, logit, softmax
from sklearn.ensemble import GradientBoostingClassifier, HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from tests.frameworks.claims import claims, close, raises

PAGE = "boosted-tree-margin"
X = np.repeat([0.0, 1.0], 10)[:, None]  # ten new customers, ten old ones
Y = np.array([1] * 6 + [0] * 4 + [1] * 2 + [0] * 8)
THREE = np.array([0] * 10 + [1] * 6 + [2] * 4)
NEW_AND_OLD = X[[0, 10]]
SHARES = np.log([0.5, 0.3, 0.2])
LIGHT = {"n_estimators": 3, "num_leaves": 2, "min_child_samples": 2, "n_jobs": 1, "verbose": -1}
START = np.full(20, logit(0.4))
COUNTS = np.array([1, 2, 3, 4, 5] * 2 + [1, 1, 2, 2, 3] * 2)


def boosted(y: Any = Y, fit: dict[str, Any] | None = None, **options: Any) -> Any:
    options = {"n_estimators": 3, "n_jobs": 1} | options
    return xgboost.XGBClassifier(**options).fit(X, y, **(fit or {}))


def light(y: Any = Y, fit: dict[str, Any] | None = None, **options: Any) -> Any:
    return lightgbm.LGBMClassifier(**(LIGHT | options)).fit(X, y, **(fit or {}))


def leaves(model: Any, row: int = 0) -> list[float]:
    """Return the leaf that a row reaches in each tree of XGBoost."""
    table = model.get_booster().trees_to_dataframe()
    table = table.set_index(["Tree", "Node"])["Gain"]
    nodes = np.ravel(model.apply(X[[row]]))
    return [float(table[t, int(n)]) for t, n in enumerate(nodes)]


def stored(booster: Any) -> str:
    found: str = json.loads(booster.save_config())["learner"]["learner_model_param"]["base_score"]
    return found


def own(margin: np.ndarray, rows: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return the slope and curvature of the binary loss, as `xgb.train` wants them."""
    p = expit(margin)
    return p - rows.get_label(), p * (1 - p)


def one_tree_or_dart() -> bool:
    """Return whether the page's sum of leaves holds for one tree, and not where DART weights the trees."""
    one, dart = boosted(n_estimators=1), boosted(n_estimators=10, booster="dart", rate_drop=0.5)
    sums = [logit(model.intercept_[0]) + sum(leaves(model)) for model in (one, dart)]
    margins = [margin(model)[0] for model in (one, dart)]
    return close(sums[0], margins[0], 1e-5) and not close(sums[1], margins[1], 1e-2)


def own_starts() -> bool:
    """Return whether XGBClassifier starts a custom objective at the margin 0, and takes the share as base_score."""
    start = boosted(objective=own_light, learning_rate=0.0)
    shared = boosted(objective=own_light, base_score=0.4)
    return (
        np.abs(margin(start)).max() < 1e-6
        and close(margin(shared), margin(boosted()), 1e-4)
        and close(margin(boosted(objective=own_light)), margin(boosted(base_score=0.5)), 1e-4)
    )


def one_against_all() -> bool:
    """Return whether LightGBM's multiclassova returns the sigmoid of each score, which softmax is not."""
    model = light(THREE, objective="multiclassova")
    x, p = model.predict(X, raw_score=True), model.predict_proba(X)
    return close(p, expit(x), 1e-5) and not close(p, softmax(x, axis=1), 1e-2)


def weighted() -> bool:
    """Return whether scale_pos_weight raises the margin by its logarithm after many trees, not after three."""
    gaps = []
    for trees in (3, 100):
        options: dict[str, Any] = {"n_estimators": trees, "base_score": 0.5}
        gaps.append(margin(boosted(scale_pos_weight=3, **options)) - margin(boosted(**options)))
    return close(gaps[1], [np.log(3)] * 2, 1e-2) and not close(gaps[0], [np.log(3)] * 2, 1e-2)


def exponential() -> bool:
    """Return whether the exponential loss needs the sigmoid of twice the score."""
    model = GradientBoostingClassifier(loss="exponential").fit(X, Y)
    x, p = model.decision_function(X), model.predict_proba(X)[:, 1]
    return close(expit(2 * x), p, 1e-6) and not close(expit(x), p, 1e-2)


def own_light(y: np.ndarray, margin: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    p = expit(margin)
    return p - y, p * (1 - p)


def trained(**options: Any) -> Any:
    """Return the margins of a booster that was trained by `xgb.train` with the objective above."""
    rows = xgboost.DMatrix(X, Y)
    booster = xgboost.train({"nthread": 1} | options, rows, 3, obj=own)
    return booster.predict(xgboost.DMatrix(NEW_AND_OLD), output_margin=True)


def margin(model: Any) -> Any:
    return model.predict(NEW_AND_OLD, output_margin=True)


def by_class() -> bool:
    """Return whether tree t belongs to class t % 3, and the start is the centred logarithm of the share."""
    model = boosted(THREE, n_estimators=2)
    sums = np.reshape(leaves(model), (2, 3)).sum(axis=0)
    start = SHARES - SHARES.mean()
    return close(model.intercept_, start, 1e-4) and close(margin(model)[0], start + sums, 1e-4)


def light_leaves() -> bool:
    """Return whether the leaves of LightGBM add up to the raw score by class, start included."""
    found = []
    for y, classes in ((Y, 1), (THREE, 3)):
        model = light(y)
        nodes = np.ravel(model.predict(X[:1], pred_leaf=True))
        find = model.booster_.get_leaf_output
        sums = np.reshape([find(t, int(n)) for t, n in enumerate(nodes)], (-1, classes)).sum(axis=0)
        found.append(close(sums, np.ravel(model.predict(X[:1], raw_score=True)), 1e-6))
    return all(found)


def early_stopped() -> bool:
    """Return whether XGBClassifier predicts up to the best round, counted from 0, and its booster with all of them."""
    model = xgboost.XGBClassifier(n_estimators=9, n_jobs=1, early_stopping_rounds=2)
    model.fit(X, Y, eval_set=[(X, 1 - Y)], verbose=False)  # so that the first round is the best
    booster, rows = model.get_booster(), xgboost.DMatrix(NEW_AND_OLD)
    best = booster.predict(rows, output_margin=True, iteration_range=(0, model.best_iteration + 1))
    every = booster.predict(rows, output_margin=True)
    return model.best_iteration == 0 and close(margin(model), best, 1e-6) and not close(best, every, 1e-3)


def log_link() -> bool:
    """Return whether the margin of the objectives with a logarithm is the logarithm of the prediction."""
    found = []
    for objective in ("count:poisson", "reg:gamma", "reg:tweedie"):
        model = xgboost.XGBRegressor(objective=objective, n_estimators=3, n_jobs=1).fit(X, COUNTS)
        found.append(close(model.predict(NEW_AND_OLD), np.exp(margin(model)), 1e-5))
    started = xgboost.XGBRegressor(objective="count:poisson", base_score=3, learning_rate=0, n_jobs=1).fit(X, COUNTS)
    return all(found) and close(started.predict(NEW_AND_OLD), [3, 3], 1e-5)


def exposed() -> bool:
    """Return whether the exposure has to be given again, and base_score stands in for it."""
    m = np.log(np.tile([1.0, 2.0], 10))
    model = xgboost.XGBRegressor(objective="count:poisson", n_estimators=3, n_jobs=1).fit(X, COUNTS, base_margin=m)
    given = model.predict(X, base_margin=m, output_margin=True)
    doubled = model.predict(X, base_margin=m + np.log(2)) / model.predict(X, base_margin=m)
    return close(given - model.predict(X, output_margin=True), m - np.log(model.intercept_[0]), 1e-4) and close(
        doubled, np.full(20, 2.0), 1e-4
    )


def several_margins() -> bool:
    """Return whether training continues from the margins of several classes, a column for each."""
    m = boosted(THREE).predict(X, output_margin=True)
    model = boosted(THREE, fit={"base_margin": m})
    expected = m[0] + np.reshape(leaves(model), (-1, 3)).sum(axis=0)
    return m.shape == (20, 3) and close(model.predict(X[:1], output_margin=True, base_margin=m[:1])[0], expected, 1e-4)


def sklearn_by_hand() -> bool:
    """Return whether the start and the trees of GradientBoostingClassifier add up to decision_function."""
    model = GradientBoostingClassifier(n_estimators=5).fit(X, Y)
    start = logit(model.init_.class_prior_[1])
    steps = sum(t.predict(X) for t in model.estimators_[:, 0])
    return close(start + model.learning_rate * steps, model.decision_function(X), 1e-6)


def warned() -> bool:
    """Return whether predict_proba of a custom objective returns raw scores, and says so."""
    model = light(objective=own_light)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = model.predict_proba(NEW_AND_OLD)
    texts = [str(one.message) for one in caught]
    return bool((np.asarray(found) < 0).any()) and any("Cannot compute class probabilities" in text for text in texts)


def tree_by_tree() -> bool:
    """Return whether each slice of a booster contains the start, and iteration_range does not repeat it."""
    booster = boosted().get_booster()
    row = xgboost.DMatrix(X[:1])
    each = [booster[i].predict(row, output_margin=True)[0] for i in range(3)]
    total = booster.predict(row, output_margin=True)[0]
    first = booster.predict(row, output_margin=True, iteration_range=(0, 1))[0]
    return close(sum(each) - 2 * logit(0.4), total, 1e-5) and close(first, each[0])


def base_margin() -> bool:
    """Return whether a base margin of training has to be given again, and base_score stands in for it."""
    model = boosted(fit={"base_margin": np.full(20, 2.0)})
    again = model.predict(X[:1], output_margin=True, base_margin=np.array([2.0]))
    return close(again, 2 + sum(leaves(model)), 1e-5) and close(
        again - model.predict(X[:1], output_margin=True), 2 - logit(0.4), 1e-5
    )


def sklearn_scores() -> bool:
    """Return whether decision_function of both boosters is what the tab says."""
    found = []
    for kind in (GradientBoostingClassifier, HistGradientBoostingClassifier):
        two, three = kind().fit(X, Y), kind().fit(X, THREE)
        found.append(close(two.predict_proba(X)[:, 1], expit(two.decision_function(X)), 1e-5))
        found.append(close(three.predict_proba(X), softmax(three.decision_function(X), axis=1), 1e-5))
    return all(found)


def dumped() -> bool:
    """Return whether the page's walk through the dumped trees gives the margins, missing values included."""
    random = np.random.default_rng(0)
    x = random.normal(size=(300, 4))
    x[random.random(x.shape) < 0.1] = np.nan
    model = xgboost.XGBClassifier(n_estimators=20, n_jobs=1).fit(x, random.random(300) < expit(np.nan_to_num(x[:, 0])))

    def leaf(node: Any, row: dict[str, float]) -> float:
        while "leaf" not in node:
            value = np.float32(row[node["split"]])
            yes = value < np.float32(node["split_condition"])
            go = "missing" if np.isnan(value) else "yes" if yes else "no"
            child = {c["nodeid"]: c for c in node["children"]}
            node = child[node[go]]
        found: float = node["leaf"]
        return found

    dump = model.get_booster().get_dump(dump_format="json")
    trees = [json.loads(text) for text in dump]
    rows = [{f"f{i}": number for i, number in enumerate(row)} for row in x]
    sums = [logit(model.intercept_[0]) + sum(leaf(t, row) for t in trees) for row in rows]
    return bool(np.abs(np.array(sums) - model.predict(x, output_margin=True)).max() < 1e-5)


def true_or_false(method: str) -> bool:
    """Return whether a dump without feature types has thresholds of bool columns, and its walk gives the margins."""
    random = np.random.default_rng(0)
    x = pandas.DataFrame({"old": random.random(300) < 0.5, "size": random.normal(size=300)})
    model = xgboost.XGBClassifier(n_estimators=8, max_depth=3, tree_method=method, n_jobs=1)
    model.fit(x, 2 * x["old"] + x["size"] + random.normal(size=300) > 0)

    def leaf(node: Any, row: dict[Hashable, Any]) -> float:
        while "leaf" not in node:
            yes = np.float32(row[node["split"]]) < np.float32(node["split_condition"])
            child = {c["nodeid"]: c for c in node["children"]}
            node = child[node["yes" if yes else "no"]]
        found: float = node["leaf"]
        return found

    booster = model.get_booster().copy()
    typed = "".join(booster.get_dump(dump_format="json"))
    booster.feature_types = None
    trees = [json.loads(text) for text in booster.get_dump(dump_format="json")]
    sums = [logit(model.intercept_[0]) + sum(leaf(t, row) for t in trees) for row in x.to_dict("records")]
    missing = typed.count('"split_condition"') < typed.count('"split"')
    return missing and bool(np.abs(np.array(sums) - model.predict(x, output_margin=True)).max() < 1e-5)


def saved_leaves() -> bool:
    """Return whether the saved model holds leaves in split_conditions, and predicts the same without base_weights."""
    booster = boosted().get_booster()
    saved = json.loads(booster.save_raw("json"))
    trees = saved["learner"]["gradient_booster"]["model"]["trees"]
    ends = [c for t in trees for c, left in zip(t["split_conditions"], t["left_children"], strict=True) if left == -1]
    table = booster.trees_to_dataframe()
    same = close(ends, table[table["Feature"] == "Leaf"]["Gain"], 1e-5)
    for tree in trees:
        tree["base_weights"] = [0.0] * len(tree["base_weights"])
    other = xgboost.Booster()
    other.load_model(bytearray(json.dumps(saved).encode()))
    rows = xgboost.DMatrix(X)
    return same and bool((other.predict(rows) == booster.predict(rows)).all())


def own_starts_of_train() -> bool:
    """Return whether xgb.train, given the starts of the page's table, gives what the built-in objectives give."""
    rows, three = xgboost.DMatrix(X), xgboost.DMatrix(X, THREE)
    options: dict[str, Any] = {
        "num_class": 3,
        "base_score": SHARES.tolist(),
        "disable_default_eval_metric": 1,
        "nthread": 1,
    }
    booster = xgboost.train(options, three, 3, obj=lambda x, d: several(d.get_label(), x))
    p = softmax(booster.predict(rows, output_margin=True), axis=1)
    return close(p, boosted(THREE).predict_proba(X), 1e-4) and close(
        trained(base_score=logit(0.4)), margin(boosted()), 1e-4
    )


def light_forest() -> bool:
    """Return whether raw scores of LightGBM's forests are the number of trees too large, for two classes and three."""
    options: dict[str, Any] = {"boosting_type": "rf", "bagging_freq": 1, "bagging_fraction": 0.7, "n_estimators": 20}
    two, three = light(**options), light(THREE, **options)
    x, z = two.predict(X, raw_score=True), three.predict(X, raw_score=True)
    return (
        close(two.predict_proba(X)[:, 1], expit(x / two.n_estimators_), 1e-6)
        and close(three.predict_proba(X), softmax(z / three.n_estimators_, axis=1), 1e-6)
        and not close(two.predict_proba(X)[:, 1], expit(x), 1e-2)
    )


def raw_logistic() -> bool:
    """Return whether binary:logitraw gives 1 - x and x, and labels at a margin of 0.5."""
    model = boosted(objective="binary:logitraw", n_estimators=60)
    x = margin(model)
    columns = np.stack([1 - x, x], axis=1)
    return (
        bool(0 < x[0] < 0.5) and model.predict(NEW_AND_OLD)[0] == 0 and close(model.predict_proba(NEW_AND_OLD), columns)
    )


def several(y: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    p = softmax(x, axis=1)
    return p - np.eye(p.shape[1])[y.astype(int)], 2 * p * (1 - p)


def own_softmax() -> bool:
    """Return whether the page's softmax objective gives the trees of XGBoost, and times K/(2K - 2) LightGBM's."""
    start = np.tile(SHARES, (20, 1))
    own_trees, built_in = (boosted(THREE, fit={"base_margin": start}, **kind) for kind in ({"objective": several}, {}))
    given = {"base_margin": start[:1]}
    same = close(
        own_trees.predict(X[:1], output_margin=True, **given),
        built_in.predict(X[:1], output_margin=True, **given),
        1e-4,
    ) and close(own_trees.predict_proba(X[:1], **given), built_in.predict_proba(X[:1], **given), 1e-4)

    def scaled(y: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        slope, curvature = several(y, x)
        return slope, curvature * 3 / 4

    ours = light(THREE, objective=scaled, fit={"init_score": start}).predict(X[:1], raw_score=True) + SHARES
    return same and close(ours, light(THREE).predict(X[:1], raw_score=True), 1e-5)


def own_softmax_start() -> bool:
    """Return whether log-shares give the built-in trees of XGBoost and LightGBM, and shares do not."""
    p = boosted(THREE).predict_proba(NEW_AND_OLD)
    logs, shares = (boosted(THREE, objective=several, base_score=b.tolist()) for b in (SHARES, np.exp(SHARES)))

    def scaled(y: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        slope, curvature = several(y, x)
        return slope, curvature * 3 / 4

    ours = light(THREE, objective=scaled, fit={"init_score": np.tile(SHARES, (20, 1))})
    q = softmax(SHARES + ours.predict(NEW_AND_OLD, raw_score=True), axis=1)
    return (
        close(logs.predict_proba(NEW_AND_OLD), p, 1e-4)
        and not close(shares.predict_proba(NEW_AND_OLD), p, 1e-2)
        and close(q, light(THREE).predict_proba(NEW_AND_OLD), 1e-5)
    )


def squared_error() -> bool:
    """Return whether a regression is its start plus its leaves, and xgb.train fits squared error by default."""
    model = xgboost.XGBRegressor(n_estimators=3, n_jobs=1).fit(X, COUNTS)
    added = model.intercept_[0] + sum(leaves(model))
    booster = xgboost.train({"nthread": 1}, xgboost.DMatrix(X, Y), 1)
    kind = json.loads(booster.save_config())["learner"]["objective"]["name"]
    return close(added, model.predict(X[:1])[0], 1e-4) and kind == "reg:squarederror"


def correction() -> bool:
    """Return whether LightGBM's contributions add up to the raw score without the start of each row."""
    model = light(fit={"init_score": START})
    total = model.predict(X, pred_contrib=True).sum(axis=1)
    few = light(fit={"init_score": START}, min_child_samples=20)
    return close(total, model.predict(X, raw_score=True), 1e-6) and not few.predict(X, raw_score=True).any()


def own_is_transformed() -> bool:
    """Return whether XGBClassifier applies the sigmoid for an objective of one's own, and xgb.train does not."""
    model = boosted(objective=own_light)
    rows = xgboost.DMatrix(NEW_AND_OLD)
    booster = xgboost.train({"nthread": 1}, xgboost.DMatrix(X, Y), 3, obj=own)
    return close(model.predict_proba(NEW_AND_OLD)[:, 1], expit(margin(model)), 1e-5) and close(
        booster.predict(rows), booster.predict(rows, output_margin=True)
    )


def kept_rounds() -> bool:
    """Return whether LightGBM drops the rounds after the best, or predicts up to it if they are kept."""
    options = {"objective": "binary", "num_leaves": 2, "min_data_in_leaf": 2, "num_threads": 1, "verbose": -1}
    found = []
    for kept in (False, True):
        rows = lightgbm.Dataset(X, Y)
        stop = lightgbm.early_stopping(2, verbose=False)
        against = [lightgbm.Dataset(X, 1 - Y, reference=rows)]
        booster = lightgbm.train(options, rows, 30, against, callbacks=[stop], keep_training_booster=kept)
        one, best, every = (
            booster.predict(X[:1], raw_score=True, **number)
            for number in ({"num_iteration": 1}, {}, {"num_iteration": -1})
        )
        found.append((booster.best_iteration, booster.num_trees(), close(one, best), close(best, every)))
    return found == [(1, 1, True, True), (1, 3, True, False)]


def all_rounds() -> bool:
    """Return whether XGBClassifier uses the rounds after the best if they are named, as its booster does."""
    model = xgboost.XGBClassifier(n_estimators=9, n_jobs=1, early_stopping_rounds=2)
    model.fit(X, Y, eval_set=[(X, 1 - Y)], verbose=False)
    booster = model.get_booster()
    n_all = booster.num_boosted_rounds()
    every = booster.predict(xgboost.DMatrix(NEW_AND_OLD), output_margin=True)
    return n_all == 3 and close(model.predict(NEW_AND_OLD, output_margin=True, iteration_range=(0, n_all)), every)


def grown_on() -> bool:
    """Return whether 3 rounds and then 2 are 5 at once, with the first start, in both libraries."""
    more = boosted(fit={"xgb_model": boosted()}, n_estimators=2)
    other = boosted(1 - Y, fit={"xgb_model": boosted()}, n_estimators=2)
    lighter = light(fit={"init_model": light()}, n_estimators=2)
    return (
        close(margin(more), margin(boosted(n_estimators=5)), 1e-5)
        and close(other.intercept_, [0.4])
        and close(lighter.predict(X, raw_score=True), light(n_estimators=5).predict(X, raw_score=True), 1e-6)
    )


def evaluated() -> bool:
    """Return whether an evaluation set needs margins of its own, in both libraries."""
    m = np.full(20, 1.0)
    losses = []
    for given in ({}, {"base_margin_eval_set": [m]}):
        model = xgboost.XGBClassifier(n_estimators=2, n_jobs=1)
        model.fit(X, Y, base_margin=m, eval_set=[(X, Y)], verbose=False, **given)
        p = expit(model.predict(X, output_margin=True, base_margin=m))
        true = -np.log(np.where(Y == 1, p, 1 - p)).mean()
        losses.append(close(model.evals_result()["validation_0"]["logloss"][-1], true, 1e-4))
    lights = []
    for given in ({}, {"eval_init_score": [m]}):
        model = lightgbm.LGBMClassifier(**LIGHT)
        model.fit(X, Y, init_score=m, eval_X=(X,), eval_y=(Y,), **given)
        p = expit(model.predict(X, raw_score=True) + m)
        true = -np.log(np.where(Y == 1, p, 1 - p)).mean()
        lights.append(close(model.evals_result_["valid_0"]["binary_logloss"][-1], true, 1e-6))
    return losses == [False, True] and lights == [False, True]


def ranked(**options: Any) -> float:
    """Return the difference of two scores, where the first item won three pairs of four."""
    first = np.arange(400) % 4 != 0
    y = np.ravel(np.stack([first, ~first], axis=1)).astype(int)
    items, groups = np.tile([0.0, 1.0], 400)[:, None], np.repeat(np.arange(400), 2)
    model = xgboost.XGBRanker(n_estimators=300, n_jobs=1, **options).fit(items, y, qid=groups)
    s = model.predict(np.array([[0.0], [1.0]]))
    return float(s[0] - s[1])


def two_scores() -> bool:
    """Return whether two scores of softprob differ by the log-odds, and softmax has the same trees."""
    options = {"nthread": 1, "num_class": 2}
    rows, new = xgboost.DMatrix(X, Y), xgboost.DMatrix(NEW_AND_OLD)
    prob, labels = (xgboost.train(options | {"objective": f"multi:soft{kind}"}, rows, 3) for kind in ("prob", "max"))
    x = prob.predict(new, output_margin=True)
    classifier = boosted(THREE, objective="multi:softmax")
    return (
        close(prob.predict(new)[:, 1], expit(x[:, 1] - x[:, 0]), 1e-5)
        and not close(prob.predict(new)[:, 1], expit(x[:, 1]), 1e-2)
        and close(labels.predict(new, output_margin=True), x)
        and close(labels.predict(new), x.argmax(axis=1))
        and close(classifier.predict_proba(X), softmax(classifier.predict(X, output_margin=True), axis=1), 1e-5)
        and not close(prob.predict(new), boosted().predict_proba(NEW_AND_OLD), 1e-3)
    )


def rising() -> bool:
    """Return whether a monotone constraint holds for the scores of several classes, and not for their softmax."""
    random = np.random.default_rng(0)
    x, new = random.uniform(size=(600, 1)), np.linspace(0, 1, 101)[:, None]
    shares = np.stack([np.ones(600), 1 + 2 * x[:, 0], 1 + 6 * x[:, 0]], axis=1)
    shares /= shares.sum(axis=1, keepdims=True)
    y = (shares.cumsum(axis=1) < random.random((600, 1))).sum(axis=1)
    options: dict[str, Any] = {"n_estimators": 30, "max_depth": 3, "monotone_constraints": (1,), "n_jobs": 1}
    several_classes = xgboost.XGBClassifier(**options).fit(x, y)
    against_rest = xgboost.XGBClassifier(**options).fit(x, y == 2)
    scores, p = several_classes.predict(new, output_margin=True), several_classes.predict_proba(new)
    one = against_rest.predict_proba(new)[:, 1]
    return all(
        bool((np.diff(part, axis=0) > -1e-6).all()) == up for part, up in ((scores, True), (p, False), (one, True))
    )


def small_steps() -> bool:
    """Return whether ten and a thousand small steps give the page's probabilities, for ten rows that are all "yes"."""
    y = (X[:, 0] == 0).astype(int)
    kinds: list[dict[str, Any]] = [
        {"n_estimators": 10},
        {"n_estimators": 1000, "min_child_weight": 0},
        {"n_estimators": 1000},
    ]
    found = [boosted(y, learning_rate=0.01, **kind).predict_proba(X[:1])[0, 1] for kind in kinds]
    return close(found, [0.535, 0.984, 0.887], 1e-3)


def one_full_step() -> bool:
    """Return whether one tree, or any forest of boosted trees, takes one Newton step, and boosting arrives."""
    expected = expit(logit(0.4) + np.array([2, -2]) / 2.4)
    forest: dict[str, Any] = {"boosting_type": "rf", "bagging_freq": 1, "bagging_fraction": 0.9999}
    found = [light(n_estimators=n, **forest).predict_proba(NEW_AND_OLD)[:, 1] for n in (1, 7)]
    found.append(light(n_estimators=1, learning_rate=1.0).predict_proba(NEW_AND_OLD)[:, 1])
    for n in (1, 7):
        model = xgboost.XGBRFClassifier(n_estimators=n, subsample=1, reg_lambda=0, n_jobs=1).fit(X, Y)
        found.append(model.predict_proba(NEW_AND_OLD)[:, 1])
        if not close(leaves(model), np.full(n, 2 / 2.4 / n), 1e-4):
            return False
    pure = light((X[:, 0] == 0).astype(int), **forest).predict_proba(NEW_AND_OLD)[:, 1]
    arrived = light(n_estimators=200).predict_proba(NEW_AND_OLD)[:, 1]
    shares = RandomForestClassifier(n_estimators=200, random_state=0).fit(X, Y).predict_proba(NEW_AND_OLD)[:, 1]
    return (
        all(close(p, expected, 1e-4) for p in found)
        and close(pure, expit([2.0, -2.0]), 1e-4)
        and close(arrived, [0.6, 0.2], 1e-4)
        and close(shares, [0.6, 0.2], 0.05)
    )


def weights_in_a_leaf() -> bool:
    """Return whether weights, reg_alpha and reg_lambda enter a leaf as the page's lines say, and cover is H."""
    y, found = Y[:10], []
    w = np.where(Y == 1, 3.0, 1.0)
    for weights, options in (
        (np.ones(20), {"base_score": 0.4}),
        (np.full(20, 2.0), {"base_score": 0.4}),
        (w, {"base_score": 0.4}),
        (np.ones(20), {"base_score": 0.4, "reg_alpha": 1.0, "reg_lambda": 3.0}),
    ):
        model = boosted(n_estimators=1, fit={"sample_weight": weights}, **options)
        big, h = (weights[:10] * (y - 0.4)).sum(), (weights[:10] * 0.24).sum()
        big = np.sign(big) * max(abs(big) - options.get("reg_alpha", 0), 0)
        cover = model.get_booster().trees_to_dataframe()["Cover"][1]
        found.append(close(leaves(model), [0.3 * big / (h + options.get("reg_lambda", 1))], 1e-4))
        found.append(close(cover, h, 1e-4))
    scaled, same = boosted(n_estimators=1, base_score=0.4, scale_pos_weight=3), boosted(n_estimators=1, base_score=0.4)
    weighted_leaves = boosted(n_estimators=1, base_score=0.4, fit={"sample_weight": w})
    tree = light(n_estimators=1).booster_.dump_model()["tree_info"][0]["tree_structure"]
    return (
        all(found)
        and close(leaves(scaled), leaves(weighted_leaves), 1e-5)
        and not close(leaves(scaled), leaves(same), 1e-2)
        and close(tree["left_child"]["leaf_weight"], 2.4, 1e-4)
    )


def weighted_starts() -> bool:
    """Return whether the start is the weighted share with sample_weight, and one weighted step with the other."""
    w = np.where(Y == 1, 3.0, 1.0)
    step = expit((3 * 8 * 0.5 - 12 * 0.5) / (36 * 0.25))
    return close(boosted(fit={"sample_weight": w}).intercept_, [2 / 3], 1e-5) and close(
        boosted(scale_pos_weight=3).intercept_, [step], 1e-5
    )


def other_links() -> bool:
    """Return whether survival objectives have a logarithm as their margin, and the hinge gives 0 and 1."""
    time = np.arange(1.0, 21.0)
    new, interval = xgboost.DMatrix(NEW_AND_OLD), xgboost.DMatrix(X)
    interval.set_float_info("label_lower_bound", time)
    interval.set_float_info("label_upper_bound", time)
    rows = {"survival:cox": xgboost.DMatrix(X, np.where(Y == 1, time, -time)), "survival:aft": interval}
    found = []
    for objective, data in rows.items():
        booster = xgboost.train({"objective": objective, "nthread": 1}, data, 3)
        found.append(close(booster.predict(new), np.exp(booster.predict(new, output_margin=True)), 1e-5))
    hinge = xgboost.train({"objective": "binary:hinge", "nthread": 1}, xgboost.DMatrix(X, Y), 3)
    return all(found) and hinge.predict(new).tolist() == [1.0, 0.0]


def too_extreme() -> bool:
    """Return whether too many trees are too extreme on new rows, and a slope or a larger H in each leaf repairs it."""
    random = np.random.default_rng(0)
    x = random.normal(size=(4000, 5))
    y = (random.random(4000) < expit(-4 + 1.5 * x[:, 0])).astype(int)
    losses, lowest = [], []
    for least in (1e-3, 10.0):
        model = lightgbm.LGBMClassifier(n_estimators=300, min_child_weight=least, n_jobs=1, verbose=-1)
        z = model.fit(x[:2000], y[:2000]).predict(x[2000:], raw_score=True)
        lowest.append(z.min())
        losses.append(log_loss(y[3000:], expit(z[1000:])))
        if least < 1:
            fix = LogisticRegression(C=np.inf).fit(z[:1000, None], y[2000:3000])
            repaired = log_loss(y[3000:], fix.predict_proba(z[1000:, None])[:, 1])
            slope = fix.coef_[0, 0]
    return bool(slope < 0.6 and repaired < 0.8 * losses[0] and losses[1] < 0.8 * losses[0] and lowest[1] > lowest[0])


def named_beside_obj() -> bool:
    """Return whether xgb.train with an objective beside obj starts at base_score, and applies sigmoid or softmax."""

    def binary(x: Any, rows: Any) -> tuple[Any, Any]:
        p = expit(x)
        return p - rows.get_label(), p * (1 - p)

    def several(x: Any, rows: Any) -> tuple[Any, Any]:
        p = softmax(x, axis=1)
        return p - np.eye(3)[rows.get_label().astype(int)], 2 * p * (1 - p)

    rows, classes = xgboost.DMatrix(X, Y), xgboost.DMatrix(X, THREE)
    two, three = {"objective": "binary:logistic"}, {"objective": "multi:softprob", "num_class": 3}
    plain = xgboost.train(two, rows, 3).predict(rows)
    zero = xgboost.train(two, rows, 3, obj=binary)
    own = xgboost.train(two | {"base_score": 0.4}, rows, 3, obj=binary)
    many = xgboost.train(three | {"base_score": SHARES.tolist()}, classes, 3, obj=several)
    x = many.predict(classes, output_margin=True)
    return bool(
        close(zero.predict(rows), expit(zero.predict(rows, output_margin=True)), 1e-6)
        and np.abs(zero.predict(rows) - plain).max() > 1e-3
        and close(own.predict(rows), plain, 1e-6)
        and close(many.predict(classes), softmax(x, axis=1), 1e-6)
        and close(many.predict(classes), xgboost.train(three, classes, 3).predict(classes), 1e-5)
    )


def explained_together() -> bool:
    """Return whether contributions of both models add up to the margin, and init_score replaces the start."""
    first = light()
    m = first.predict(X, raw_score=True)
    second = light(fit={"init_score": m})
    parts = first.predict(X, pred_contrib=True) + second.predict(X, pred_contrib=True)
    stump: dict[str, Any] = {"n_estimators": 1, "min_child_samples": 100}
    share = light(**stump).predict(X, raw_score=True)
    nothing = light(fit={"init_score": np.zeros(20)}, **stump).predict(X, raw_score=True)
    whole = m + second.predict(X, raw_score=True)
    return close(parts.sum(1), whole, 1e-9) and close(share, START, 1e-6) and close(nothing, 0 * START, 1e-9)


@claims(
    (PAGE, "an objective beside obj keeps its start and its sigmoid or softmax", named_beside_obj),
    (PAGE, "contributions of two LightGBM models add up to the margin", explained_together),
    (PAGE, "one tree or a forest takes one Newton step, and boosting arrives at the shares", one_full_step),
    (PAGE, "weights and penalties in a leaf, and H as cover", weights_in_a_leaf),
    (PAGE, "the start with weights", weighted_starts),
    (PAGE, "survival margins are logarithms, and the hinge gives labels", other_links),
    (PAGE, "too many trees are too extreme, and a slope repairs that", too_extreme),
    (
        PAGE,
        "float64 rounds the sigmoid of 37 to 1",
        lambda: expit(37.0) == 1 and expit(36.0) < 1,
    ),
    (
        PAGE,
        "XGBoost has the leaves and the probability of the page",
        lambda: (
            close(leaves(boosted()), [0.176471, 0.135832, 0.105827], 1e-5)
            and close(boosted().predict_proba(NEW_AND_OLD)[:, 1], [0.5032, 0.3006], 1e-3)
        ),
    ),
    (
        PAGE,
        "with many trees, the probabilities are the shares",
        lambda: close(boosted(n_estimators=60).predict_proba(NEW_AND_OLD)[:, 1], [0.6, 0.2], 1e-3),
    ),
    (
        PAGE,
        "margin is logit of base_score plus leaves",
        lambda: close(margin(boosted())[0], logit(0.4) + sum(leaves(boosted())), 1e-4),
    ),
    (PAGE, "the sum of leaves holds for one tree, not for DART", one_tree_or_dart),
    (PAGE, "XGBClassifier starts a custom objective at 0, and base_score is the share", own_starts),
    (PAGE, "LightGBM's multiclassova is no softmax", one_against_all),
    (PAGE, "scale_pos_weight raises the margin by about its logarithm", weighted),
    (PAGE, "scikit-learn's exponential loss: sigmoid of twice the score", exponential),
    (PAGE, "base_score is the share", lambda: close(boosted().intercept_, [0.4])),
    (
        PAGE,
        "the stored base_score is a list",
        lambda: raises("could not convert string to float: '[4E-1]'", lambda: float(stored(boosted().get_booster()))),
    ),
    (
        PAGE,
        "a base_score given as log-odds raises",
        lambda: raises("base_score must be in (0,1) for the logistic loss", lambda: boosted(base_score=-0.4)),
    ),
    (PAGE, "each slice of a booster contains the start", tree_by_tree),
    (PAGE, "base_margin is not stored", base_margin),
    (PAGE, "several classes: one tree each in turn, and intercept_ holds margins", by_class),
    (
        PAGE,
        "several classes: softmax of the margins",
        lambda: close(boosted(THREE).predict_proba(NEW_AND_OLD), softmax(margin(boosted(THREE)), axis=1), 1e-5),
    ),
    (
        PAGE,
        "multi:softmax returns the class",
        lambda: (
            set(
                xgboost.train(
                    {"objective": "multi:softmax", "num_class": 3, "nthread": 1}, xgboost.DMatrix(X, THREE), 2
                ).predict(xgboost.DMatrix(X))
            )
            <= {0.0, 1.0, 2.0}
        ),
    ),
    (
        PAGE,
        "a custom objective in xgb.train starts at the margin 0.5, and base_score corrects it",
        lambda: (
            not close(trained(), margin(boosted()), 1e-2)
            and close(trained(base_score=float(logit(0.4))), margin(boosted()), 1e-4)
        ),
    ),
    (
        PAGE,
        "the start of a custom objective is 0.5 as a margin",
        lambda: close(trained(max_depth=0, eta=0, base_score=0.5), [0.5, 0.5]) and close(trained(eta=0), [0.5, 0.5]),
    ),
    (
        PAGE,
        "binary:logitraw starts at the share as a margin",
        lambda: close(margin(boosted(objective="binary:logitraw", learning_rate=0.0)), [0.4, 0.4], 1e-5),
    ),
    (
        PAGE,
        "LightGBM: sigmoid of the raw score, and its leaves hold the start",
        lambda: (
            light_leaves()
            and close(light().predict_proba(X)[:, 1], expit(light().predict(X, raw_score=True)))
            and close(light(learning_rate=1e-9).predict(X[:1], raw_score=True), [logit(0.4)], 1e-5)
        ),
    ),
    (
        PAGE,
        "LightGBM: softmax of several raw scores",
        lambda: close(light(THREE).predict_proba(X), softmax(light(THREE).predict(X, raw_score=True), axis=1)),
    ),
    (PAGE, "LightGBM returns raw scores for a custom objective", warned),
    (
        PAGE,
        "LightGBM starts a custom objective at 0, and init_score corrects it",
        lambda: (
            (abs(light(objective=own_light, learning_rate=1e-9).predict(X[:1], raw_score=True)[0]) < 1e-6)
            and close(
                light(objective=own_light, fit={"init_score": START}).predict(X, raw_score=True) + START,
                light().predict(X, raw_score=True),
                1e-5,
            )
        ),
    ),
    (
        PAGE,
        "LightGBM does not store init_score",
        lambda: close(
            light(fit={"init_score": START}).predict(X, raw_score=True) + START,
            light().predict(X, raw_score=True),
            1e-5,
        ),
    ),
    (
        PAGE,
        "LightGBM multiplies the raw score by its parameter sigmoid",
        lambda: close(
            light(sigmoid=2.0).predict_proba(X)[:, 1], expit(2 * light(sigmoid=2.0).predict(X, raw_score=True))
        ),
    ),
    (PAGE, "scikit-learn: decision_function is the raw score", sklearn_scores),
    (PAGE, "scikit-learn: start plus learning rate times trees", sklearn_by_hand),
    (PAGE, "after early stopping, XGBClassifier and its booster differ", early_stopped),
    (
        PAGE,
        "predict_proba does not know output_margin",
        lambda: raises(
            "unexpected keyword argument 'output_margin'", lambda: boosted().predict_proba(X, output_margin=True)
        ),
    ),
    (
        PAGE,
        "the logit of the probability is the margin",
        lambda: close(logit(boosted().predict_proba(NEW_AND_OLD)[:, 1].astype(float)), margin(boosted()), 1e-5),
    ),
    (PAGE, "Poisson, gamma, Tweedie: the margin is a logarithm, and base_score a mean", log_link),
    (PAGE, "base_margin as the exposure of Poisson", exposed),
    (PAGE, "base_margin for several classes", several_margins),
    (PAGE, "the walk through dumped trees gives the margins", dumped),
    (PAGE, "so it does for bool columns, without feature types", lambda: all(map(true_or_false, ("hist", "exact")))),
    (PAGE, "the saved model holds leaves in split_conditions, and base_weights is not used", saved_leaves),
    (PAGE, "xgb.train starts at the logit of the share, or at the log-shares", own_starts_of_train),
    (PAGE, "raw scores of LightGBM's forests are divided by the number of trees", light_forest),
    (
        PAGE,
        "LightGBM's first leaf is 0.1 G/H plus the logit of the share",
        lambda: close(light(n_estimators=1).predict(X[:1], raw_score=True), [logit(0.4) + 0.1 * 2 / 2.4], 1e-6),
    ),
    (PAGE, "binary:logitraw gives 1 - x and x, and labels at 0.5", raw_logistic),
    (PAGE, "a softmax objective of one's own gives the built-in trees", own_softmax),
    (PAGE, "a softmax objective of one's own starts at the log-shares", own_softmax_start),
    (PAGE, "a regression is its start plus its leaves", squared_error),
    (PAGE, "contributions leave out init_score, and too few rows allow no split", correction),
    (PAGE, "XGBClassifier transforms an objective of one's own, xgb.train does not", own_is_transformed),
    (PAGE, "LightGBM drops the rounds after the best", kept_rounds),
    (PAGE, "XGBClassifier uses all rounds that are named", all_rounds),
    (PAGE, "three rounds and then two are five", grown_on),
    (PAGE, "an evaluation set needs margins of its own", evaluated),
    (
        PAGE,
        "ntree_limit is refused",
        lambda: raises("unexpected keyword argument 'ntree_limit'", lambda: boosted().predict(X, ntree_limit=1)),
    ),
    (
        PAGE,
        "rank:pairwise without normalisation finds the log-odds, the defaults more",
        lambda: (
            close(ranked(objective="rank:pairwise", lambdarank_normalization=False), np.log(3), 1e-2)
            and ranked(objective="rank:pairwise") > 1.2
            and ranked() > 1.2
        ),
    ),
    (PAGE, "a monotone constraint holds for scores, not for the softmax of several", rising),
    (PAGE, "two scores of softprob differ by the log-odds", two_scores),
    (PAGE, "ten small steps hardly move the probability, and min_child_weight stops a thousand", small_steps),
    (
        PAGE,
        "float32 rounds the sigmoid of 17 to 1, and its logit is infinite",
        lambda: np.isinf(logit(expit(np.float32(17)))) and np.isfinite(logit(expit(np.float32(16)))),
    ),
    (
        PAGE,
        "XGBRanker returns negative numbers",
        lambda: bool((xgboost.XGBRanker(n_estimators=3, n_jobs=1).fit(X, Y, qid=np.zeros(20)).predict(X) < 0).any()),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
