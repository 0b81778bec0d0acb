from __future__ import annotations

import pytest

from tests.rules.variants import found, lines

RULE = "retired-badge"
GONE = [
    "https://travis-ci.org/o/r.svg?branch=master",
    "http://travis-ci.org/o/r.png",
    "https://api.travis-ci.org/o/r.svg",
    "https://secure.travis-ci.org/o/r.png?branch=master",
    "https://david-dm.org/o/r.svg",
    "https://david-dm.org/o/r/dev-status.svg?style=flat",
    "https://gemnasium.com/o/r.svg",
    "https://www.bithound.io/github/o/r/badges/score.svg",
    "https://badges.greenkeeper.io/o/r.svg?token=abc",
    "https://badge.waffle.io/o/r.svg?label=ready&title=Ready",
    "https://badge.waffle.io/o/r.png",
    "https://codeclimate.com/github/o/r.png",
    "https://codeclimate.com/github/o/r/badges/gpa.svg",
    "https://codeclimate.com/github/o/r/badges/coverage.svg",
    "https://img.shields.io/lgtm/grade/python/g/o/r.svg",
    "https://img.shields.io/david/o/r.svg?style=flat-square",
    "https://img.shields.io/david/dev/o/r",
    "https://img.shields.io/gratipay/o.svg",
    "https://img.shields.io/travis/o/r.svg",
    "https://img.shields.io/travis/o/r/master.svg",
    "https://img.shields.io/waffle/label/o/r/ready.svg",
    "https://img.shields.io/apm/v/tool.svg",
    "https://img.shields.io/github/workflow/status/o/r/CI",
    "https://img.shields.io/versioneye/d/ruby/rails.svg",
    "https://img.shields.io//codetally/o/r",
]
FORMS = {
    "image": "![x]({url})\n",
    "badge": "- [![x]({url})](https://fine.example) text\n",
    "html": '<p><a href="https://fine.example"><img src="{url}"></a></p>\n',
    "cell": "| a |\n|---|\n| ![x]({url}) |\n",
    "reference": "![x][r]\n\n[r]: {url}\n",
}


@pytest.mark.parametrize("url", GONE)
@pytest.mark.parametrize("form", FORMS)
def test_badges_that_are_gone(url: str, form: str) -> None:
    text = f"<!-- offline -->\n{FORMS[form].replace('{url}', url.replace('&', '&amp;'))}"
    assert set(found(RULE, text)) == {4 if form == "cell" else 2}


@pytest.mark.parametrize(
    "url",
    [
        "https://travis-ci.com/o/r.svg",
        "https://app.travis-ci.com/o/r.svg?branch=main",
        "https://img.shields.io/travis/com/o/r",
        "https://img.shields.io/github/actions/workflow/status/o/r/ci.yml",
        "https://img.shields.io/badge/david-gone-red",
        "https://img.shields.io/badge/travis/o/r-red",
        "https://img.shields.io/github/stars/david/r",
        "https://img.shields.io/npm/v/david",
        "https://nottravis-ci.org/o/r.svg",
        "https://travis-ci.org.example/o/r.svg",
        "https://codeclimate.com/images/logo.svg",
        "https://fine.example/david/o/r.svg",
        "https://david-dm.org/",
        "docs/travis.svg",
    ],
)
def test_badges_that_stay(url: str) -> None:
    assert not lines(RULE, f"<!-- offline -->\n[![x]({url})](https://travis-ci.org/o/r)\n")


def test_a_link_to_the_service_is_no_badge() -> None:
    assert not lines(RULE, "<!-- offline -->\n[x](https://travis-ci.org/o/r.svg)\n")


def test_a_broken_picture_is_reported_as_that() -> None:
    assert not lines(RULE, "![x](https://img.shields.io/david/o/r.svg)\n")


def test_the_badge_is_one_report() -> None:
    from lint.rules import all_rules
    from lint.testing import judge, read_case

    text = "<!-- offline -->\n[![x](http://travis-ci.org/o/r.svg)](http://travis-ci.org/o/r)\n"
    case = read_case("", (RULE, "sunset-site", "insecure-link"), text)
    assert set(case.rules) <= all_rules().keys()
    assert [rule for rule, _ in judge(case)] == [RULE]
