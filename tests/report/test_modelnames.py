"""Names of models as people read them."""

from typing import get_args

import pytest

from forecast.models.portfolio import BASELINE, POOLED
from forecast.settings import ModelChoice
from office.problems import Problem
from report.backtestwords import model_name, short_model_name
from report.problems import sentence
from report.words.catalogue import LANGUAGES, Words

CODES = (
    "short_history", "no_visitors", "singular", "not_finite", "no_form_fits", "no_convergence", "not_installed",
    "follows_nobody", "unknown",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", ["loket", *get_args(ModelChoice), *(m.name for m in (*POOLED, BASELINE))])
def test_every_model_has_words_beside_the_name_it_is_asked_for_by(language, model):
    """The table shows what can be typed after --models, and what it means."""
    words = Words(language)
    assert words.has(f"model.{model}")
    shown = model_name(model, words)
    assert shown.casefold() == model or shown == f"{model} ({short_model_name(model, words)})"
    assert len(shown) <= 39  # the table of models fits a terminal


def test_a_model_nobody_has_words_for_keeps_its_name():
    """A new model is never a failure of the page."""
    assert model_name("newest", Words("id")) == "newest"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", CODES)
def test_a_model_that_is_left_out_says_why(language, reason):
    """The reason is told in words, not as its code."""
    problem = Problem("forecast.model_left_out", found="ets", params={"service": "Paspor", "reason": reason})
    told = sentence(problem, Words(language))
    assert "ets" in told
    assert "Paspor" in told
    assert reason not in told
