"""Logs and lists: case systems, versions, calendars, remarks in a text, rota, polls, channels, file properties."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.recipe.invented.chat_sentences import CHAT, LOG
from models.recipe.invented.mail_lines import addressees
from models.recipe.invented.mail_parts import CODES, Cast, Say, body, cast, fill, paragraphs, street, wrap
from models.recipe.invented.mail_sentences import BY_SUBJECT
from models.recipe.invented.people import Person

if TYPE_CHECKING:
    from models.recipe.invented.draw import Draw


def _shown(c: Cast, p: Person) -> str:
    if c.d.rng.random() < 0.15:
        return c.d.username(p)
    ways = (
        Person.full,
        Person.inverted,
        Person.inverted_first,
        Person.code,
        Person.given,
        Person.initial_full,
    )
    way: Say = c.d.rng.choice(ways)
    return way(p)


def _case_log(d: Draw) -> str:
    c = cast(d, 3, 6)
    client = c.one()
    title = d.pick(
        "Zaakhistorie",
        "Tijdlijn zaak",
        "Audittrail",
        "Logboek",
        "Contacthistorie",
        "Documenthistorie",
        "Zaakgegevens",
    )
    fields = [
        f"Zaaktype: {d.topic()}", f"Zaaknummer: {d.personal_case_number()}", f"Initiator: {client.formal()}", f"Behandelaar: {_shown(c, c.one())}",
        f"Betrokkene: {client.inverted()}", f"Coördinator: {c.one().any()}", f"Belanghebbende: {d.company_mark()}", f"Resultaat: {d.pick('verleend', '-')}",
        f"Adres: {d.home_address()}", f"Geboortedatum: {d.birth_date()}", f"Locatie: {street(d)}", f"Gemachtigde: mr. {d.person().formal()}",
    ]  # fmt: skip
    sign = d.pick(" | ", "\t", " - ", "; ", "\n   ", " ")
    order = d.rng.sample(range(3), 3)
    rows = [title, *d.rng.sample(fields, d.rng.randint(2, 7)), ""]
    verbs = (
        "Document toegevoegd", "Status gewijzigd", "Taak toegewezen", "Zaak geopend", "Termijn verlengd", "Notitie", "E-mail verzonden",
        "Gelezen", "Fase afgerond", "Rol toegevoegd", "Contactmoment", "Document ondertekend",
    )  # fmt: skip
    if c.holder is not None:
        rows.append(fill(c, "Ondertekend door {title} {full:z}"))
    for _ in range(d.rng.randint(3, 10)):
        cells = [
            f"{d.date()} {d.time()}",
            _shown(c, c.one()),
            f"{d.rng.choice(verbs)}: {fill(c, d.rng.choice(LOG))}",
        ]
        rows.append(sign.join(cells[i] for i in order))
    return "\n".join(rows)


def _versions(d: Draw) -> str:
    c = cast(d, 2, 6)
    title = d.pick(
        "Versiebeheer",
        "Versiegeschiedenis",
        "Documentgeschiedenis",
        "Version history",
        "Revisies",
        "Wijzigingshistorie",
    )
    names = {"versie": ("Versie", "Versienr.", "V."), "datum": ("Datum", "Date"), "auteur": ("Auteur", "Auteur(s)", "Door", "Author"), "wat": ("Wijziging", "Omschrijving", "Toelichting")}  # fmt: skip
    order = d.rng.sample(sorted(names), d.rng.randint(3, 4))
    if "auteur" not in order:
        order.append("auteur")
    sign = d.pick(" | ", "\t", "  ", ";", "\n")
    rows = [title, sign.join(d.rng.choice(names[k]) for k in order)]
    for i in range(d.rng.randint(2, 8)):
        p, other = c.two()
        cells = {
            "versie": d.pick(f"0.{i + 1}", f"{i + 1}.0", f"v{i}"),
            "datum": d.date(),
            "auteur": d.pick(_shown(c, p), _shown(c, p), f"{p.given()} en {other.given()}", f"{p.code()}/{other.code()}", f"{p.last()}, {other.last()}"),
            "wat": d.pick("Eerste concept", f"Opmerkingen {other.given()} verwerkt", f"Reactie {d.org_mark()} verwerkt", "Definitief", "Tekstuele wijzigingen",
                          f"Akkoord {other.any()}", f"Na overleg met {p.given()} en {other.given()}", f"Hoofdstuk 3 ({other.code()})", f"Review {other.initial_full()}"),
        }  # fmt: skip
        rows.append(sign.join(cells[k] for k in order))
    after = [
        f"{d.pick('Opdrachtgever', 'Eigenaar', 'Proceseigenaar')}: {c.one().any()}", f"Opgesteld door: {c.one().full()}", f"Status: {d.pick('concept', 'vastgesteld')}",
        f"Goedgekeurd door: {c.one().formal()}, {d.role_staff()}", f"Verzendlijst: {', '.join(_shown(c, p) for p in c.people)}", f"Bestand: {d.topic()} v0.{len(rows)}.docx",
        f"Laatst opgeslagen door {c.one().full()}",
    ]  # fmt: skip
    return "\n".join([*rows, *d.rng.sample(after, d.rng.randint(0, 4))])


def _calendar_list(d: Draw) -> str:
    c = cast(d, 3, 8)
    owner = c.one()
    start = d.pick(
        f"Agenda van {owner.full()}", f"Agenda {owner.given()} week {d.rng.randint(1, 52)}", f"{owner.inverted()} - Agenda", "Weekoverzicht", "",
        f"Calendar: {owner.full()} ({c.mail(owner)})", f"Openbare agenda {d.rng.choice(CODES)}",
    )  # fmt: skip
    rows = [start] if start else []
    if c.holder is not None:
        rows.append(fill(c, "Agenda {title} {full:z}"))
    for _ in range(d.rng.randint(4, 12)):
        p, other = c.two()
        what = d.pick(
            f"Overleg {p.given()}/{other.given()}", f"BILA {p.given()}", f"{p.code()} x {other.code()}", f"kennismaking {p.full()} ({d.org_mark()})",
            f"lunch met {p.given()} en {other.given()}", f"Gesprek {p.hon_short()} {p.last()}", f"{d.topic()} met {p.initial_full()}", "Focustijd",
            f"Verjaardag {p.given()}", f"Tandarts {d.pick('kind', p.given())}", f"Sollicitatiegesprek {p.full()}", f"Werkbezoek {d.place_mark()}",
            f"{p.given()} vrij", f"Bel {p.last()} terug {d.phone()}", f"voortgangsgesprek {p.given()} - {other.given()}", f"MT ({p.given()} voorzitter)",
            f"heisessie, gastspreker {p.full()}", f"functioneringsgesprek {p.lower()}", f"1:1 {p.given_lower()}",
        )  # fmt: skip
        where = d.pick(
            "", "", f" ({street(d)})", " Teams", f" kamer {d.rng.randint(1, 9)}.12", f" @ {d.company_mark()}"
        )
        when = d.pick(
            f"{d.time()} - {d.time()}", f"{d.weekday()} {d.time()}", f"{d.date()} {d.time()}", f"{d.time()}"
        )
        with_ = d.pick(
            "",
            "",
            "",
            f"\n   Deelnemers: {addressees(c, [p, other])}",
            f" [{p.code()}, {other.code()}]",
            f"\n   door: {p.inverted()}",
        )
        rows.append(f"{when}{d.pick(' ', '  ', chr(9), ': ')}{what}{where}{with_}")
    return "\n".join(rows)


def _calendar_file(d: Draw) -> str:
    c = cast(d, 2, 6)
    blocks = []
    for _ in range(d.rng.randint(1, 3)):
        p, stamp = (
            c.one(),
            f"2024{d.rng.randint(1, 12):02d}{d.rng.randint(1, 28):02d}T{d.rng.randint(7, 17):02d}3000",
        )
        rows = [
            f"UID:{d.rng.randrange(10**12)}@{c.domain}", f"DTSTART;TZID=Europe/Amsterdam:{stamp}", f"SUMMARY:{fill(c, d.rng.choice(_SUMMARIES))}",
            f"ORGANIZER;CN={d.pick(p.full(), p.inverted())}:mailto:{c.mail(p)}", f"LOCATION:{d.pick(street(d), 'Microsoft Teams', c.one().given())}",
            f"DESCRIPTION:{fill(c, d.rng.choice(BY_SUBJECT[d.rng.choice(c.subjects)]))}", f"X-OWNER:{d.username(p)}",
        ]  # fmt: skip
        rows += [
            f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT={d.pick('ACCEPTED', 'DECLINED', 'NEEDS-ACTION')};CN={d.pick(a.full(), a.inverted_first())}:mailto:{c.mail(a)}"
            for a in c.people
        ]
        d.rng.shuffle(rows)
        blocks.append("\n".join(["BEGIN:VEVENT", *rows[: d.rng.randint(5, len(rows))], "END:VEVENT"]))
    return "\n".join(["BEGIN:VCALENDAR", *blocks, "END:VCALENDAR"])


_SUMMARIES = (
    "Overleg {given:a} en {given:b}", "{topic}", "Gesprek {hon:a} {last:a}", "Bila {code:a}/{code:b}", "Kennismaking {full:a}", "Afscheid {given:a}",
    "{inv:a}: verlof", "Intake {last:a} - {file}",
)  # fmt: skip


def _remarks(d: Draw) -> str:
    """Remarks in the margin of a draft, as they come out of a print."""
    c = cast(d, 2, 5)
    rows = []
    for i in range(1, d.rng.randint(4, 11)):
        p, other = c.two()
        text = fill(c, d.rng.choice(CHAT + LOG))
        rows.append(
            d.pick(
                f"Met opmerkingen [{p.code()}{i}]: {text}", f"Opmerking [{p.code()}{i}]: {text}", f"Comment [{p.code()}]: {text}", f"[{p.full()}, {d.date()}] {text}",
                f"{p.full()}\n{d.date()} {d.time()}\n{text}", f"({p.given()}: {text})", f"<<{p.code()}: {text}>>", f"[opm. {p.given()}] {text}", f"Beantwoorden {p.full()}: {text}",
                f"@{p.full()} {text}", f"{p.full()} heeft verwijderd: {d.sentence()}", f"{d.sentence()} [vraag {p.given()} aan {other.given()}: klopt dit?]",
            )
        )  # fmt: skip
        if d.rng.random() < 0.4:
            rows.append(d.sentence())
    if c.holder is not None:
        rows.insert(0, fill(c, "Concept voor {title} {last:z}"))
    return d.pick("\n", "\n\n").join(rows)


def _rota(d: Draw) -> str:
    """Who is on duty, who takes turns, who comes."""
    c = cast(d, 4, 12)
    say = d.rng.choice(
        [
            Person.given,
            Person.full,
            Person.code,
            Person.inverted,
            Person.last,
            Person.initial_full,
            Person.given_lower,
        ]
    )
    title = d.pick(
        "Rooster",
        "Piketrooster",
        "Bezetting balie",
        "Wie is waar?",
        "Verjaardagen",
        "Aanmeldingen borrel",
        "BHV-rooster",
        "Notulistenlijst",
        "",
    )
    half = len(c.people) // 2
    days = ("ma", "di", "wo", "do", "vr")
    rows = [title] if title else []
    way = d.rng.randrange(5)
    for i, p in enumerate(c.people):
        rows.append(
            [
                f"{days[i % 5]}: {say(p)}{d.pick('', f' / {say(c.one())}')}", f"week {i + 1}\t{say(p)}\t{say(c.one())}", f"{d.date()} {say(p)} ({d.pick('vroeg', 'laat', 'nacht')})",
                f"{say(p)} {d.pick('ja', 'nee', 'onder voorbehoud', 'ziek', 'x', '+1')}", f"{i + 1}. {say(p)}{d.pick('', f', {d.phone()}', f' ({d.rng.choice(CODES)})')}",
            ][way]
        )  # fmt: skip
    first = ", ".join(say(p) for p in c.people[:half])
    second = "\n".join(say(p) for p in c.people[half:])
    extra = [
        f"Aanwezig: {first}", f"Afwezig m.k.: {say(c.one())} en {say(c.one())}", f"Reserve: {say(c.one())}", f"Ruilen? Overleg met {c.one().given()}.", f"Groep A\n{second}",
        wrap(f"Deelnemers: {first}, {', '.join(say(p) for p in c.people[half:])}", 50), f"Rooster gemaakt door {c.one().full()}", fill(c, "{given:a} heeft geruild met {given:b}."),
    ]  # fmt: skip
    rows += d.rng.sample(extra, d.rng.randint(1, 4))
    return "\n".join(rows)


def _file_list(d: Draw) -> str:
    """Files of a shared disk or a case, with who made them."""
    c = cast(d, 2, 5)
    sign = d.pick("  ", "\t", " | ", ";")
    rows = [
        d.pick(
            "Naam | Gewijzigd | Gewijzigd door",
            "Bestandsnaam\tEigenaar",
            "Documenten",
            "Bijlagen bij mail",
            f"Map: {d.rng.choice(CODES)}",
            "",
        )
    ]
    for _ in range(d.rng.randint(4, 14)):
        p = c.one()
        name = d.pick(
            f"Brief aan {p.last()}", f"Memo {d.topic()}", f"{d.digits(4)} - verslag {p.full()}", f"Mail {p.given()} aan {c.one().given()}", f"CV {p.full()}", f"foto {street(d)}",
            f"advies_{p.last()}", f"RE_ afspraak {p.full()}", f"Bezwaarschrift {p.formal()}", f"{p.inverted()} - loonstrook", f"Notitie {p.code()} v2", f"offerte {d.company_mark()}",
        ) + d.pick(".docx", ".pdf", ".msg", ".xlsx", ".pdf", ".jpg")  # fmt: skip
        rows.append(
            sign.join(
                [name, d.pick(d.date(), f"{d.rng.randint(12, 900)} kB"), _shown(c, c.one())][
                    : d.rng.randint(1, 3)
                ]
            )
        )
    return "\n".join(r for r in rows if r)


def _notes(d: Draw) -> str:
    """Somebody's own notes: telegram style, arrows, names short and small."""
    c = cast(d, 3, 7)
    rows = []
    for _ in range(d.rng.randint(4, 12)):
        p, other = c.two()
        rows.append(
            d.pick(
                f"{p.given_lower()} -> {d.topic()}", f"- {p.given()}: bellen", f"{p.code()}: {d.sentence()}", f"vragen aan {p.given_lower()} / {other.given_lower()}", f"! {p.last()} boos",
                f"afspraak {p.lower()} {d.weekday()} {d.time()}", f"{p.given()} + {other.given()} = trekker", f"zie mail {p.last_lower()}", f"{d.project()}: {p.given()} ({p.code()})",
                f"{p.last()}: {d.special()}", f"* TODO {other.given_lower()} terugbellen {d.phone()}", f"{d.system()} -> {p.given()}", f"actie {p.given()}, {other.given()}", f"{p.bare()}?",
                f"GESPREK {p.upper()}", d.sentence(), f"{d.law()} checken bij {p.given()}", f"volgens {p.given_lower()} nee, {other.given_lower()} wel", f"adres: {d.home_address()}",
            )
        )  # fmt: skip
    if c.holder is not None:
        rows.insert(d.rng.randrange(2), fill(c, "{title} {last:z}: wil voor {day} antwoord"))
    return "\n".join(rows)


def _survey(d: Draw) -> str:
    """Answers out of a form or a poll, row by row."""
    c = cast(d, 3, 7)
    rows = [
        d.pick(
            "Reacties formulier",
            "Datumprikker",
            "Resultaten peiling",
            "Ingevulde evaluatie",
            "Responses",
            "Aanmeldingen bewonersavond",
            "",
        )
    ]
    for i, p in enumerate(c.people, 1):
        lines = [
            f"Respondent {i}: {p.full()}", f"Naam: {p.any()}", f"Ingevuld door {p.given()} op {d.date()}", f"{p.full()} <{p.mail(d.general_domain())}>", f"#{i} {p.inverted_first()}",
            f"{d.date()} {d.time()}, {p.formal()}, {d.home_address()}",
        ]  # fmt: skip
        answers = [
            f"Antwoord: {d.sentence()}", f"Opmerking: {fill(c, d.rng.choice(BY_SUBJECT['general']))}", f"Voorkeur: {d.weekday()} {d.time()}", f"Telefoon: {d.phone()}", d.opinion(),
            f"Komt met {c.one().given()} en {d.person().given()}", f"Vraag: {fill(c, d.rng.choice(BY_SUBJECT['citizen']))}", f"Geboren: {d.birth_date()}", f"Straat: {street(d)}",
        ]  # fmt: skip
        rows.append("\n".join([d.rng.choice(lines), *d.rng.sample(answers, d.rng.randint(1, 4))]))
    if c.holder is not None:
        rows.append(
            fill(c, d.pick("Vraag voor {title} {last:z}: {sentence}", "Avond geopend door {title} {full:z}."))
        )
    return d.pick("\n", "\n\n").join(r for r in rows if r)


def _handover(d: Draw) -> str:
    """What somebody leaves behind for a successor."""
    c = cast(d, 3, 7)
    old, new = c.two()
    title = d.pick(
        f"Overdracht {old.given()} -> {new.given()}",
        f"Overdrachtsdocument {old.full()}",
        "Overdracht",
        f"Dossiers van {old.formal()}",
        f"Inwerkplan {new.full()}",
        "Lopende zaken",
    )
    rows = [title]
    for _ in range(d.rng.randint(3, 8)):
        p = c.one()
        rows.append(
            d.pick(
                f"{d.topic().capitalize()}: contactpersoon {p.full()} ({d.org_mark()}), {d.phone()}", f"{d.project()} - {p.given()} weet alles", f"Dossier {p.last()}: {d.sentence()}",
                f"Let op: {p.honorific()} {p.last()} {d.special()}.", f"Mailbox {d.mailbox(c.domain)}: {p.given()} en {c.one().given()}", f"{d.law()}: overgedragen aan {p.any()}",
                f"Sleutel ligt bij {p.given()}.", f"Wachtwoorden: vraag {p.given()} ({d.username(p)})", paragraphs(d, body(c, 1, 2)),
            )
        )  # fmt: skip
    return d.pick("\n", "\n\n", "\n- ").join(rows)


FORMATS: dict[str, Callable[[Draw], str]] = {
    "case_log": _case_log,
    "version_history": _versions,
    "calendar_list": _calendar_list,
    "calendar_file": _calendar_file,
    "draft_remarks": _remarks,
    "rota": _rota,
    "file_list": _file_list,
    "own_notes": _notes,
    "survey_rows": _survey,
    "handover": _handover,
}
