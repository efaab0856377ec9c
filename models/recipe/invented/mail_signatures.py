"""Signatures under mails, in the many ways in which public bodies, firms and citizens close them."""

from __future__ import annotations

from collections.abc import Callable

from models.recipe.invented.mail_parts import CODES, Cast, person_mark
from models.recipe.invented.people import Person

DISCLAIMERS = (
    "Denk aan het milieu voordat u deze mail print.",
    "De informatie in dit bericht is uitsluitend bestemd voor de geadresseerde. Aan dit bericht kunnen geen rechten "
    "worden ontleend.",
    "This message may contain information that is not intended for you. If you are not the addressee, please "
    "delete this message.",
    "Let op: deze e-mail komt van buiten de organisatie.",
    "Volg ons op LinkedIn, X en Instagram",
    "Help save paper! Do you really need to print this email?",
    "Aan de inhoud kunnen geen rechten worden ontleend. Lees onze privacyverklaring.",
    "U ontvangt deze mail omdat u een zaak bij ons heeft lopen.",
)


def name_line(c: Cast, p: Person) -> str:
    """The name as a writer closes with it."""
    d = c.d
    return d.rng.choice(
        [
            p.full(),
            p.full(),
            p.given(),
            p.given_lower(),
            p.formal(),
            p.initial_full(),
            f"{p.formal()} ({p.given()})",
            f"{d.rng.choice(['mr.', 'drs.', 'ing.', 'dr.', 'ir.'])} {p.formal()}",
            f"{p.full()}{d.rng.choice([' MSc', ' LL.M.', ' MA', ', BSc', ' RA'])}",
            f"{p.full()} ({d.rng.choice(['zij/haar', 'hij/hem', 'she/her', 'die/hun'])})",
            p.partner_full(),
            p.letter_only(),
            p.upper(),
        ]
    )


def _days(c: Cast) -> str:
    d = c.d
    short = ["ma", "di", "wo", "do", "vr"]
    long = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"]
    some = sorted(d.rng.sample(range(5), d.rng.randint(2, 4)))
    days = [short[i] for i in some]
    return d.pick(
        f"Aanwezig: {' '.join(days)}",
        f"Werkdagen: {', '.join(days[:-1])} en {days[-1]}",
        f"Aanwezig op {', '.join(long[i] for i in some[:-1])} en {long[some[-1]]}",
        f"Werkdagen: {'/'.join(days)}",
        f"({days[0]} t/m {days[-1]} tot 15.00 uur)",
        "Werkdagen: " + " | ".join(f"{s} {'x' if i in some else '-'}" for i, s in enumerate(short)),
        f"{long[4]} afwezig",
        f"Ik werk op {', '.join(long[i] for i in some)}",
    )


def _classic(c: Cast, p: Person) -> list[str]:
    d = c.d
    lines = [name_line(c, p), d.role_staff(), c.org, f"T {d.phone()}", f"E {c.mail(p)}"]
    return lines if d.rng.random() < 0.6 else [*lines, f"I www.{c.domain}", _days(c)]


def _department(c: Cast, p: Person) -> list[str]:
    d = c.d
    return [
        p.full(),
        d.pick(d.role_staff().capitalize(), d.role_staff()),
        f"{d.rng.choice(CODES)} / {d.department()}",
        d.pick(f"tel. {d.office_phone()}", f"tst. {d.rng.randint(1000, 9999)}", f"M: {d.phone()}"),
        _days(c),
    ]


def _piped(c: Cast, p: Person) -> list[str]:
    d = c.d
    bits = [name_line(c, p), d.role_staff(), d.department(), c.org, d.phone(), c.mail(p)]
    kept = [bits[0], *(b for b in bits[1:] if d.rng.random() < 0.7)]
    return [d.pick(" | ", " | ", " - ", " • ", " / ", ", ").join(kept)]


def _postal(c: Cast, p: Person) -> list[str]:
    d = c.d
    lines = [p.full(), d.role_staff(), "", c.org, d.pick("Bezoekadres: ", "") + d.office_address()]
    lines += [d.pick(f"Postbus {d.rng.randint(1, 99999)}", "")] if d.rng.random() < 0.6 else []
    return [*lines, d.pick("T ", "Telefoon: ", "t. ") + d.office_phone(), d.pick("M ", "mobiel ") + d.phone()]


def _bare(c: Cast, p: Person) -> list[str]:
    return [c.d.pick(p.given(), p.given(), p.code(), p.letter_only(), p.given_lower(), p.full())]


def _private(c: Cast, p: Person) -> list[str]:
    d = c.d
    lines = [d.pick(p.full(), p.partner_full(), p.formal(), f"Fam. {p.last()}"), d.home_address()]
    if d.rng.random() < 0.6:
        lines.append(d.pick("tel: ", "06: ", "") + d.phone())
    return [*lines, p.mail(d.general_domain())] if d.rng.random() < 0.5 else lines


def _firm(c: Cast, p: Person) -> list[str]:
    d = c.d
    return [
        p.full(),
        d.pick(
            "Directeur", "Accountmanager", "Projectleider", "Advocaat", "Adviseur geluid", "Office manager"
        ),
        d.company_mark(),
        d.office_address(),
        d.pick(f"KvK {d.rng.randint(10000000, 89999999)}", f"Mobiel {d.phone()}", f"{d.office_phone()}"),
        d.pick(d.link(p), f"linkedin: {d.handle(p)}", c.mail(p)),
    ]


def _on_behalf(c: Cast, p: Person) -> list[str]:
    d = c.d
    other = c.one() if d.rng.random() < 0.5 else d.person()
    return [
        d.pick(
            f"namens {other.full()}",
            f"Namens {other.given()},",
            f"i.o. {other.formal()}",
            f"b/a {other.last()}",
        ),
        p.full(),
        d.pick(
            "secretaresse", "managementassistent", f"secretariaat {d.department()}", "bestuurssecretariaat"
        ),
    ]


def _couple(p: Person, other: Person) -> str:
    return person_mark(other, " ".join(x for x in (other.first, p.prefix, p.surname) if x))


def _pair(c: Cast, p: Person) -> list[str]:
    other = c.d.person()
    d = c.d
    return [
        d.pick(
            f"{p.given()} en {other.given()}",
            f"{p.full()} & {other.full()}",
            f"{p.given()} & {_couple(p, other)}",
            f"{p.code()}/{other.code()}",
            f"{p.last()} en {other.last()}",
            f"{p.given()}, {other.given()} en de kinderen",
        )
    ]


def _labelled(c: Cast, p: Person) -> list[str]:
    d = c.d
    lines = [
        f"Naam: {p.any()}",
        f"Functie: {d.role_staff()}",
        f"Afdeling: {d.department()}",
        f"Kamer: {d.rng.choice('ABCDW')}{d.rng.randint(1, 9)}.{d.rng.randint(10, 99)}",
        f"Telefoon: {d.phone()}",
        f"E-mail: {c.mail(p)}",
    ]
    return [lines[0], *(b for b in lines[1:] if d.rng.random() < 0.7)]


def _replaced(c: Cast, p: Person) -> list[str]:
    d, other = c.d, c.d.person()
    note = d.pick(
        f"Bij afwezigheid: {other.full()}",
        f"Vervanger: {other.full()}, tst. {d.rng.randint(100, 999)}",
        f"Mijn secretaresse is {other.full()}: {other.mail(c.domain)}",
        f"Op {d.weekday()} bereikbaar via collega {other.given()}",
    )
    return [p.full(), d.role_staff(), _days(c), note]


_KINDS: tuple[Callable[[Cast, Person], list[str]], ...] = (
    _classic, _department, _piped, _postal, _bare, _private, _firm, _on_behalf, _pair, _labelled, _replaced,
)  # fmt: skip


def signature(c: Cast, p: Person, short: bool = False) -> str:
    """Name and what stands under it."""
    d = c.d
    kind = _bare if short else d.rng.choices(_KINDS, [5, 4, 3, 3, 7, 2, 2, 1, 1, 2, 2])[0]
    lines = kind(c, p)
    if not short and d.rng.random() < 0.2:
        lines += [d.pick("", "--", "_____"), d.rng.choice(DISCLAIMERS)]
    return "\n".join(lines)
