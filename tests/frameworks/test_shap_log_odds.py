"""What the page about SHAP values says of SHAP, XGBoost, LightGBM and scikit-learn."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable
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
