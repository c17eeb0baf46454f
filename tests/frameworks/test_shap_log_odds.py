"""What the page about SHAP values says of SHAP, XGBoost, LightGBM and scikit-learn."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import shap
import xgboost
from scipy.special import expit, logit
from sklearn.ensemble import GradientBoostingClassifier, HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression

from tests.frameworks.claims import claims, close, raises

PAGE = "shap-log-odds"
RNG = np.random.default_rng(0)
X = RNG.normal(size=(300, 3))
Y = (RNG.random(300) < expit(-1.2 + 1.5 * X[:, 0] + X[:, 1])).astype(int)
THREE = np.digitize(X[:, 0] + RNG.normal(size=300), [-0.5, 0.8])
BACKGROUND = X[:60]
PLOTS = Path(inspect.getfile(shap)).parent / "plots"


def boosted(y: Any = Y) -> Any:
    return xgboost.XGBClassifier(n_estimators=8, max_depth=2, n_jobs=1).fit(X, y)


def light() -> Any:
    return lightgbm.LGBMClassifier(n_estimators=8, num_leaves=4, n_jobs=1, verbose=-1).fit(X, Y)


def forest() -> Any:
    return RandomForestClassifier(8, max_depth=3, random_state=0).fit(X, Y)


def total(explainer: Any) -> Any:
    """Return the base value plus the SHAP values of each row."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = explainer.shap_values(X).sum(axis=1)  # first, as it changes the base value
    return explainer.expected_value + values


def sklearn_boosting() -> bool:
    models = [kind().fit(X, Y) for kind in (GradientBoostingClassifier, HistGradientBoostingClassifier)]
    return all(close(expit(total(shap.TreeExplainer(m))), m.predict_proba(X)[:, 1], 1e-5) for m in models)


def probability(model: Any) -> bool:
    """Return whether SHAP explains the probability of a model, from the mean of the background."""
    explainer = shap.TreeExplainer(model, data=BACKGROUND, model_output="probability")
    mean = model.predict_proba(BACKGROUND)[:, 1].mean()
    return close(total(explainer), model.predict_proba(X)[:, 1], 1e-4) and close(explainer.expected_value, mean, 1e-5)


def shares(output: Callable[[Any], Any], row: Any) -> Any:
    """Return the Shapley values of a row for each row of the background: the mean step over all orders."""
    orders = list(permutations(range(3)))
    found = np.zeros((len(BACKGROUND), 3))
    for order in orders:
        inputs = BACKGROUND.copy()
        for feature in order:
            before = output(inputs)
            inputs[:, feature] = row[feature]
            found[:, feature] += output(inputs) - before
    return found / len(orders)


def rescaled() -> bool:
    """Return whether SHAP's points are log-odds values scaled by row of the background, and Exact's the true means."""
    model = xgboost.XGBClassifier(n_estimators=20, max_depth=3, n_jobs=1).fit(X, Y)

    def margin(inputs: Any) -> Any:
        return model.predict(inputs, output_margin=True).astype(float)

    def p(inputs: Any) -> Any:
        return model.predict_proba(inputs)[:, 1].astype(float)

    rows = X[100:160]
    points = shap.TreeExplainer(model, data=BACKGROUND, model_output="probability").shap_values(rows)
    raw = shap.TreeExplainer(model, data=BACKGROUND).shap_values(rows)
    scaled = []
    for row in rows:
        with np.errstate(invalid="ignore"):  # 0 / 0 where a row of the background has the same score
            factor = (p(row[None]) - p(BACKGROUND)) / (margin(row[None]) - margin(BACKGROUND))
        scaled.append((shares(margin, row) * factor[:, None]).mean(axis=0))
    true = np.array([shares(p, row).mean(axis=0) for row in rows])
    exact = shap.explainers.Exact(lambda inputs: model.predict_proba(inputs)[:, 1], BACKGROUND)(rows[:5]).values
    return (
        np.nanmax(np.abs(points - scaled)) < 1e-4
        and np.isfinite(scaled).all(axis=1).sum() > 40
        and np.abs(exact - true[:5]).max() < 1e-4
        and np.abs(points - true).max() > 0.02
        and all((np.sign(points) != np.sign(other)).any() for other in (true, raw))
        and all((np.argsort(abs(points)) != np.argsort(abs(other))).any() for other in (true, raw))
    )


def refuses() -> bool:
    """Return whether the exact explainer takes 16 features, and not 17."""
    wide = RNG.normal(size=(3, 17))

    def explain(n: int) -> Any:
        return shap.explainers.Exact(lambda inputs: inputs.sum(axis=1), wide[:1, :n])(wide[1:2, :n])

    return explain(16).values.shape == (1, 16) and raises("but max_evals=100000", lambda: explain(17))


def stopped() -> bool:
    """Return whether, after early stopping, pred_contribs need iteration_range, and SHAP and LightGBM do not."""
    model = xgboost.XGBClassifier(n_estimators=200, n_jobs=1, early_stopping_rounds=5)
    model.fit(X[:150], Y[:150], eval_set=[(X[150:], Y[150:])], verbose=False)
    booster, rows, p = model.get_booster(), xgboost.DMatrix(X), model.predict_proba(X)[:, 1]
    best = (0, model.best_iteration + 1)
    whole = booster.predict(rows, pred_contribs=True).sum(axis=1)
    cut = booster.predict(rows, pred_contribs=True, iteration_range=best).sum(axis=1)
    other = lightgbm.LGBMClassifier(n_estimators=200, n_jobs=1, verbose=-1).fit(
        X[:150], Y[:150], eval_set=[(X[150:], Y[150:])], callbacks=[lightgbm.early_stopping(5, verbose=False)]
    )
    return (
        not close(expit(whole), p, 1e-2)
        and close(expit(cut), p, 1e-4)
        and close(expit(total(shap.TreeExplainer(model))), p, 1e-4)
        and close(expit(other.predict(X, pred_contrib=True).sum(axis=1)), other.predict_proba(X)[:, 1], 1e-5)
    )


def exponential() -> bool:
    """Return whether SHAP is off by half the start with the exponential loss, where p is the sigmoid of 2x."""
    model = GradientBoostingClassifier(loss="exponential", n_estimators=8).fit(X, Y)
    x, p = model.decision_function(X), model.predict_proba(X)[:, 1]
    off = total(shap.TreeExplainer(model)) - x
    return close(expit(2 * x), p, 1e-5) and close(off, np.full(len(X), logit(Y.mean()) / 2), 1e-4)


def base_values() -> bool:
    """Return whether the base values of a called explainer are right at once."""
    found = shap.TreeExplainer(boosted())(X)
    return close(expit(found.base_values + found.values.sum(axis=1)), boosted().predict_proba(X)[:, 1], 1e-4)


def by_cover() -> bool:
    """Return whether the base value without data is the leaves' mean, weighted by p(1 - p) of the training rows."""
    model = boosted()
    table = model.get_booster().trees_to_dataframe()
    ends = table[table.Feature == "Leaf"]
    mean = (ends.Gain * ends.Cover).groupby(ends.Tree).sum() / ends.groupby("Tree").Cover.sum()
    first = ends[ends.Tree == 0].Cover.sum()
    explainer, rows = shap.TreeExplainer(model), model.predict(X, output_margin=True)
    explainer.shap_values(X)
    base = explainer.expected_value
    share = Y.mean()
    return (
        close(base, logit(share) + mean.sum(), 1e-3)
        and close(first, 300 * share * (1 - share), 1e-4)
        and not close(base, rows.mean(), 1e-2)
        and not close(expit(base), model.predict_proba(X)[:, 1].mean(), 1e-2)
    )


def changes() -> bool:
    """Return whether the base value of XGBoost is another number before the first call, and LightGBM's is not."""
    found = []
    for model in (boosted(), light()):
        explainer = shap.TreeExplainer(model)
        before = explainer.expected_value
        explainer.shap_values(X)
        found.append(close(before, explainer.expected_value, 1e-3))
    return found == [False, True]


def with_data() -> bool:
    """Return whether the base value with data is the mean raw score of the background."""
    model = boosted()
    base = shap.TreeExplainer(model, data=BACKGROUND).expected_value
    return close(base, model.predict(BACKGROUND, output_margin=True).mean(), 1e-5)


def kernel() -> bool:
    """Return whether KernelExplainer explains probabilities, or log-odds with link="logit"."""
    model = LogisticRegression().fit(X, Y)
    plain = shap.KernelExplainer(model.predict_proba, X[:10])
    linked = shap.KernelExplainer(model.predict_proba, X[:10], link="logit")
    p = (plain.expected_value + plain.shap_values(X[:2], silent=True).sum(axis=1))[:, 1]
    x = (linked.expected_value + linked.shap_values(X[:2], silent=True).sum(axis=1))[:, 1]
    return close(p, model.predict_proba(X[:2])[:, 1]) and close(x, model.decision_function(X[:2]))


def three_classes() -> bool:
    model = boosted(THREE)
    explainer = shap.TreeExplainer(model)
    values = explainer.shap_values(X)
    sums = values.sum(axis=1) + np.array(explainer.expected_value)
    return values.shape == (300, 3, 3) and close(sums, model.predict(X, output_margin=True), 1e-4)


def light_shape() -> bool:
    """Return whether LightGBM's values are one array, with the warning that the page quotes."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        values = shap.TreeExplainer(light()).shap_values(X)
    texts = [str(one.message) for one in caught]
    return np.shape(values) == (300, 3) and any("has changed to a list of ndarray" in text for text in texts)


def linear() -> bool:
    model = LogisticRegression().fit(X, Y)
    return close(expit(total(shap.LinearExplainer(model, BACKGROUND))), model.predict_proba(X)[:, 1])


@claims(
    (
        PAGE,
        "XGBoost: sigmoid of the sum is the probability",
        lambda: close(expit(total(shap.TreeExplainer(boosted()))), boosted().predict_proba(X)[:, 1], 1e-4),
    ),
    (
        PAGE,
        "LightGBM: the same",
        lambda: close(expit(total(shap.TreeExplainer(light()))), light().predict_proba(X)[:, 1]),
    ),
    (PAGE, "scikit-learn's gradient boosting: the same", sklearn_boosting),
    (PAGE, "LogisticRegression with LinearExplainer: the same", linear),
    (
        PAGE,
        "a random forest's values add up to probabilities",
        lambda: close(total(shap.TreeExplainer(forest())), forest().predict_proba(X)),
    ),
    (
        PAGE,
        "pred_contribs of XGBoost: the last column is the base value",
        lambda: close(
            expit(boosted().get_booster().predict(xgboost.DMatrix(X), pred_contribs=True).sum(axis=1)),
            boosted().predict_proba(X)[:, 1],
            1e-4,
        ),
    ),
    (
        PAGE,
        "pred_contrib of LightGBM: the last column is the base value",
        lambda: close(expit(light().predict(X, pred_contrib=True).sum(axis=1)), light().predict_proba(X)[:, 1]),
    ),
    (PAGE, "XGBoost's probability itself, with background data", lambda: probability(boosted())),
    (PAGE, "LightGBM's probability itself, with background data", lambda: probability(light())),
    (PAGE, "SHAP's points are log-odds values rescaled by row, Exact's the means over orders", rescaled),
    (PAGE, "Exact refuses more than 16 features by default", refuses),
    (PAGE, "after early stopping, pred_contribs of XGBoost need iteration_range", stopped),
    (PAGE, "exponential loss: SHAP's base value is wrong", exponential),
    (PAGE, "a called explainer has the right base values at once", base_values),
    (
        PAGE,
        "without background data, explaining the probability raises",
        lambda: raises(
            'Only model_output="raw" is supported for feature_perturbation="tree_path_dependent"',
            lambda: shap.TreeExplainer(boosted(), model_output="probability"),
        ),
    ),
    (PAGE, "the base value without data weights rows by p(1 - p)", by_cover),
    (PAGE, "without data, XGBoost's base value changes at the first call", changes),
    (PAGE, "the base value with data is the background's mean raw score", with_data),
    (PAGE, "KernelExplainer explains what it is given", kernel),
    (PAGE, "several classes: (rows, features, classes), adding up to raw scores", three_classes),
    (PAGE, "LightGBM: one array, and a warning", light_shape),
    (
        PAGE,
        "waterfall has no link, force has",
        lambda: (
            "link" not in (PLOTS / "_waterfall.py").read_text().split("def waterfall(")[1].split(")")[0]
            and 'link="identity"' in (PLOTS / "_force.py").read_text()
        ),
    ),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
