"""Held-out tables, lists and records."""

# ruff: noqa: E501  (a line of a document is a line here)

from __future__ import annotations

from benchmarks.heldout.common import (
    dull,
    fact,
    facts,
    general_number,
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
from models.recipe.invented.marks import mark


def wob_inventaris(d: Draw) -> str:
    """An inventory of documents with senders and receivers."""
    people = d.people(d.rng.randrange(4, 8))
    sign = d.pick("\t", " | ", ";", "   ")
    out = [sign.join(("Nr", "Datum", "Soort", "Van", "Aan", "Onderwerp", "Oordeel"))]
    for i in range(d.rng.randrange(6, 14)):
        a, b = d.rng.sample(people, 2)
        way = d.rng.randrange(4)
        forms = [(x.inverted(), x.full(), x.last(), x.initial_full())[way] for x in (a, b)]
        who = d.pick(forms[1], d.body_mark(), f"{forms[1]} / {lookalike(d)}")
        what = d.pick(
            topic(d),
            f"gesprek met {d.rng.choice(people).last()}",
            f"nota {d.file_number()}",
            f"{a.last_possessive()} memo",
        )
        out.append(
            sign.join(
                (
                    str(i + 1),
                    d.date(),
                    d.pick("e-mail", "memo", "app", "brief"),
                    forms[0],
                    who,
                    what,
                    d.pick("deels", "openbaar", "5.1.2e", "niet"),
                )
            )
        )
    out.append(
        f"{d.maybe('Samengesteld door ' + people[0].full() + ' (' + d.username(people[0]) + ')')} {d.maybe(dull(d))}"
    )
    return "\n".join(out)


def presentielijst_cursus(d: Draw) -> str:
    """Who was at a course: number, name, organisation, signature."""
    people = d.people(d.rng.randrange(6, 14))
    teacher = d.person()
    way = d.rng.randrange(5)
    out = [
        f"PRESENTIELIJST {d.pick('BHV', 'AVG voor beginners', 'Omgevingswet', 'Agressietraining')} {d.date()}",
        f"Docent: {teacher.full()} {d.maybe('(' + d.company_mark() + ')')}",
    ]
    for i, p in enumerate(people, 1):
        name = (p.inverted(), p.full(), p.upper(), p.inverted_first(), f"{p.last_small()} {p.letter_only()}")[
            way
        ]
        out.append(
            f"{i}{d.pick('.', '', ')')} {name}  {d.pick(d.department(), d.department_code(), d.body_mark(), '')}  {d.pick(p.code(), 'x', 'afw.', '✓', p.mail(d.domain()))}"
        )
    out.append(
        d.maybe(f"{people[0].given()} kwam later; {people[1].given()} {special(d)} en mocht eerder weg.")
    )
    out.append(d.maybe(f"Lokaal: {lookalike(d)}. Vragen: {general_number(d)}."))
    return "\n".join(x for x in out if x)


def verhuislijst(d: Draw) -> str:
    """Rooms and who gets them."""
    people = d.people(d.rng.randrange(5, 11))
    out = [
        f"Verhuislijst {lookalike(d)} per {d.date()}",
        d.pick("kamer;wie;dozen;opm", "Kamer - naam - aantal dozen"),
    ]
    for p in people:
        who = d.pick(
            p.full(),
            p.given(),
            p.code(),
            p.last_small(),
            p.given_lower(),
            f"{p.given()} + {d.rng.choice(people).given()}",
        )
        out.append(
            f"{d.pick('B', 'K', '')}{d.rng.randrange(1, 4)}.{d.rng.randrange(10, 40)}{d.pick(';', ' - ', '  ')}{who}{d.pick(';', ' - ', '  ')}{d.rng.randrange(1, 12)}{d.maybe(d.pick('; bureau verstelbaar, ' + special(d), '; 06: ' + d.phone(), '; account ' + d.username(p), '; sleutel bij ' + d.rng.choice(people).given()), 0.45)}"
        )
    out.append(
        f"{d.pick('Verhuizer', 'Contact')}: {d.company_mark()}, {general_number(d)}; coördinatie {people[0].full()} {d.phone()}"
    )
    return "\n".join(out)


def marktmeester_lijst(d: Draw) -> str:
    """The list of a market superintendent: stands, goods, plates, money."""
    people = d.people(d.rng.randrange(5, 11))
    boss = d.person()
    out = [f"Weekmarkt {d.place_mark()} {d.weekday()} {d.date()}; marktmeester {boss.last()}"]
    for i, p in enumerate(people, 1):
        row = [
            f"{i:>2}",
            d.pick(p.last(), p.full(), p.formal(), p.bare(), f"{lookalike(d)} ({p.last()})"),
            d.pick("vis", "kaas", "stoffen", "oliebollen", "groente", "bakker"),
        ]
        row += [
            d.pick(d.plate(), d.phone(), d.iban(), d.personal_case_number(), "-"),
            f"{d.rng.randrange(4, 16)} m",
            d.pick("betaald", "rek.", "0,00"),
        ]
        out.append(d.pick("  ", " ; ", " | ").join(row))
    out.append(
        f"{d.pick('Opm.', 'NB')}: {people[0].given()} {d.pick('stond dubbel', 'ruilt met ' + people[1].last(), special(d))}. {dull(d)} {' '.join(facts(d, people[2], 1))}"
    )
    out.append(d.maybe(f"w.g. {boss.initial_full()}"))
    return "\n".join(out)


def tender_vragen(d: Draw) -> str:
    """A note with questions and answers of a tender."""
    a, b, c = d.people(3)
    out = [
        f"Nota van inlichtingen {d.file_number()} - {topic(d)}",
        f"Contactpersoon inkoop: {d.pick(a.full(), a.formal())}, {a.mail(d.domain())}, {d.phone()}",
    ]
    for i in range(1, d.rng.randrange(4, 8)):
        question = d.pick(
            f"Mag projectleider {b.last()} worden vervangen door {c.full()}?",
            f"Is {lookalike(d)} uitgesloten als onderaannemer?",
            f"Kunt u toelichten wat {a.last()} op de schouw zei?",
            f"Geldt het cv van {c.given()} ({d.link(c)}) als referentie?",
            dull(d),
            f"Is {c.formal()}, BIG {d.big_number()}, aanvaardbaar als bedrijfsarts?",
        )
        answer = d.pick(
            "Nee.",
            "Ja, mits gelijkwaardig.",
            f"Zie {d.file_number()}.",
            f"Dat is met {b.last()} besproken. {dull(d)}",
            f"{a.given()} neemt contact op.",
            lookalike_sentence(d),
        )
        out.append(f"{d.pick('Vraag', 'V', '#')} {i} {question}\n{d.pick('Antwoord', 'A', '>>')} {answer}")
    out.append(
        d.maybe(f"Intern, niet publiceren: {opinion(d)} ({b.code()})")
        + d.maybe(" " + fact(d, b, "IP_ADDRESS", "USERNAME", "HANDLE", "IBAN"))
    )
    return wrapped(d, "\n".join(out), 0.25)


def brp_uittreksel(d: Draw) -> str:
    """A print of a record, with codes before the fields."""
    p, partner, child = d.people(3)
    rows = [
        ("01.10", "A-nummer", mark("BSN", d.digits(10), "either")), ("01.20", "BSN", d.bsn()), ("02.10", "Voornamen", p.given()),
        ("02.40", "Geslachtsnaam", p.last_small()), ("03.10", "Geboren", d.birth_date()), ("03.20", "te", d.place_mark()),
        ("05.02", "Partner", partner.inverted_first()), ("08.11", "Adres", d.home_address()), ("09.02", "Kind", child.full()),
        ("10.39", "Verblijf / V-nr", d.v_number()), ("12.35", "Document", d.passport()), ("11.32", "Gezag", partner.given()),
        ("13.10", "Gemeente", d.muni_mark()), ("14.40", "Afnemer", d.body_mark()), ("15.01", "Tel.", d.phone()),
        ("16.02", "Dossier", d.personal_case_number()), ("17.1", "Indicatie", special(d)), ("18.10", "Mail", p.mail(d.general_domain())),
    ]  # fmt: skip
    kept = [r for r in rows if d.rng.random() < 0.7]
    sign = d.pick("  ", ": ", "\t", " .. ")
    log = f"Geraadpleegd door {d.username(d.person())} op {d.date()} {d.time()} {d.maybe('werkstation ' + d.ip())}"
    return (
        f"{d.pick('UITTREKSEL', 'Raadpleging persoon', 'Persoonslijst')} {d.file_number()}\n"
        + "\n".join(f"{d.maybe(k + ' ', 0.9)}{n}{sign}{v}" for k, n, v in kept)
        + f"\n{log}"
    )


def rooster_vrijwilligers(d: Draw) -> str:
    """A duty roster with first names and a list of numbers below it."""
    people = d.people(d.rng.randrange(4, 8))
    out = [
        f"{d.pick('Rooster', 'Dienstlijst', 'Wie staat wanneer')} {d.pick('voedselbank', 'stembureau', 'kinderboerderij', 'repaircafé')} {lookalike(d)} {d.month()}"
    ]
    for day in ("ma", "di", "wo", "do", "vr", "za")[: d.rng.randrange(3, 7)]:
        a, b = d.rng.sample(people, 2)
        out.append(
            f"{day} {d.pick('ochtend', 'middag', d.time())} {d.pick(' & ', ' / ', ' en ', '+', ', ').join((d.pick(a.given(), a.given_lower(), a.code()), d.pick(b.given(), b.last(), b.given_lower())))}"
        )
    out.append(d.pick("Ruilen? Onderling regelen!", "Kun je niet, bel zelf:", dull(d)))
    out += [
        f"{d.pick(p.full(), p.inverted_first(), p.given() + ' ' + p.letter_only())} {d.phone()}{d.maybe(' ' + d.home_street())}{d.maybe(' ' + p.mail(d.general_domain()), 0.3)}"
        for p in people
    ]
    out.append(
        d.maybe(
            f"{people[0].given()} {special(d)}: niet alleen laten staan. {fact(d, people[0], 'GPS', 'HANDLE', 'LINK', 'NUMBER_PLATE')}"
        )
    )
    return "\n".join(x for x in out if x)


def stembureau_proces(d: Draw) -> str:
    """The report of a polling station: members, complaints, officials."""
    people = d.people(d.rng.randrange(4, 7))
    role, boss = official(d)
    voter = d.person()
    out = [
        f"PROCES-VERBAAL STEMBUREAU {d.rng.randrange(1, 99)} {lookalike(d)}",
        f"Gemeente {d.muni_mark()}, {d.date()}",
        "Leden: " + d.pick(", ", "\n", "; ").join(d.pick(p.formal(), p.inverted(), p.full()) for p in people),
        f"Bezoek van {official_first(d, role, boss)} om {d.time()}; {boss.last()} bleef kort.",
        f"Bezwaar van kiezer {voter.full()}, geb. {d.birth_date()}, ID {d.passport()}: {dull(d)}",
        f"{people[0].last()} en {people[1].last()} hebben geteld; {people[2].given()} telde na.",
        d.maybe(f"Kiezer {voter.last()} {special(d)} en vroeg om hulp in het hokje."),
        d.maybe(" ".join(facts(d, voter, 1))),
        f"Ondertekend: {d.pick(' / ', ', ').join(p.initial_full() for p in people[:3])}",
    ]
    return "\n".join(x for x in out if x)


FORMATS = {
    "wob_inventaris": wob_inventaris,
    "presentielijst_cursus": presentielijst_cursus,
    "verhuislijst": verhuislijst,
    "marktmeester_lijst": marktmeester_lijst,
    "tender_vragen": tender_vragen,
    "brp_uittreksel": brp_uittreksel,
    "rooster_vrijwilligers": rooster_vrijwilligers,
    "stembureau_proces": stembureau_proces,
}
