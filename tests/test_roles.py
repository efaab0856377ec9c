"""rules/roles.toml: what it may hold, and that what means nothing stops the run with the file and the key."""

from __future__ import annotations

import tomllib

import pytest

from pipeline.errors import RulebookError
from pipeline.roles import RoleRule, UniqueFunctions, read_roles
from pipeline.types import Verdict

WHOLE = """
unique = ["Directeur"]
unique_of = ["voorzitter"]
[[roles]]
verdict = "keep"
reason = "bekleedt een openbare functie"
titles = ["Wethouder", "raadslid"]
[[roles]]
verdict = "redact"
reason = "medewerker"
endings = ["Adviseur"]
"""


def test_a_whole_file():
    roles, unique = read_roles(tomllib.loads(WHOLE))
    assert roles == (
        RoleRule(Verdict.KEEP, "bekleedt een openbare functie", ("raadslid", "wethouder")),
        RoleRule(Verdict.REDACT, "medewerker", (), ("adviseur",)),
    )
    assert unique == UniqueFunctions(("directeur",), ("voorzitter",))


def test_an_empty_file():
    assert read_roles({}) == ((), UniqueFunctions())


# what stands in the file, what stands there instead, what the message must say
WRONG = [
    ("unique =", "uniek =", "uniek"),
    ('["Directeur"]', '"directeur"', "unique"),
    ('["Directeur"]', '[""]', "unique"),
    ('["Directeur"]', '["voorzitter"]', "voorzitter stands there twice"),
    ('verdict = "keep"', 'verdict = "houden"', "verdict"),
    ('verdict = "keep"', "verdict = 3", "verdict"),
    ('reason = "medewerker"', "", "reason"),
    ('reason = "medewerker"', 'reden = "x"', "reden"),
    ('endings = ["Adviseur"]', "", "titles"),
    ('endings = ["Adviseur"]', "endings = [3]", "endings"),
    ('endings = ["Adviseur"]', 'endings = ["Adviseur", "adviseur"]', "adviseur stands there twice"),
    ('verdict = "redact"', 'verdict = "keep"', "endings"),
    ("[[roles]]", "[[role]]", "role"),
]


@pytest.mark.parametrize(("old", "new", "said"), WRONG)
def test_what_means_nothing(old, new, said):
    assert old in WHOLE
    with pytest.raises(RulebookError, match=r"roles\.toml") as wrong:
        read_roles(tomllib.loads(WHOLE.replace(old, new)))
    assert said in str(wrong.value)


def test_one_table_is_no_list_of_tables():
    with pytest.raises(RulebookError, match="roles"):
        read_roles({"roles": {"verdict": "keep"}})
