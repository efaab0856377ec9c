"""Chats, logs and lists around mail: meetings, WhatsApp, Teams, channels, SMS, task tools, versions, calendars."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.recipe.invented.chat_sentences import CHAT, LOG
from models.recipe.invented.mail_parts import (
    CODES,
    Cast,
    Say,
    body,
    cast,
    fill,
    person_mark,
    recased,
    street,
    wrap,
)
from models.recipe.invented.mail_sentences import BY_SUBJECT
from models.recipe.invented.people import Person

if TYPE_CHECKING:
    from models.recipe.invented.draw import Draw


class _Clock:
    """Moments that follow each other."""

    def __init__(self, d: Draw) -> None:
        self.d = d
        self.minutes = d.rng.randrange(7 * 60, 20 * 60)
        self.day = d.rng.randint(1, 26)
        self.month = d.rng.randint(1, 12)
        self.year = d.rng.randint(2014, 2026)

    def step(self, most: int = 9) -> None:
        self.minutes += self.d.rng.randint(0, most)
        if self.minutes >= 22 * 60:
            self.minutes, self.day = self.d.rng.randrange(7 * 60, 12 * 60), self.day + 1

    def time(self, seconds: bool = False) -> str:
        text = f"{self.minutes // 60:02d}:{self.minutes % 60:02d}"
        return f"{text}:{self.d.rng.randrange(60):02d}" if seconds else text

    def date(self, sign: str = "-") -> str:
        return f"{self.day:02d}{sign}{self.month:02d}{sign}{self.year}"

    def iso(self) -> str:
        return f"{self.year}-{self.month:02d}-{self.day:02d}"


def _said(c: Cast, low_case: float = 0.25) -> str:
    """A message of one or two sentences, often without capitals."""
    d = c.d
    text = fill(c, d.rng.choice(CHAT))
    if d.rng.random() < 0.25:
        text += d.pick(", ", ". ", "\n") + fill(c, d.rng.choice(CHAT))
    if d.rng.random() < 0.25:
        text = fill(c, d.rng.choice(BY_SUBJECT[d.rng.choice([*c.subjects, "general", "neutral"])]))
    return recased(text, str.lower) if d.rng.random() < low_case else text


def _office_line(c: Cast) -> list[str]:
    if c.holder is None:
        return []
    return [
        fill(
            c,
            c.d.rng.choice(
                [
                    "{title} {last:z} vraagt om een update",
                    "is {title} {last:z} al binnen?",
                    "{title} {full:z} sluit aan",
                ]
            ),
        )
    ]


def _messages(c: Cast, low: int, high: int) -> list[tuple[Person, str]]:
    """Who says what, with the office holder named by the title before anything else."""
    texts = _office_line(c) + [_said(c) for _ in range(c.d.rng.randint(low, high))]
    people = [c.one()]
    for _ in texts[1:]:
        people.append(people[-1] if c.d.rng.random() < 0.2 else c.one())
    return list(zip(people, texts, strict=True))


def _shown(c: Cast, *ways: Say) -> dict[int, str]:
    """How each person of the cast is shown in this chat: all in one writing, or each in their own."""
    d = c.d
    same = d.rng.choice(ways) if d.rng.random() < 0.7 else None
    return {id(p): (same or d.rng.choice(ways))(p) for p in c.people}


def _guest(p: Person) -> str:
    return f"{p.full()} ({p.rng.choice(['Gast', 'Guest', 'extern', 'Niet-geverifieerd'])})"


def _meeting_chat(d: Draw) -> str:
    c = cast(d, 2, 8)
    who = _shown(
        c, Person.full, Person.full, Person.inverted, Person.inverted_first, Person.given, Person.code, _guest
    )
    clock, way = _Clock(d), d.rng.randrange(6)
    rows = [
        d.pick(
            "",
            "",
            "Chat van de vergadering",
            f"Meeting chat {clock.iso()}",
            "Vergaderchat (export)",
            "Chatverslag",
        )
    ]
    for p, text in _messages(c, 4, 14):
        clock.step()
        name, t = who[id(p)], clock.time()
        rows.append(
            [
                f"[{t}] {name}: {text}", f"{t} {name}: {text}", f"{name} {t}\n{text}", f"{t} - {name}\n    {text}",
                f"{clock.time(seconds=True)}\tFrom {name} to Everyone:\n\t{text}", f"({t}) {name} > {text}",
            ][way]
        )  # fmt: skip
        if d.rng.random() < 0.12:
            event = d.pick(
                "heeft de vergadering verlaten",
                "is toegetreden tot de vergadering",
                "stak de hand op",
                "👍 1",
                "deelt scherm",
            )
            rows.append(
                d.pick(
                    f"{c.one().full()} {event}",
                    f"[{t}] {who[id(c.one())]} {event}",
                    f"({event}: {c.one().given()})",
                )
            )
    return "\n".join(r for r in rows if r)


def _decorated(c: Cast, text: str, who: dict[int, str]) -> str:
    """A message as the export of an app shows it: pictures left out, edits and replies told."""
    d = c.d
    if d.rng.random() < 0.1:
        return d.pick(
            "<Media weggelaten>",
            "afbeelding weggelaten",
            "IMG-20240312-WA0004.jpg (bestand bijgevoegd)",
            "Dit bericht is verwijderd",
            "😂",
        )
    if d.rng.random() < 0.1:
        return text + d.pick(
            " <Dit bericht is bewerkt>", f" (reactie op {who[id(c.one())]})", f" @{c.one().given()}"
        )
    return text


def _whatsapp(d: Draw) -> str:
    c = cast(d, 2, 6)
    who = _shown(
        c, Person.given, Person.given, Person.full, Person.initial_full, Person.given_lower, lambda _: d.phone(),
        lambda p: f"{p.given()} {d.rng.choice([*CODES, 'werk', 'nw', 'buurman', 'gem.', 'school', 'oppas'])}", lambda p: f"~ {p.given()}",
        lambda p: person_mark(p, f"{p.first} {p.surname[:1]}."), Person.last,
    )  # fmt: skip
    clock, way = _Clock(d), d.rng.randrange(5)
    rows = []
    if d.rng.random() < 0.35:
        rows.append(d.pick("Berichten en oproepen zijn end-to-end versleuteld.", f"{c.one().given()} heeft de groep 'Buurt {street(d)}' aangemaakt",
                           f"WhatsApp-gesprek met {c.one().full()}", f"App-groep {d.topic()}", f"Chat tussen {c.one().full()} en {c.one().given()}"))  # fmt: skip
    for p, said in _messages(c, 4, 16):
        clock.step(45)
        name, t = who[id(p)], clock.time()
        text = _decorated(c, said, who)
        rows.append(
            [
                f"{clock.date()} {t} - {name}: {text}", f"[{clock.date('-')} {clock.time(seconds=True)}] {name}: {text}",
                f"{clock.date('/')}, {t} - {name}: {text}", f"[{t}, {clock.date('-')}] {name}: {text}", f"{name}: {text}",
            ][way]
        )  # fmt: skip
        if d.rng.random() < 0.05:
            rows.append(f"{clock.date()} {t} - {c.one().given()} heeft {d.person().given()} toegevoegd")
    return "\n".join(rows)


def _teams(d: Draw) -> str:
    c = cast(d, 2, 6)
    who = _shown(c, Person.full, Person.inverted, Person.inverted_first, lambda p: p.address_book())
    clock = _Clock(d)
    rows = [
        d.pick(
            "",
            f"Chat met {c.one().full()}",
            f"{c.one().given()}, {c.one().given()} en {c.one().given()}",
            f"Team: {d.department()} > Algemeen",
        )
    ]
    gap = d.pick("\n", "\n\n")
    for p, text in _messages(c, 3, 12):
        clock.step(30)
        t = d.pick(clock.time(), f"Gisteren {clock.time()}", f"{clock.date()} {clock.time()}")
        name = who[id(p)]
        head = d.pick(f"{name}  {t}", f"{name}, {t}", f"[{t}] {name}", f"{name}\n{t}", f"{t} {name}:")
        start = d.pick("", "", "", f"@{c.one().given()} ", f"{c.one().full()} ", f"@{c.one().full()}, ")
        rows.append(f"{head}\n{start}{text}")
        if d.rng.random() < 0.15:
            quote = fill(c, d.rng.choice(CHAT))
            rows.append(
                d.pick(
                    f"Beantwoord aan {c.one().full()}\n> {quote}",
                    f"❤️ 2 {c.one().given()} en {c.one().given()}",
                    "(bewerkt)",
                )
            )
        if d.rng.random() < 0.08:
            rows.append(f"{c.one().full()} heeft {d.person().full()} aan de chat toegevoegd.")
    return gap.join(r for r in rows if r)


def _slack(d: Draw) -> str:
    c = cast(d, 2, 6)
    who = _shown(
        c,
        d.username,
        d.username,
        lambda p: f"{p.full()} ({d.username(p)})",
        Person.given_lower,
        lambda p: f"@{d.username(p)}",
        d.handle,
    )
    clock, way = _Clock(d), d.rng.randrange(4)
    rows = [
        f"#{d.pick('algemeen', 'woo-team', 'beheer', 'project-centrum', 'random', 'storing')}",
        d.pick("", f"aangemaakt door {c.one().full()}"),
    ]
    for p, text in _messages(c, 4, 12):
        clock.step(60)
        name, t = who[id(p)], clock.time()
        other = d.pick("", "", f"@{d.username(c.one())} ", f"cc {c.one().given()}: ")
        rows.append(
            [
                f"{name} {t}\n{other}{text}",
                f"<{name}> {other}{text}",
                f"[{clock.iso()} {t}] {name}: {other}{text}",
                f"{name}  [{t}]\n  {other}{text}",
            ][way]
        )
        if d.rng.random() < 0.15:
            rows.append(
                d.pick(
                    ":+1: 2",
                    f"{who[id(c.one())]} joined the channel.",
                    f":eyes: {c.one().given()}, {c.one().given()}",
                    "(edited)",
                )
            )
    return "\n".join(r for r in rows if r)


def _sms(d: Draw) -> str:
    c = cast(d, 2, 4)
    rows = []
    for _ in range(d.rng.randint(2, 7)):
        p, other, clock = c.one(), c.one(), _Clock(d)
        when = f"{clock.date()} {clock.time()}"
        text = _said(c, 0.5)
        rows.append(
            d.pick(
                f"SMS van {p.any()} ({d.phone()}), {when}: {text}", f"{when} | {d.phone()} | {p.full()} | {text}",
                f"Sms aan {p.given()}: '{text}'", f"Van: {d.phone()}\nAan: {p.full()}\n{text}", f"App van {p.hon_short()} {p.last()}: {text}",
                f"{p.code()} -> {other.code()}: {text}", f"Ingesproken voicemail {p.full()} {when}: \"{text}\"", f"Inkomend {p.lower()}: {text}",
                f"{p.given()}: {text}\n{other.given()}: {_said(c, 0.5)}", f"Gemiste oproep {p.full()} ({when})",
            )
        )  # fmt: skip
    return d.pick("\n", "\n\n", "\n---\n").join(rows)


def _phone_note(d: Draw) -> str:
    c = cast(d, 2, 5)
    caller, taker = c.two()
    fields = [
        f"Gebeld door: {caller.any()}", f"Telefoonnummer: {d.phone()}", f"Voor: {c.one().any()}", f"Datum/tijd: {d.date()} {d.time()}",
        f"Aangenomen door: {d.pick(taker.given(), taker.code(), taker.inverted(), d.username(taker))}", f"Betreft: {d.topic()}",
        f"Adres: {d.home_address()}", f"Namens: {d.company_mark()}", f"Terugbellen: ja, voor {d.weekday()}", f"E-mail: {caller.mail(d.general_domain())}",
        f"BSN: {d.bsn()}", f"Zaak: {d.personal_case_number()}",
    ]  # fmt: skip
    kept = [fields[0], *(f for f in fields[1:] if d.rng.random() < 0.55)]
    d.rng.shuffle(kept)
    lines = body(c, 1, 4, d.pick("citizen", "complaint", "permit", "safety"))
    title = d.pick(
        "TELEFOONNOTITIE",
        "Terugbelbriefje",
        "Notitie telefoongesprek",
        "Belnotitie",
        "KCC - contactmoment",
        "Memo",
        "",
    )
    start = d.pick(
        f"{caller.honorific().capitalize()} {caller.last()} belt.", f"Mw/dhr {caller.last()} aan de lijn over {d.topic()}.",
        f"Telefoongesprek met {caller.full()} van {c.org}.", f"tel. {caller.formal()}", f"Gesproken met ene {caller.full()}.",
        f"Beller ({caller.lower()}) was boos.", "",
    )  # fmt: skip
    parts = [
        title,
        "\n".join(kept),
        start,
        d.pick("\n", " ").join(lines),
        d.pick("", taker.code(), f"Genoteerd: {taker.given()}"),
    ]
    return "\n".join(p for p in parts if p)


def _task_comments(d: Draw) -> str:
    c = cast(d, 3, 6)
    who = _shown(
        c,
        Person.full,
        Person.inverted,
        d.username,
        Person.inverted_first,
        lambda p: f"{p.full()} [{d.username(p)}]",
        Person.code,
    )
    clock, way = _Clock(d), d.rng.randrange(5)
    number = f"{d.pick('WOO', 'BEH', 'PRJ', 'ICT', 'KLANT', 'ZGW')}-{d.rng.randint(10, 9999)}"
    fields = [
        f"{number} {d.topic()}", f"Status: {d.pick('Nieuw', 'In behandeling', 'Gereed', 'Wacht op derden')}", f"Toegewezen aan: {who[id(c.one())]}",
        f"Assignee: {c.one().full()}", f"Reporter: {c.one().full()}", f"Melder: {c.one().inverted()}", f"Prioriteit: {d.pick('Hoog', 'P3', 'Laag')}",
        f"Watchers: {c.one().given()}, {c.one().given()}", f"Labels: {d.rng.choice(CODES)}", f"Aangemaakt: {clock.iso()} {clock.time()}",
    ]  # fmt: skip
    rows = [fields[0], *d.rng.sample(fields[1:], d.rng.randint(1, 6)), ""]
    for p, text in _log_lines(c, 3, 9):
        clock.step(400)
        name = who[id(p)]
        when = f"{clock.date()} {clock.time()}"
        rows.append(
            [
                f"{name} heeft een reactie toegevoegd - {when}\n{text}", f"{name} added a comment - {clock.iso()}\n{text}", f"[{when}] {name}: {text}",
                f"{when} {name}\n{text}\n", f"Comment by {name} [ {when} ]\n{text}",
            ][way]
        )  # fmt: skip
    return "\n".join(rows)


def _log_lines(c: Cast, low: int, high: int) -> list[tuple[Person, str]]:
    texts = _office_line(c) + [fill(c, c.d.rng.choice(LOG)) for _ in range(c.d.rng.randint(low, high))]
    return [(c.one(), t if c.d.rng.random() < 0.9 else wrap(t, 40)) for t in texts]


def _topdesk(d: Draw) -> str:
    c = cast(d, 2, 5)
    clock = _Clock(d)
    caller = c.one()
    number = f"{d.pick('I', 'M', 'W', 'C')} {clock.year % 100}{clock.month:02d} {d.rng.randint(100, 9999)}"
    rows = [
        d.pick(f"Meldingnummer: {number}", f"Incident {number}", f"{number} - {d.topic()}"),
        d.pick(f"Aanmelder: {caller.inverted()}", f"Naam: {caller.full()}", f"Aanmelder {caller.inverted_first()} ({d.rng.choice(CODES)})"),
        f"Behandelaar: {d.pick(c.one().inverted(), c.one().full(), d.username(c.one()), 'Servicedesk')}",
        f"Behandelaarsgroep: {d.pick('Functioneel beheer', 'Werkplek', 'Facilitair', 'Netwerk')}", f"Telefoon: {d.phone()}",
        f"Vestiging: {d.office_address()}", f"E-mail: {c.mail(caller)}", f"Object: LT{d.rng.randint(1000, 99999)}", f"Login: {d.username(caller)}",
    ]  # fmt: skip
    kept = rows[:2] + [r for r in rows[2:] if d.rng.random() < 0.6]
    kept.append(d.pick("Verzoek:", "Actie", "Logboek", ""))
    order = d.rng.random() < 0.5
    for p, text in _log_lines(c, 3, 8):
        clock.step(300)
        when, name = f"{clock.date()} {clock.time()}", d.pick(p.inverted(), p.full(), d.username(p))
        kept.append(f"{when} {name}:\n{text}" if order else f"{name} ({when}) {text}")
    return "\n".join(k for k in kept if k)


FORMATS: dict[str, Callable[[Draw], str]] = {
    "chat_meeting": _meeting_chat,
    "chat_whatsapp": _whatsapp,
    "chat_teams": _teams,
    "chat_slack": _slack,
    "chat_sms": _sms,
    "phone_note": _phone_note,
    "task_comments": _task_comments,
    "topdesk_log": _topdesk,
}
