"""What the page about coefficients says of scikit-learn, statsmodels, PyTorch and Keras."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pandas as pd
import patsy
import statsmodels.api as sm
import statsmodels.formula.api as smf
import torch
from scipy.special import expit, logit
from scipy.stats import chi2
from sklearn.calibration import calibration_curve
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, SplineTransformer, StandardScaler
from statsmodels.miscmodels.ordinal_model import OrderedModel
from torch import nn

from tests.frameworks.claims import claims, close, raises

PAGE = "logistic-regression-log-odds"
X = np.repeat(np.arange(9.0), 2)[:, None]
Y = np.array([0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1])
CATEGORY = np.array(list("abc" * 6))[:, None]
APART = (X[:, 0] > 4).astype(int)


def fit(x: Any = X, y: Any = Y, **options: Any) -> Any:
    return LogisticRegression(tol=1e-8, **options).fit(x, y)


def warned(**options: Any) -> list[str]:
    """Return what a fit to separated classes warns of."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        LogisticRegression(**options).fit(X, APART)
    return [str(one.message) for one in caught]


def encoded(drop: str | None) -> Any:
    return OneHotEncoder(drop=drop, sparse_output=False).fit_transform(CATEGORY)


def other_reference() -> bool:
    """Return whether leaving out another category changes the coefficients, and not the predictions."""
    left_out = [encoded(None)[:, columns] for columns in ([1, 2], [0, 1])]
    first, last = (fit(x, C=np.inf) for x in left_out)
    same = np.allclose(first.predict_proba(left_out[0]), last.predict_proba(left_out[1]), atol=1e-5)
    return bool(same and not np.allclose(first.coef_, last.coef_, atol=0.1))


def doubled() -> bool:
    model = fit(np.log(X + 1), C=np.inf)
    low, high = model.decision_function(np.log([[3.0], [6.0]]))
    return close(np.exp(high - low), 2 ** model.coef_[0, 0])


def halved() -> bool:
    """Return whether two rows that start alike end as -w and w, each half of the coefficient."""
    x, y = torch.tensor(np.hstack([X, np.ones_like(X)])), torch.tensor(Y)
    rows = torch.zeros(2, 2, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([rows], max_iter=500, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        loss = nn.functional.cross_entropy(x @ rows.T, y)
        torch.autograd.backward(loss)
        return loss

    optimiser.step(closure)
    return close(rows[1], -rows[0].detach(), 1e-6) and close(2 * rows[1, 0], fit(C=np.inf).coef_[0, 0], 1e-3)


def in_torch() -> bool:
    layer = nn.Linear(2, 1)
    x = torch.ones(3, 2)
    odds = layer(x).exp()
    up = layer(x + torch.tensor([1.0, 0.0])).exp()
    same = close((up / odds)[0, 0], layer.weight[0].detach().exp()[0], 1e-5)
    return same and layer(x).squeeze(-1).sigmoid().shape == (3,)


def in_keras() -> bool:
    layer = keras.layers.Dense(1)
    x = np.ones((3, 2), np.float32)
    p = keras.ops.convert_to_numpy(keras.ops.sigmoid(layer(x)[:, 0]))
    up = keras.ops.convert_to_numpy(keras.ops.sigmoid(layer(x + np.array([1, 0], np.float32))[:, 0]))
    kernel, _bias = layer.get_weights()
    return close((up / (1 - up) / (p / (1 - p)))[0], np.exp(kernel[:, 0])[0], 1e-4)


def rows_sum_to_zero(**options: Any) -> bool:
    model = fit(np.hstack([X, X**2 / 10]), np.array([0, 1, 2] * 6), **options)
    return bool(model.coef_.shape == (3, 2) and np.allclose(model.coef_.sum(0), 0, atol=1e-9))


def errors() -> Any:
    """Return the standard errors of intercept and coefficient; statsmodels 0.15 prints 1.56489623 and 0.3250938."""
    x, p = np.hstack([np.ones((18, 1)), X]), fit(C=np.inf).predict_proba(X)[:, 1]
    return np.sqrt(np.diag(np.linalg.inv(x.T * (p * (1 - p)) @ x)))


def far_off(solver: str) -> bool:
    """Return whether a solver stops far off without a warning where units differ, but not with standardised ones."""
    rng = np.random.default_rng(0)
    x = np.column_stack([rng.uniform(0, 2500, 2000), rng.uniform(800, 70000, 2000)])
    y = (rng.random(2000) < 1 / (1 + np.exp(10.8 - 0.0055 * x[:, 0]))).astype(int)
    none = 1e12 if solver == "liblinear" else np.inf  # it takes no infinite C
    best = fit(x, y, C=np.inf, solver="newton-cholesky").coef_[0, 0]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        raw = LogisticRegression(C=none, solver=solver, random_state=0).fit(x, y).coef_[0, 0]
        scaled = LogisticRegression(C=none, solver=solver, random_state=0).fit(StandardScaler().fit_transform(x), y)
    return bool(raw < 0.5 * best and close(scaled.coef_[0, 0] / x[:, 0].std(), best, 1e-3))


def drawn(bend: bool = False) -> tuple[Any, Any]:
    """Return features and labels of 3000 rows, whose log-odds bend or are straight."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(3000, 2))
    return x, (rng.random(3000) < expit(2 * x[:, 0] ** 2 - 2 if bend else x @ [1, -1] - 1)).astype(int)


def ordered() -> bool:
    """Return whether the page's lines for OrderedModel give the cuts, the direction and the probabilities."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(3000, 2))
    codes = np.digitize(x @ [0.8, -0.5] + rng.logistic(size=3000), [-1, 1])
    grades = pd.Series(pd.Categorical.from_codes(codes, ["bad", "fair", "good"], ordered=True))
    model = OrderedModel(grades, x, distr="logit")
    result = model.fit(method="bfgs", disp=False)
    params = np.asarray(result.params)
    cuts = model.transform_threshold_params(result.params)[1:-1]
    p = np.asarray(result.predict(x))
    return bool(
        np.allclose(params[:2], [0.8, -0.5], atol=0.15)
        and np.allclose(cuts, [-1, 1], atol=0.15)
        and close(params[2:], [cuts[0], np.log(cuts[1] - cuts[0])])
        and close(p[:, 0], expit(cuts[0] - x @ params[:2]))
        and close(p[:, 2], expit(x @ params[:2] - cuts[1]))
        and OrderedModel(grades, x).distr.name == "norm"
    )


def summary_table() -> bool:
    """Return whether statsmodels prints the page's table."""
    table = sm.Logit(Y, sm.add_constant(X)).fit(disp=False)
    rows = np.column_stack([table.params, np.sqrt(np.diag(table.cov_params())), table.tvalues, table.conf_int()])
    printed = [[-3.33, 1.56, -2.13, -6.40, -0.26], [0.73, 0.33, 2.26, 0.10, 1.37]]
    return bool(np.allclose(rows, printed, atol=0.006) and close(table.prsquared, 1 - table.llf / table.llnull))


def marginal() -> bool:
    """Return whether the marginal effect is the mean of slopes, and at the mean the slope of the mean row."""
    x, y = drawn()
    result = sm.Logit(y, sm.add_constant(x)).fit(disp=False)
    p, b = result.predict(), result.params[1:]
    middle = expit(result.params[0] + x.mean(axis=0) @ b)
    return close(result.get_margeff().margeff, b * np.mean(p * (1 - p))) and close(
        result.get_margeff(at="mean").margeff, b * middle * (1 - middle)
    )


def against_reference() -> bool:
    """Return whether the rows of MNLogit are differences to the class that it leaves out."""
    x, y = np.hstack([X, X**2 / 10]), np.array([0, 1, 2] * 6)
    rows = np.asarray(sm.MNLogit(y, sm.add_constant(x)).fit(disp=False).params)[1:].T
    softmax = fit(x, y, C=np.inf, max_iter=10_000).coef_
    return bool(rows.shape == (2, 2) and np.allclose(rows, softmax[1:] - softmax[0], atol=1e-3))


def sums_agree() -> bool:
    """Return whether the probabilities add up to the yeses, in all and where a 0/1 feature is 1."""
    x, y = drawn()
    x = np.column_stack([x, x[:, 0] > 0.5])
    p = fit(x, y, C=np.inf).predict_proba(x)[:, 1]
    return close([p.sum(), p[x[:, 2] == 1].sum()], [y.sum(), y[x[:, 2] == 1].sum()], 1e-4)


def spoiled() -> bool:
    """Return whether each line of the page's remedies does what its comment says."""
    x, y = drawn(bend=True)
    flat = fit(x, y).predict_proba(x)[:, 1]
    spline = make_pipeline(SplineTransformer(), LogisticRegression(max_iter=1000)).fit(x, y).predict_proba(x)[:, 1]
    true = expit(2 * x[:, 0] ** 2 - 2)
    strong = fit(*drawn(), C=1e-5).predict_proba(drawn()[0])[:, 1]
    model = make_pipeline(SplineTransformer(), LogisticRegression(max_iter=1000))
    chosen = GridSearchCV(model, {"logisticregression__C": np.logspace(-3, 3, 7)}, scoring="neg_log_loss").fit(*drawn())
    found, claimed = calibration_curve(drawn()[1], expit(chosen.decision_function(drawn()[0])))
    return bool(
        np.abs(spline - true).mean() < 0.04 < 0.2 < np.abs(flat - true).mean()
        and strong.std() < 0.01
        and close(strong.mean(), drawn()[1].mean(), 1e-3)
        and np.abs(found - claimed).max() < 0.1
    )


def other_share() -> bool:
    """Return whether the intercept alone is wrong where rows without a yes were dropped at random, and by how much."""
    rng = np.random.default_rng(1)
    x = rng.normal(size=(200_000, 2))
    y = (rng.random(len(x)) < expit(x @ [1, -1] - 4)).astype(int)
    kept = (y == 1) | (rng.random(len(x)) < 0.1)
    old, new = fit(x[kept], y[kept], C=np.inf), fit(x, y, C=np.inf)
    shifted = old.intercept_[0] + logit(y.mean()) - logit(y[kept].mean())
    return bool(abs(shifted - new.intercept_[0]) < 0.05 and np.allclose(old.coef_, new.coef_, atol=0.05))


def grouped(rows: int = 4000) -> pd.DataFrame:
    """Return rows whose effect of x is 0.4 in group 0 and 1 in group 1, with a category of three."""
    rng = np.random.default_rng(0)
    data = pd.DataFrame({"x": rng.normal(size=rows), "group": rng.integers(0, 2, rows)})
    data["rank"] = rng.choice(list("abc"), rows)
    score = 0.4 * data.x + 0.3 * data.group + 0.6 * data.x * data.group + data["rank"].map({"a": 0, "b": 0.5, "c": 1.2})
    return data.assign(y=(rng.random(rows) < expit(score - 0.5)).astype(int))


def interaction() -> bool:
    """Return whether the page's lines compare cases with intervals, and get_margeff misses the mean slope."""
    data = grouped()
    curve = "bs(x, df=4, lower_bound=-9, upper_bound=9)"
    m = smf.logit("y ~ x * group + " + curve, data).fit(disp=False)
    assert np.isfinite(m.predict(data.assign(x=data.x + 1e-4))).all()
    pd_cases = pd.DataFrame({"x": 0.5, "group": [0, 1]})
    assert np.asarray(patsy.dmatrix(m.model.data.model_spec, pd_cases)).shape == (2, len(m.params))
    m = smf.logit("y ~ x * group", data).fit(disp=False)
    rows = np.asarray(patsy.dmatrix(m.model.data.model_spec, pd.DataFrame({"x": [0, 1], "group": 1})))
    t = m.t_test(rows[1:] - rows[0])
    alone = smf.logit("y ~ x", data[data.group == 1]).fit(disp=False)
    up = m.predict(data.assign(x=data.x + 1e-4))
    slope = (up - m.predict(data)).mean() / 1e-4
    p = m.predict(data)
    true = (p * (1 - p) * (m.params["x"] + m.params["x:group"] * data.group)).mean()
    return bool(
        close(t.effect[0], alone.params["x"], 1e-4)
        and np.allclose(t.conf_int()[0], alone.conf_int().loc["x"], atol=1e-3)
        and abs(slope - true) < 1e-4
        and m.get_margeff().margeff[0] < 0.7 * slope
        and "x:group" in str(m.get_margeff().summary())
    )


def unbounded() -> bool:
    """Return whether a spline without bounds refuses values beyond those of the fit."""
    data = grouped()
    m = smf.logit("y ~ bs(x, df=4)", data).fit(disp=False)
    return raises("outermost knots", lambda: m.predict(data.assign(x=data.x + 1e-4)))


def sum_coding() -> bool:
    """Return whether sum coding compares levels with the plain mean of their log-odds."""
    data = grouped()
    b = smf.logit("y ~ C(rank, Sum)", data).fit(disp=False).params.to_numpy()
    levels = logit(data.groupby("rank").y.mean().to_numpy())
    return close(b[0], levels.mean(), 1e-4) and close([b[1], b[2], -b[1] - b[2]], levels - levels.mean(), 1e-3)


def plus_or_minus_1() -> bool:
    """Return whether the groups of a column of -1 and +1 differ by twice its coefficient."""
    data = grouped()
    b = smf.logit("y ~ sign", data.assign(sign=2 * data.group - 1)).fit(disp=False).params["sign"]
    return close(2 * b, smf.logit("y ~ group", data).fit(disp=False).params["group"], 1e-4)


def references() -> bool:
    """Return whether the page's lines compare two categories, and another reference changes no prediction."""
    data = grouped()
    m = smf.logit("y ~ x + C(rank, Treatment('b'))", data).fit(disp=False)
    other = smf.logit("y ~ x + C(rank, Treatment('a'))", data).fit(disp=False)
    name = "C(rank, Treatment('b'))[T.{}]"
    t = m.t_test(f"{name.format('c')} - {name.format('a')} = 0")
    direct = "C(rank, Treatment('a'))[T.c]"
    return bool(
        close(t.effect[0], other.params[direct], 1e-4)
        and np.allclose(t.conf_int()[0], other.conf_int().loc[direct], atol=1e-4)
        and np.allclose(m.predict(), other.predict(), atol=1e-6)
        and list(m.wald_test_terms(scalar=True).table.index) == ["Intercept", "C(rank, Treatment('b'))", "x"]
        and m.wald_test_terms(scalar=True).table["df_constraint"].tolist() == [1, 2, 1]
    )


def risk_ratios() -> bool:
    """Return whether the averages and the Poisson model find a risk ratio of e^0.4, which the odds ratio exceeds."""
    rng = np.random.default_rng(1)
    data = pd.DataFrame({"x": rng.normal(size=100_000), "group": rng.integers(0, 2, 100_000)})
    p = 0.2 * np.exp(0.1 * data.x.clip(-2, 2) + 0.4 * data.group)
    data["y"] = (rng.random(len(data)) < p).astype(int)
    m = smf.logit("y ~ x + group", data).fit(disp=False)
    averaged = m.predict(data.assign(group=1)).mean() / m.predict(data.assign(group=0)).mean()
    r = smf.glm("y ~ x + group", data, family=sm.families.Poisson())
    plain, robust = r.fit(), r.fit(cov_type="HC1")
    low, high = np.exp(robust.conf_int().loc["group"])
    return bool(
        abs(averaged - np.exp(0.4)) < 0.04
        and low < np.exp(0.4) < high
        and np.exp(m.params["group"]) > 1.6
        and robust.bse["group"] < 0.9 * plain.bse["group"]
    )


def old_units() -> bool:
    """Return whether scaled coefficients, brought back, are those of a fit in the old units, without a penalty only."""
    x = np.column_stack([X[:, 0] * 50 + 3, X[:, 0] ** 2 + np.arange(18) % 3])
    raw = fit(x, C=np.inf, solver="newton-cholesky")
    found = []
    for scaler in (StandardScaler(), MinMaxScaler()):
        pipe = make_pipeline(scaler, LogisticRegression(C=np.inf, tol=1e-10, solver="newton-cholesky")).fit(x, Y)
        model = pipe[-1]
        if isinstance(scaler, StandardScaler):
            b = model.coef_ / pipe[0].scale_
            b0 = model.intercept_ - b @ pipe[0].mean_
        else:
            b = model.coef_ * pipe[0].scale_
            b0 = model.intercept_ + model.coef_ @ pipe[0].min_
        found.append(np.append(b, b0))
    pipe = make_pipeline(StandardScaler(), LogisticRegression()).fit(x, Y)
    shrunk = pipe[-1].coef_ / pipe[0].scale_
    same = all(close(each, np.append(raw.coef_, raw.intercept_), 1e-4) for each in found)
    return same and not close(shrunk, fit(x).coef_, 0.05)


def clustered() -> bool:
    """Return whether errors of rows that belong together grow, where each row stands three times."""
    x, y, patient = np.repeat(sm.add_constant(X), 3, axis=0), np.repeat(Y, 3), np.repeat(np.arange(18), 3)
    plain = sm.Logit(y, x).fit(disp=False).bse
    together = sm.Logit(y, x).fit(disp=False, cov_type="cluster", cov_kwds={"groups": patient}).bse
    return bool((together > 1.3 * plain).all())


def words() -> bool:
    """Return whether the page's lines rank words, and a text's score is the sum of its parts."""
    texts = ["good film", "good good plot", "bad film", "bad plot bad", "fine film", "dull plot"]
    labels = ["yes", "yes", "no", "no", "yes", "no"]
    vectorizer = CountVectorizer()
    model = LogisticRegression().fit(vectorizer.fit_transform(texts), labels)
    names, row = vectorizer.get_feature_names_out(), model.coef_[0]
    order = row.argsort()
    parts = vectorizer.transform(["good plot"]).toarray()[0] * row
    score = parts.sum() + model.intercept_[0]
    ends = names[order[::-1][:10]][0], names[order[:10]][0], model.classes_[1]
    return ends == ("good", "bad", "yes") and close(
        score, model.decision_function(vectorizer.transform(["good plot"]))[0]
    )


def one_against_rest() -> bool:
    x, y = np.hstack([X, X**2 / 10]), np.array([0, 1, 2] * 6)
    model = OneVsRestClassifier(LogisticRegression(tol=1e-8, max_iter=1000)).fit(x, y)
    return close(model.estimators_[1].coef_, fit(x, (y == 1).astype(int), max_iter=1000).coef_, 1e-4)


def weight_of_evidence() -> bool:
    """Return whether a weight of evidence alone gets the coefficient 1, and -1 if the classes are swapped."""
    rng = np.random.default_rng(0)
    bins = rng.integers(0, 4, 4000)
    good = (rng.random(4000) < np.array([0.1, 0.2, 0.4, 0.6])[bins]).astype(int)
    woe = np.array([logit(good[bins == k].mean()) - logit(good.mean()) for k in range(4)])[bins]
    fits = [sm.Logit(y, sm.add_constant(woe)).fit(disp=False).params[1] for y in (good, 1 - good)]
    return close(fits, [1, -1], 1e-5)


def singular() -> bool:
    """Return whether a constant and all categories give no errors, or all the same and huge."""
    x, y = sm.add_constant(encoded(None)), Y
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            errors_found = sm.Logit(y, x).fit(disp=False).bse
        except np.linalg.LinAlgError as error:
            return "Singular matrix" in str(error)
    return bool(np.isnan(errors_found).all() or (np.ptp(errors_found) < 1 and errors_found.min() > 1e5))


def turned_sign() -> bool:
    """Return whether rare yeses turn the sign without an intercept, and the pseudo R squared is negative then."""
    rng = np.random.default_rng(0)
    x = rng.random(20_000)
    y = (rng.random(20_000) < expit(1.5 * x - 1.5)).astype(int)
    without, with_one = (sm.Logit(y, features).fit(disp=False) for features in (x, sm.add_constant(x)))
    return bool(without.params[0] < -0.5 and without.prsquared < 0 and with_one.params[1] > 1.4)


def column_of_ones() -> bool:
    """Return whether a column of ones beside the intercept takes half of it, without a penalty."""
    both, alone = fit(sm.add_constant(X), C=np.inf), fit(C=np.inf)
    return close([both.coef_[0, 0], both.intercept_[0]], [alone.intercept_[0] / 2] * 2, 1e-3)


def compared() -> bool:
    """Return whether two groups of rows have the z of the interaction, and the likelihoods test what was added."""
    data = grouped()
    a, b = (smf.logit("y ~ x", data[data.group == g]).fit(disp=False) for g in (1, 0))
    z = (a.params["x"] - b.params["x"]) / np.hypot(a.bse["x"], b.bse["x"])
    m, smaller = (smf.logit(formula, data).fit(disp=False) for formula in ("y ~ x * group", "y ~ x + group"))
    p = chi2.sf(2 * (m.llf - smaller.llf), m.df_model - smaller.df_model)
    return close(z, m.tvalues["x:group"], 1e-3) and bool(abs(np.log(p) - np.log(m.pvalues["x:group"])) < 1)


def deviances() -> bool:
    """Return whether deviances are -2 times log-likelihoods, and the LLR p-value tests all features together."""
    x, y = drawn()
    result = sm.Logit(y, sm.add_constant(x)).fit(disp=False)
    glm = sm.GLM(y, sm.add_constant(x), family=sm.families.Binomial()).fit()
    found = chi2.sf(2 * (result.llf - result.llnull), 2)
    return close([glm.deviance, glm.null_deviance], [-2 * result.llf, -2 * result.llnull], 1e-4) and close(
        np.log(result.llr_pvalue), np.log(found), 1e-6
    )


def probit() -> bool:
    x, y = drawn()
    found = [model(y, sm.add_constant(x)).fit(disp=False).params for model in (sm.Logit, sm.Probit)]
    return bool(((found[0] / found[1] > 1.6) & (found[0] / found[1] < 1.8)).all())


def centred() -> bool:
    """Return whether centring the other feature changes a main effect beside a product, and no prediction."""
    data = grouped()
    moved = data.assign(group=data.group - data.group.mean())
    first, second = (smf.logit("y ~ x * group", rows).fit(disp=False) for rows in (data, moved))
    return bool(abs(first.params["x"] - second.params["x"]) > 0.1) and close(first.predict(), second.predict(), 1e-6)


def inverted_labels() -> bool:
    """Return whether `glm` with a formula turns text and True/False labels round, and numbers not."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=300)
    y = rng.random(300) < expit(x)
    data = pd.DataFrame({"x": x, "truth": y, "text": np.where(y, "yes", "no"), "number": y.astype(int)})
    found = [smf.glm(f"{n} ~ x", data, family=sm.families.Binomial()).fit().params["x"] for n in data.columns[1:]]
    return close(found, [-found[2], -found[2], found[2]]) and bool(found[2] > 0.5)


@claims(
    (PAGE, "glm turns text and True/False labels round", inverted_labels),
    (PAGE, "without an intercept a sign turns", turned_sign),
    (PAGE, "a column of ones takes half of the intercept", column_of_ones),
    (PAGE, "two groups and two models compared", compared),
    (PAGE, "deviances and the LLR p-value", deviances),
    (PAGE, "probit coefficients are smaller by 1.6 to 1.8", probit),
    (PAGE, "centring changes a main effect beside a product", centred),
    (PAGE, "an interaction: the effect in group 1, and the mean slope", interaction),
    (PAGE, "bs without bounds refuses values beyond its knots", unbounded),
    (PAGE, "sum coding", sum_coding),
    (PAGE, "a column of -1 and +1", plus_or_minus_1),
    (PAGE, "two categories compared, and another reference", references),
    (PAGE, "risk ratios by averages and by a Poisson model with robust errors", risk_ratios),
    (PAGE, "scaled coefficients in the old units", old_units),
    (PAGE, "errors of rows that belong together", clustered),
    (PAGE, "which words speak for a class, and a text's parts", words),
    (PAGE, "OneVsRestClassifier keeps a model for each class", one_against_rest),
    (PAGE, "a weight of evidence alone has the coefficient 1 or -1", weight_of_evidence),
    (PAGE, "a column for every category and a constant", singular),
    (PAGE, "the lines for OrderedModel", ordered),
    (PAGE, "statsmodels prints the table", summary_table),
    (PAGE, "the marginal effect is the mean of slopes", marginal),
    (PAGE, "a row of MNLogit is against the class left out", against_reference),
    (PAGE, "probabilities add up to the yeses", sums_agree),
    (PAGE, "what spoils probabilities, and what helps", spoiled),
    (PAGE, "another share shifts the intercept", other_share),
    (PAGE, "the default C=1 shrinks as the snippet says", lambda: close(fit().coef_[0, 0], 0.668534, 1e-5)),
    (PAGE, "C=np.inf does not", lambda: close(fit(C=np.inf).coef_[0, 0], 0.734012, 1e-5)),
    (PAGE, "the penalty depends on the unit", lambda: close(fit(X / 10).coef_[0, 0] / 10, 0.116061, 1e-4)),
    (
        PAGE,
        "without an intercept the coefficient is another",
        lambda: close(fit(C=np.inf, fit_intercept=False).coef_[0, 0], 0.112657, 1e-4),
    ),
    (
        PAGE,
        "decision_function is the log-odds",
        lambda: close(fit().decision_function(X), np.log(fit().predict_proba(X)[:, 1] / fit().predict_proba(X)[:, 0])),
    ),
    (
        PAGE,
        "the last label in sorted order is yes",
        lambda: (
            fit(y=np.where(Y == 1, "fraud", "ok")).classes_[1] == "ok"
            and fit(y=np.where(Y == 1, "fraud", "ok")).coef_[0, 0] < 0
        ),
    ),
    (PAGE, "separation without a penalty gives no warning", lambda: not warned(C=np.inf)),
    (
        PAGE,
        "and a coefficient that depends on the tolerance",
        lambda: (
            LogisticRegression(C=np.inf, tol=1e-12, max_iter=1000).fit(X, APART).coef_[0, 0]
            > 1.5 * LogisticRegression(C=np.inf).fit(X, APART).coef_[0, 0]
        ),
    ),
    (PAGE, "penalty=None is deprecated since 1.8", lambda: "deprecated in version 1.8" in warned(penalty=None)[0]),
    (
        PAGE,
        "a standardised coefficient, divided by the deviation, is that of a unit",
        lambda: close(
            fit(StandardScaler().fit_transform(X), C=np.inf).coef_[0, 0] / X.std(), fit(C=np.inf).coef_[0, 0], 1e-5
        ),
    ),
    (
        PAGE,
        "all columns of a category give the same predictions, with other coefficients",
        lambda: (
            np.allclose(
                fit(encoded(None), C=np.inf).predict_proba(encoded(None)),
                fit(encoded("first"), C=np.inf).predict_proba(encoded("first")),
                atol=1e-5,
            )
            and fit(encoded(None), C=np.inf).coef_.shape == (1, 3)
            and fit(encoded("first"), C=np.inf).coef_.shape == (1, 2)
        ),
    ),
    (PAGE, "leaving out another category changes the coefficients alone", other_reference),
    (
        PAGE,
        "a logarithm as feature: doubling it multiplies the odds by 2 to the coefficient",
        doubled,
    ),
    (PAGE, "rows of three classes add up to 0 by default", rows_sum_to_zero),
    (PAGE, "the standard errors are those of statsmodels", lambda: close(errors(), [1.56489623, 0.3250938], 1e-5)),
    (
        PAGE,
        "scikit-learn has no standard errors",
        lambda: not any(word in name for name in dir(fit()) for word in ("pvalue", "std_err", "summary")),
    ),
    (
        PAGE,
        "solvers stop far off without a warning where units differ",
        lambda: all(far_off(solver) for solver in ("sag", "saga", "liblinear")),
    ),
    (PAGE, "two classes have one row", lambda: fit().coef_.shape == (1, 1)),
    (PAGE, "with rows -w and w, softmax of two classes has the log-odds 2w", halved),
    (PAGE, "the tab of PyTorch gives odds ratios", in_torch),
    (PAGE, "the tab of Keras gives odds ratios", in_keras),
)
def test_what_a_page_says_of_a_framework_is_true(holds: Callable[[], object]) -> None:
    assert holds()
