"""docs/rules.md says what the classes say."""

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import TypeAdapter
from ruamel.yaml import YAML

from office.hours import ByWeekday, Seasonal
from office.values import Span
from report.rulebook import GENERIC, rulebook
from report.words.catalogue import Words
from scheduler.rules import AnyRule

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
KINDS = get_args(get_args(AnyRule)[0])
NAMES = [kind.model_fields["rule"].default for kind in KINDS]


def test_the_page_is_up_to_date():
    """Made again it is the same: `python -m report.rulebook > docs/rules.md`."""
    assert PAGE.read_text(encoding="utf-8") == rulebook()


def test_every_example_can_be_loaded():
    """Each block of YAML is a list of one rule, and each rule has one."""
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    rules = TypeAdapter(tuple[AnyRule, ...])
    loaded = [rules.validate_python(YAML(typ="safe").load(block)) for block in blocks]
    assert sorted(rule.rule for (rule,) in loaded) == sorted(NAMES)


def test_every_example_of_the_guide_can_be_loaded():
    """docs/guides/rules.md: lists of rules as a config would have them."""
    text = (PAGE.parent / "guides" / "rules.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    rules = TypeAdapter(tuple[AnyRule, ...])
    assert all(rules.validate_python(YAML(typ="safe").load(block)) for block in blocks)
    assert len(blocks) > 8


def test_links_lead_somewhere():
    """Every anchor on the page is a heading of it."""
    text = PAGE.read_text(encoding="utf-8")
    headings = {heading.lower() for heading in re.findall(r"^### (\w+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\(#(\w+)\)", text)) <= headings


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_is_told_in_a_sentence(name, words: Words):
    """In both languages, with a name, what a breach is and what to try."""
    assert all(words.has(f"{theme}.{name}") for theme in ("rule", "about", "violation", "advice"))


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_rule_names_its_source_in_one_place(kind):
    """The last brackets of its first sentences, or a house rule."""
    page = PAGE.read_text(encoding="utf-8").split(f"### {kind.model_fields['rule'].default}\n")[1]
    assert re.search(r"^Source: .+\.$", page.split("###")[0], re.MULTILINE)


@pytest.mark.parametrize(("name", "kind"), [("ByWeekday", ByWeekday), ("Seasonal", Seasonal)])
def test_values_that_hold_others_have_a_plain_name_and_an_example(name, kind):
    """No generated name stands on the page, and what it shows instead can be loaded."""
    page = PAGE.read_text(encoding="utf-8")
    assert "__" not in page
    sentence, example = GENERIC[name]
    assert f"### {name}\n\n{sentence}\n\n```\n{example}\n```\n" in page
    assert kind[tuple[Span, ...]].model_validate(YAML(typ="safe").load(example))
