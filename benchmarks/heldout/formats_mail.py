"""Held-out mails and chats."""

# ruff: noqa: E501  (a line of a document is a line here)

from __future__ import annotations

from benchmarks.heldout.common import (
    blocks,
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
from models.recipe.invented.people import Person


def _line(d: Draw, speaker: Person, others: list[Person]) -> str:
    o = d.rng.choice(others)
    return d.pick(
        f"heeft {o.given_lower()} al gereageerd?",
        f"Nee nog niet. {o.given()} zou bellen",
        f"ok top {o.given_lower()}",
        f"ik sta bij de {lookalike(d)}, zie niemand",
        f"kan iemand {o.last()} bereiken? {d.phone()}",
        f"moet {o.code()} dit ook zien?",
        dull(d),
        opinion(d),
        f"{o.given()} {special(d)}, dus rustig aan",
        fact(d, o),
        fact(d, speaker),
        f"volgens {o.given_possessive()} lijstje morgen {d.time()}",
        f"fam. {o.last()} heeft weer gebeld over {topic(d)}",
        "👍",
        f"doe ik, groet {speaker.given_lower()}",
        f"{o.given()} en {d.rng.choice(others).given()} komen ook",
    )


def wijkagent_whatsapp(d: Draw) -> str:
    """The export of a neighbourhood chat of a police officer."""
    people = d.people(d.rng.randrange(3, 7))
    names = {
        id(p): d.pick(p.full(), p.given(), f"{p.given()} {p.letter_only()}", f"Wijkagent {p.last()}")
        for p in people
    }
    day = d.pick("12-03-24", "3/9/2023", "[28-11-2022", "2021-06-01")
    end = "]" if day.startswith("[") else " -"
    rows = [
        f"{day} {d.pick('08', '12', '21')}:01{end} {names[id(people[0])]} heeft de groep 'Buurtpreventie {lookalike(d)}' gemaakt"
    ]
    hour, minute = 8, 2
    for _ in range(d.rng.randrange(6, 16)):
        p = d.rng.choice(people)
        others = [o for o in people if o is not p]
        minute += d.rng.randrange(1, 9)
        hour, minute = hour + minute // 60, minute % 60
        rows.append(f"{day} {hour:02d}:{minute:02d}{end} {names[id(p)]}: {_line(d, p, others)}")
    rows.insert(
        2, f"{day} 08:03{end} {names[id(people[1])]}: {d.pick('<Media weggelaten>', d.phone(), d.gps())}"
    )
    return "\n".join(rows)


def signal_ambtenaren(d: Draw) -> str:
    """A chat of civil servants, pasted into a note: name, time, text on lines of their own."""
    people = d.people(d.rng.randrange(2, 5))
    role, boss = official(d)
    out = [d.pick("Signal-export", "Screenshots overgetypt", "Chatgesprek (bijlage 4)") + f", {d.date()}"]
    out.append(
        f"{d.pick('over', 'onderwerp:')} {topic(d)}; aanleiding: vraag van {official_first(d, role, boss)}"
    )
    for _ in range(d.rng.randrange(5, 11)):
        p = d.rng.choice(people)
        others = [o for o in people if o is not p]
        text = d.pick(
            _line(d, p, others),
            f"{boss.last()} wil het vanmiddag weten",
            f"@{d.rng.choice(others).given()} kun jij {boss.last()} bijpraten?",
        )
        out.append(f"{d.pick(p.given(), p.full(), p.code(), p.given_lower())}\n{d.time()}\n{text}")
    return "\n\n".join(out)


def outlook_english_headers(d: Draw) -> str:
    """A thread with headers of an English mail program and a Dutch body."""
    people = d.people(d.rng.randrange(3, 6))
    domain, other = d.domain(), d.company_domain()
    parts = []
    for i in range(d.rng.randrange(2, 5)):
        a, b, c = (people[(i + k) % len(people)] for k in range(3))
        head = [
            f"From: {a.address_book()} <{a.mail(domain)}>",
            f"Sent: {d.weekday().title()}, {d.date_long()} {d.time()}",
            f"To: {b.address_book()} <{b.mail(d.pick(domain, other))}>",
        ]
        if d.rng.random() < 0.6:
            head.append(f"Cc: {c.address_book()} <{c.mail(domain)}>; {d.mailbox(domain)}")
        head.append(
            f"Subject: {d.pick('RE: ', 'FW: ', 'Re: Fwd: ', '')}{topic(d)} {d.pick('', '[' + d.file_number() + ']')}"
        )
        body = [
            f"{b.salutation()},",
            f"{dull(d)} {d.maybe(f'Ik heb dit met {c.given()} besproken. ', 0.6)}{d.maybe(lookalike_sentence(d))}",
            " ".join(facts(d, d.rng.choice(people), d.rng.randrange(0, 3))),
            d.maybe(f"Kan {c.last()} dit oppakken? {c.given()} weet ervan."),
            d.pick("Groet,", "Mvg", "Vriendelijke groeten", "Hartelijke groet,")
            + f"\n{d.pick(a.full(), a.given(), a.code(), a.formal())}",
            d.maybe(
                f"{a.full()}\n{d.role_staff()} {d.department()}\n{d.body_mark()} | T {d.phone()} | {general_number(d)}",
                0.4,
            ),
        ]
        parts.append("\n".join(head) + "\n\n" + wrapped(d, blocks(d, *body)))
    return f"\n\n{d.pick('-----Original Message-----', '________________________________', '')}\n".join(parts)


def burgerbrief_lower(d: Draw) -> str:
    """A mail of a citizen who uses no capitals and hardly any points."""
    p, q, r = d.people(3)
    street = d.home_address()
    lines = [
        d.pick("hallo", "l.s.", "beste gemeente", "goeiemiddag") + d.pick("", ",", " ,"),
        f"mijn naam is {p.lower()} en ik woon op {street}",
        f"{d.pick('ik schrijf u over', 'het gaat om', 'nu al de derde keer over')} {topic(d)}",
        f"de buurman {q.last_lower()} {d.pick('doet er niks aan', 'zegt dat het mag', 'lacht me gewoon uit')} en zijn vrouw {r.given_lower()} ook niet",
        d.maybe(f"meneer {q.last_lower()} heeft een hond en rijdt in een auto met kenteken {d.plate()}"),
        d.maybe(f"ik heb met {r.given_lower()} van de klantenservice gebeld via {general_number(d)}"),
        d.maybe(f"mijn man {special(d)} dus die slaapt al slecht"),
        d.maybe(f"er staat ook een filmpje op facebook van {d.handle(q)}"),
        d.maybe(f"u kunt me bellen op {d.phone()} of mailen op {p.mail(d.general_domain())}"),
        d.maybe(f"geld mag terug op {d.iban()}"),
        f"{d.pick('groetjes', 'met vriendelijke groet', 'gr', 'hoogachtend')} {d.pick(p.lower(), p.given_lower(), p.last_lower())}",
    ]
    return wrapped(d, "\n".join(x for x in lines if x), 0.6)


def klachtformulier_mail(d: Draw) -> str:
    """What a web form sends: key, equals sign, value, and a log line below."""
    p = d.person()
    q = d.person()
    rows = [
        ("voornaam", p.given()), ("achternaam", p.last_small()), ("geslacht", p.sex), ("straat_nr", d.home_address()),
        ("tel", d.phone()), ("email", p.mail(d.general_domain())), ("geboren", d.birth_date()), ("bsn", d.bsn()),
        ("onderwerp", topic(d)), ("medewerker", d.pick(q.full(), q.given(), q.last(), "onbekend")), ("iban", d.iban()),
        ("kenteken", d.plate()), ("locatie", d.gps()), ("zaak", d.personal_case_number()), ("afdeling", d.department()),
    ]  # fmt: skip
    kept = [r for r in rows if d.rng.random() < 0.75]
    sign = d.pick("=", ": ", " => ", ";", " | ")
    story = f"{dull(d)} {q.honorific().capitalize()} {q.last()} {d.pick('was onbeleefd', 'belde niet terug', 'verwees mij door')}. {lookalike_sentence(d)}"
    tail = d.pick(
        f"verzonden {d.date()} {d.time()} ip {d.ip()}",
        f"-- formuliergenerator v2, {d.ip()}, sessie {d.digits(8)}",
        f"doorgezet naar {d.mailbox()}; behandelaar {d.username(q)}",
    )
    return "\n".join(f"{k}{sign}{v}" for k, v in kept) + f"\nomschrijving{sign}{wrapped(d, story)}\n{tail}"


def interne_mail_kort(d: Draw) -> str:
    """Short internal mails under each other, the newest at the bottom, signed with codes."""
    people = d.people(d.rng.randrange(3, 6))
    out = []
    for i in range(d.rng.randrange(3, 7)):
        a, b = people[i % len(people)], people[(i + 1) % len(people)]
        c = d.rng.choice(people)
        text = d.pick(
            f"{b.given()}, kun je even bij {c.last()} langs? {dull(d)}",
            f"Zie onder. {c.given()} en ik denken van niet. {opinion(d)}",
            f"{c.code()} heeft het stuk, {b.code()} leest mee.",
            f"Volgens {c.formal()} klopt het niet: {dull(d)}",
            f"Ik vraag het na bij {c.given()} {c.last_small()}.",
            " ".join(facts(d, c, 2)),
            f"{c.upper_last()} IS AKKOORD! {dull(d)}",
        )
        date = d.pick(
            f"Op {d.date()} schreef {a.full()} <{a.mail(d.domain())}>:",
            f"{a.full()} @ {d.time()}:",
            f"[{a.code()} {d.date()}]",
        )
        out.append(
            f"{date}\n{d.maybe('> ', 0.4)}{text}\n{d.pick('gr ', 'Gr. ', '', 'Groetjes, ', 'mvg ')}{d.pick(a.given(), a.code(), a.given_lower())}"
        )
    return "\n\n".join(out)


FORMATS = {
    "wijkagent_whatsapp": wijkagent_whatsapp,
    "signal_ambtenaren": signal_ambtenaren,
    "outlook_english_headers": outlook_english_headers,
    "burgerbrief_lower": burgerbrief_lower,
    "klachtformulier_mail": klachtformulier_mail,
    "interne_mail_kort": interne_mail_kort,
}
