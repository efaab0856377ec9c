"""Lines of a mail that name its writer and its readers: From, To, greeting, closing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.recipe.invented.mail_parts import CODES, Cast, Say
from models.recipe.invented.people import Person

if TYPE_CHECKING:
    from models.recipe.invented.draw import Draw


def as_sender(c: Cast, p: Person) -> str:
    """The writer as a From line shows it."""
    d = c.d
    mail = c.mail(p)
    ways = [
        p.address_book(),
        f"{p.address_book()} <{mail}>",
        f'"{p.inverted()}" <{mail}>',
        f"{p.full()} <{mail}>",
        f"{p.full()} [mailto:{mail}]",
        f"{p.full()} ({mail})",
        f"{p.inverted()} - {d.rng.choice(CODES)}",
        f"{p.inverted_first()} ({d.rng.choice(CODES)}) <{mail}>",
        mail,
        f"{p.formal()} | {c.org}",
        f"{p.given()} <{p.mail(d.general_domain())}>",
        f"'{p.full()}' <{mail}>",
        f"{p.inverted()} <{mail}> namens {d.department()}",
        p.lower(),
        f'"{p.full()} via {d.pick("Teams", "SharePoint", "Planner", "WeTransfer")}" <no-reply@{c.domain}>',
        f"{c.org} - {p.full()}",
    ]
    return d.rng.choice(ways)


def addressees(c: Cast, people: Sequence[Person], separator: str = "") -> str:
    """Several people as a To or Cc line shows them, in one writing or in all writings mixed."""
    d = c.d
    ways: list[Say] = [
        lambda p: p.address_book(),
        lambda p: f"{p.inverted()} ({p.given()})",
        lambda p: f'"{p.inverted()}" <{c.mail(p)}>',
        lambda p: f"{p.full()} <{c.mail(p)}>",
        lambda p: p.inverted_first(),
        Person.inverted,
        Person.full,
        Person.initial_full,
        c.mail,
        lambda p: f"'{c.mail(p)}'",
        lambda p: f"{p.inverted()} ({d.rng.choice(CODES)})",
        lambda p: f"{p.upper()} <{p.mail(d.general_domain())}>",
        lambda p: exchange(c, p),
    ]
    way = d.rng.choices(ways, [3, 3, 3, 3, 3, 2, 3, 1, 2, 1, 1, 1, 0.3])[0]
    mixed = d.rng.random() < 0.3
    shown = [(d.rng.choice(ways[:-1]) if mixed else way)(p) for p in people]
    if d.rng.random() < 0.15:
        shown.insert(
            d.rng.randrange(len(shown) + 1), d.pick(d.mailbox(), d.department(), d.rng.choice(CODES))
        )
    return (separator or d.rng.choice(["; ", "; ", ";", "; ", ", ", ";\n\t"])).join(shown)


def exchange(c: Cast, p: Person) -> str:
    """An internal Exchange path with the account of a person at its end."""
    d = c.d
    group = d.pick(
        "EXCHANGE ADMINISTRATIVE GROUP (FYDIBOHF23SPDLT)", "ExchangeLabs", "First Administrative Group"
    )
    path = f"/O={d.pick('GEMEENTE', 'ORG', 'EXCHANGELABS', 'SSC')}/OU={group}/{d.pick('CN', 'cn')}=RECIPIENTS/CN="
    return d.pick(
        f"IMCEAEX-{path}{d.username(p)}", f"{path}{d.username(p)}", f"{p.full()} <{path}{p.upper()}>"
    )


def greeting(c: Cast, people: Sequence[Person]) -> str:
    """The opening line, to one person, several, or nobody by name."""
    d = c.d
    if len(people) >= 2 and d.rng.random() < 0.5:
        names = [p.given() for p in people[:4]]
        start = d.pick("Beste", "Hallo", "Dag", "Hoi", "Ha", "Goedemorgen", "Beste collega's", "Hi")
        return d.pick(f"{start} {', '.join(names[:-1])} en {names[-1]},", f"{start} {'/'.join(names)},")
    if not people or d.rng.random() < 0.2:
        return d.pick(
            "Beste collega's,", "Allen,", "Hallo allemaal,", "L.S.,", "Geachte heer/mevrouw,", "Ter info."
        )
    return people[0].salutation() + d.pick(",", ",", ",", "", "!", " -")


def closing(d: Draw) -> str:
    """The line above a signature."""
    return d.pick(
        "Met vriendelijke groet,", "Met vriendelijke groeten,", "Groet,", "Groeten,", "Gr.", "Mvg,", "Hartelijke groet,",
        "Vriendelijke groet,", "Groetjes", "Hoogachtend,", "Met groet,", "Alvast dank,", "mvrgr", "Fijne dag,", "",
    )  # fmt: skip
