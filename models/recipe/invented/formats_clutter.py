"""Lines of logs, labels and tables in words that nobody can foresee.

The other formats use the words of real dossiers, so a model could learn that a word it never saw is a name. Here the
labels, codes and cells are drawn from all ordinary Dutch words and from letters at random.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from functools import lru_cache

from models.recipe.invented.draw import Draw
from models.recipe.invented.people import Person
from pipeline.detect.lexicon import load

TITLES = (
    "wijkagent", "inspreker", "melder", "chauffeur", "conciërge", "docent", "huisarts", "verpleegkundige", "bewoner",
    "ondernemer", "toezichthouder", "centralist", "brigadier", "aannemer", "monteur", "leverancier", "notulist",
    "voorzitter", "secretaris", "projectleider", "teamleider", "adviseur", "jurist", "boa", "stagiair", "buurman",
    "buurvrouw", "collega", "getuige", "bestuurder", "eigenaar", "huurder", "verhuurder", "directeur", "coach",
)  # fmt: skip


@lru_cache(maxsize=1)
def _ordinary() -> tuple[str, ...]:
    """Words that are written small in running text and that no list of names has."""
    lists = load()
    names = lists.first_names | lists.surnames | lists.places
    return tuple(sorted(w for w in lists.ordinary - names if w.isalpha() and 3 <= len(w) <= 16))


def _word(d: Draw) -> str:
    one = d.rng.choice(_ordinary())
    return one + d.rng.choice(_ordinary()) if d.rng.random() < 0.2 else one


def _capital(d: Draw) -> str:
    return d.pick(_word(d).capitalize(), f"{_word(d).capitalize()} {_word(d)}", f"{_word(d).capitalize()}s")


def _code(d: Draw) -> str:
    """An abbreviation, sometimes with a number or a sign."""
    letters = "".join(d.rng.choices(string.ascii_uppercase, k=d.rng.choice((2, 2, 3, 3, 3, 4, 5))))
    return d.pick(
        letters,
        letters,
        f"{letters} {d.digits(1)}",
        f"{letters}-{d.digits(2)}",
        f"{letters}/{letters[::-1]}",
        f"{letters.capitalize()} {d.digits(1)}",
        ".".join(letters.lower()) + ".",
        letters[0] + "".join(d.rng.choices(string.ascii_lowercase, k=2)) + letters[-1],
    )


def _number(d: Draw) -> str:
    letters = "".join(d.rng.choices(string.ascii_uppercase, k=2))
    return d.pick(
        d.digits(3),
        d.file_number(),
        f"{letters}{d.digits(6)}",
        f"€ {d.digits(4)},-",
        d.date(),
        d.time(),
        f"{d.digits(2)} m2",
        f"nr. {d.digits(2)}",
    )


def _thing(d: Draw) -> str:
    return d.rng.choice(
        (d.street_mark, d.company_mark, d.school_mark, d.org_mark, d.body_mark, d.place_mark)
    )()


def _label(d: Draw) -> str:
    return d.pick(_capital(d), _code(d), _word(d).upper(), _word(d), f"{_code(d)} {_capital(d)}")


def _who(d: Draw, person: Person) -> str:
    title = d.pick(*TITLES)
    return d.pick(
        person.any(),
        person.any(),
        person.full(),
        person.last(),
        person.given(),
        f"{title} {person.last()}",
        f"{title.capitalize()} {person.last()}",
        f"{title} {person.full()}",
        f"{title.upper()} {person.upper()}",
        f"{person.hon_short()} {person.last()}",
    )


def _value(d: Draw, person: Person) -> str:
    kind = d.rng.random()
    if kind < 0.35:
        return _who(d, person)
    if kind < 0.5:
        return _thing(d)
    if kind < 0.6:
        return f"{_who(d, person)} ({d.pick(_thing(d), _code(d), _word(d), _capital(d))})"
    return d.pick(
        _number(d), _word(d), _code(d), _capital(d), _word(d).upper(), f"{_word(d)} {_word(d)} {_word(d)}"
    )


def _text(d: Draw, person: Person, other: Person) -> str:
    """A short remark. What stands in it beside the people is drawn at random."""
    return d.pick(
        f"{_who(d, person)} {_word(d)} {_word(d)} {_code(d)}",
        f"{_code(d)} {_word(d)} bij {_thing(d)}",
        f"{_capital(d)} {_word(d)} door {_who(d, person)}",
        f"{_word(d)} {_word(d)} met {person.given()} en {other.given()}",
        f"{_who(d, person)} / {_who(d, other)}: {_word(d)} {_word(d)}",
        f"offerte {_number(d)} van {_thing(d)} komt uit op {_number(d)}",
        f"de omleiding loopt via {_thing(d)} en {_thing(d)}",
        f"{_who(d, person)} meldt zich, {_code(d)} {_number(d)}, komt voor {_who(d, other)}",
        f"het verslag van {_thing(d)} is al openbaar",
        f"ik sta bij {d.pick('', 'de ')}{_thing(d)}, {_word(d)} {_word(d)}",
        f"{_word(d).upper()} {_word(d).upper()} {_code(d)} {person.upper()}",
        f"{_capital(d)} {_word(d)} {_number(d)}",
        f"{_code(d)}: {_word(d)} {_word(d)} {_word(d)}",
        f"{_thing(d)} vraagt {_who(d, person)} om {_word(d)}",
    )


def log(d: Draw) -> str:
    """Lines with a time, a label and a remark."""
    people = d.people(d.rng.randint(2, 5))
    call = _code(d)
    mark = d.pick(" ", " - ", " | ", ": ", "\t", "  ")
    first = d.rng.choice((d.time, d.date, lambda: f"{d.date()} {d.time()}", lambda: _number(d)))
    lines = [
        f"{first()}{mark}{d.pick(call, _label(d), '')} {_text(d, *d.rng.sample(people, 2))}"
        for _ in range(d.rng.randint(4, 12))
    ]
    return "\n".join([_capital(d), *lines])


def labels(d: Draw) -> str:
    """Labels and values, a pair a line."""
    people = d.people(d.rng.randint(2, 5))
    sign = d.pick(": ", ":", "  ", ": ", " - ", "\t")
    lines = [f"{_label(d)}{sign}{_value(d, d.rng.choice(people))}" for _ in range(d.rng.randint(5, 14))]
    return "\n".join([d.pick(_capital(d), _word(d).upper(), _thing(d)), *lines])


def table(d: Draw) -> str:
    """Rows with people in one or two columns and words, codes and things in the others."""
    people = d.people(d.rng.randint(3, 8))
    gap = d.pick(" | ", "  ", ";", "\t", "   ", " ; ")
    cells: list[Callable[[Person], str]] = [
        lambda p: _word(d),
        lambda p: _code(d),
        lambda p: _number(d),
        lambda p: _thing(d),
        lambda p: _capital(d),
    ]
    columns = d.rng.sample(cells, d.rng.randint(2, 4))
    who = d.rng.choice(
        (Person.full, Person.inverted, Person.last, Person.initial_full, Person.given, Person.upper)
    )
    columns.insert(d.rng.randrange(len(columns) + 1), who)
    head = gap.join(_capital(d) for _ in columns)
    return "\n".join([d.maybe(_capital(d)), head, *(gap.join(cell(p) for cell in columns) for p in people)])


def prose(d: Draw) -> str:
    """Official sentences with a word in capitals here and there, and remarks between them."""
    people = d.people(d.rng.randint(2, 5))
    parts: list[str] = []
    for _ in range(d.rng.randint(4, 9)):
        if d.rng.random() < 0.5:
            parts.append(_text(d, *d.rng.sample(people, 2)) + ".")
        else:
            words = d.sentence().split(" ")
            i = d.rng.randrange(len(words))
            words[i] = d.pick(words[i].upper(), words[i].capitalize(), _code(d), _capital(d))
            parts.append(" ".join(words))
    return d.pick(" ", "\n", "\n\n").join(parts)


FORMATS: dict[str, Callable[[Draw], str]] = {
    "clutter_log": log,
    "clutter_labels": labels,
    "clutter_table": table,
    "clutter_prose": prose,
}
