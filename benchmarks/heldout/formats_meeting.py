"""Held-out minutes, agendas and hearings."""

# ruff: noqa: E501  (a line of a document is a line here)

from __future__ import annotations

from benchmarks.heldout.common import (
    blocks,
    dull,
    facts,
    lookalike,
    lookalike_sentence,
    official,
    official_first,
    opinion,
    special,
    topic,
    wrapped,
)
from models.recipe.invented.draw import Draw
from models.recipe.invented.people import Person


def _said(d: Draw, p: Person, others: list[Person]) -> str:
    o = d.rng.choice(others)
    return d.pick(
        f"{p.last()} vraagt of {o.last()} daar zicht op heeft.",
        f"{o.given()} antwoordt dat dit via {p.given()} loopt.",
        f"Volgens {p.honorific()} {p.last()} ligt dat anders: {dull(d).lower()}",
        f"{p.given()} en {o.given()} zoeken dit uit.",
        f"{p.initial_full()} licht toe. {dull(d)}",
        f"{opinion(d)}",
        f"Mevrouw {p.last()} wijst op {lookalike(d)}."
        if p.sex == "f"
        else f"De heer {p.last()} wijst op {lookalike(d)}.",
        f"{o.last_possessive()} notitie wordt nagezonden.",
    )


def hoorzitting_bezwaar(d: Draw) -> str:
    """The report of a hearing of an objections committee."""
    chair, clerk, objector, lawyer, staff = d.people(5)
    number = d.personal_case_number()
    head = d.pick(
        "VERSLAG HOORZITTING", "Verslag van de hoorzitting van de commissie bezwaarschriften", "Hoorverslag"
    )
    there = [
        f"Voorzitter: {chair.formal()}",
        f"Secretaris: {d.pick(clerk.formal(), clerk.full())}",
        f"Bezwaarmaker: {objector.honorific()} {objector.formal()}, {d.home_address()}",
        f"Gemachtigde: mr. {lawyer.formal()} ({lookalike(d)})",
        f"Namens het college: {staff.full()}, {d.role_staff()}",
    ]
    talk = [
        d.pick(
            f"De voorzitter vraagt aan {objector.last()} wanneer de brief kwam.",
            f"{objector.last()}: {dull(d)}",
            f"Mr. {lawyer.last()} voert aan dat {objector.last()} {special(d)}.",
            f"{staff.last()} stelt namens het college: {dull(d)}",
            f"Gemachtigde {lawyer.last()} verwijst naar artikel 7:2 Awb en naar {lookalike(d)}.",
            f"De secretaris, {clerk.last()}, noteert het kenmerk {d.file_number()}.",
            " ".join(facts(d, objector, 2)),
        )
        for _ in range(d.rng.randrange(4, 8))
    ]
    end = f"De voorzitter sluit om {d.time()}. {d.maybe('w.g. ')}{chair.initial_full()}"
    return blocks(
        d,
        head,
        f"Zaak {number}; {topic(d)}",
        "\n".join(there),
        wrapped(d, d.pick("\n", "\n\n").join(talk)),
        end,
    )


def raadsinformatieavond(d: Draw) -> str:
    """A verbatim debate: speakers as capitals or bold lines with party between brackets."""
    members = []
    for _ in range(d.rng.randrange(2, 5)):
        p = d.person(keep=True)
        members.append((d.pick("raadslid", "commissielid", "Statenlid", "fractievoorzitter"), p))
    role, boss = official(d)
    inspreker, resident = d.people(2)
    out = [
        f"{d.pick('Debat', 'Informatieavond', 'Beeldvormende sessie')} {topic(d)}",
        f"Aanwezig: {official_first(d, role, boss)} (portefeuille)",
    ]
    out += [f"{r} {p.full()} ({d.party_mark()})" for r, p in members]
    out.append(
        f"Inspreker: {d.pick(inspreker.full(), inspreker.honorific() + ' ' + inspreker.last())}, bewoner van {d.home_address()}"
    )
    for _ in range(d.rng.randrange(4, 9)):
        _, p = d.rng.choice(members)
        _, q = d.rng.choice(members)
        out.append(
            d.pick(
                f"{p.upper_last()}: {dull(d)} Wat vindt {boss.last()} daarvan?",
                f"De heer/mevrouw {p.last()}: {dull(d, 2)}",
                f"{boss.upper_last()}: Ik heb dat vorige week met {inspreker.last()} besproken. {dull(d)}",
                f"INSPREKER {inspreker.upper_last()}: Wij, {inspreker.given()} en {resident.given()}, slapen al maanden niet. {lookalike_sentence(d)}",
                f"{q.last()} interrumpeert {p.last()}.",
                f"{inspreker.upper_last()}: mijn buurvrouw {resident.full()} {special(d)}.",
            )
        )
    return "\n".join(out)


def teamoverleg_notulen(d: Draw) -> str:
    """Minutes of a team with codes for who is there and who acts."""
    people = d.people(d.rng.randrange(4, 8))
    absent = people[-1]
    names = d.pick(", ", "; ", " / ").join(
        d.pick(p.given(), p.full(), f"{p.given()} ({p.code()})") for p in people[:-1]
    )
    out = [
        f"Notulen {d.pick('teamoverleg', 'werkoverleg', 'MT', 'sectorberaad')} {d.department()} {d.date()}"
    ]
    out.append(f"{d.pick('Aanw.', 'Aanwezig', 'Erbij')}: {names}")
    out.append(
        f"{d.pick('Afw.', 'M.k.a.', 'Bericht van verhindering')}: {absent.full()} {d.maybe('(' + d.pick('verlof', 'cursus Excel') + ')')}"
    )
    for i in range(1, d.rng.randrange(4, 7)):
        p, q = d.rng.sample(people, 2)
        out.append(f"{i}. {topic(d).capitalize()}")
        out.append(
            wrapped(d, " ".join([_said(d, p, people), d.maybe(dull(d)), d.maybe(_said(d, q, people))]))
        )
        if d.rng.random() < 0.5:
            out.append(
                f"{d.pick('->', 'Actie', 'AP')} {p.code()} {d.pick('', '+ ' + q.code() + ' ')}{d.pick('voor', 'uiterlijk')} {d.date()}"
            )
    out.append(
        f"{d.pick('Rondvraag', 'W.v.t.t.k.')}: {people[0].given()} {special(d)} en is er {d.month()} niet."
        if d.rng.random() < 0.3
        else "Rondvraag: geen."
    )
    out.append(" ".join(facts(d, absent, 1)))
    return "\n".join(out)


def agenda_bestuur(d: Draw) -> str:
    """An agenda of a joint body with speakers behind the items."""
    role, boss = official(d)
    people = d.people(d.rng.randrange(3, 6))
    out = [
        f"{d.pick('AGENDA', 'Uitnodiging', 'Agenda en vergaderstukken')} {d.body_mark()}",
        f"{d.weekday()} {d.date_long()}, {d.time()}, {d.office_address()}",
        f"Voorzitter: {official_first(d, role, boss)}",
        f"Contact: {people[0].full()}, {d.phone()}, {people[0].mail(d.domain())}",
    ]
    for i, p in enumerate(people[1:], 1):
        out.append(
            f"{i:02d}  {topic(d)}  {d.pick('(' + p.last() + ')', '- ' + p.initial_full(), 'inl. ' + p.given(), p.formal())}  {d.time()}"
        )
    out.append(f"Gasten: {people[-1].full()} ({lookalike(d)}) en {people[1].honorific()} {people[1].last()}")
    out.append(
        f"{lookalike_sentence(d)} {boss.last()} verzorgt de afsluiting. {' '.join(facts(d, people[0], 1, 'NUMBER_PLATE', 'USERNAME', 'LINK'))}"
    )
    return "\n".join(out)


def tafelgesprek(d: Draw) -> str:
    """A round-table talk written down as questions and answers with letters for who speaks."""
    people = d.people(d.rng.randrange(2, 4))
    host = d.person()
    out = [f"Tafelgesprek {topic(d)}; {lookalike(d)}, {d.date()}"]
    out.append(f"Gespreksleider {host.full()}. Aan tafel: " + " en ".join(p.full() for p in people) + ".")
    for _ in range(d.rng.randrange(3, 7)):
        p = d.rng.choice(people)
        out.append(
            f"{d.pick('V', host.letter_only(), host.given())}: {d.pick('Wat vindt u daarvan, ' + p.given() + '?', 'En daarna?', p.given() + ', hoe ging het verder?')}"
        )
        answer = [
            dull(d),
            special_first(d),
            opinion(d),
            " ".join(facts(d, p, 1)),
            f"Dat moet u aan {d.rng.choice(people).last()} vragen.",
        ]
        out.append(f"{d.pick(p.letter_only(), p.given(), p.code())}: {d.rng.choice(answer)}")
    out.append(f"{d.pick('Verslag', 'Uitgewerkt door')}: {d.pick(host.given(), host.code(), host.lower())}")
    return wrapped(d, "\n".join(out))


def special_first(d: Draw) -> str:
    """Somebody about a child, with something that only art. 5.1.1d covers."""
    child = d.person()
    return f"Onze {d.pick('zoon', 'dochter', 'oudste')} {child.given()} {special(d)}."


def crisisteam_besluiten(d: Draw) -> str:
    """The log of a crisis team: picture, judgement, decision, with functions and names."""
    role, boss = official(d)
    people = d.people(d.rng.randrange(3, 6))
    functions = [
        "OvD-P",
        "HOvD Brandweer",
        "ACGZ",
        "Piket Bevolkingszorg",
        "Informatiemanager",
        "CaCo",
        "Plotter",
    ]
    out = [
        f"{d.pick('CoPI', 'ROT', 'GBT')} vergadering {d.rng.randrange(1, 5)} {d.time()} GRIP {d.rng.randrange(1, 4)}",
        f"Vz: {official_first(d, role, boss)}",
    ]
    out += [
        f"{f}: {d.pick(p.full(), p.last(), p.initial_full(), p.inverted())} {d.maybe(d.phone())}"
        for f, p in zip(functions, people, strict=False)
    ]
    for head in ("Beeld", "Oordeel", "Besluit"):
        p = d.rng.choice(people)
        out.append(
            f"{head.upper()}: {dull(d)} {d.pick(p.last() + ' belt met ' + d.body_mark() + '.', 'Actie ' + p.last() + '.', boss.last() + ' is akkoord.', 'Slachtoffer ' + d.person().full() + ', ' + d.birth_date() + ', ' + special(d) + '.')}"
        )
    out.append(
        f"Plaats incident {lookalike(d)}, {d.gps()}; voertuig {d.plate()}. Publieksnummer {d.office_phone()}."
    )
    return "\n".join(out)


FORMATS = {
    "hoorzitting_bezwaar": hoorzitting_bezwaar,
    "raadsinformatieavond": raadsinformatieavond,
    "teamoverleg_notulen": teamoverleg_notulen,
    "agenda_bestuur": agenda_bestuur,
    "tafelgesprek": tafelgesprek,
    "crisisteam_besluiten": crisisteam_besluiten,
}
