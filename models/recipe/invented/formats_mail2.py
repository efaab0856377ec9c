"""Threads, invitations, absence, and mails on one subject: staff, citizens, the press, complaints, planning, tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.recipe.invented.formats_mail import header, letter, sent, split_people, subject_line
from models.recipe.invented.mail_lines import addressees, as_sender, closing, greeting
from models.recipe.invented.mail_parts import (
    CODES,
    Cast,
    body,
    cast,
    fill,
    kept,
    paragraphs,
    quoted,
    room,
    street,
    wrap,
)
from models.recipe.invented.mail_sentences import COMPLAINT, HR, PRESS
from models.recipe.invented.mail_signatures import signature
from models.recipe.invented.people import Person

if TYPE_CHECKING:
    from models.recipe.invented.draw import Draw


def _wrote(c: Cast, p: Person, language: str = "") -> str:
    """The line that mail programs put above what they quote."""
    d = c.d
    if language == "en":
        return f"On {sent(d)}, {as_sender(c, p)} wrote:"
    return d.pick(
        f"Op {sent(d)} schreef {as_sender(c, p)}:",
        f"Op {sent(d)} heeft {as_sender(c, p)} het volgende geschreven:",
        f"{as_sender(c, p)} schreef op {sent(d)}:",
        f"On {sent(d)}, {as_sender(c, p)} wrote:",
        f"{p.given()} schreef:",
        f"Am {sent(d)} schrieb {as_sender(c, p)}:",
        f">>> {p.full()} {sent(d)} >>>",
        f"Citeren {p.full()} <{c.mail(p)}>:",
    )


def _thread_quotes(d: Draw) -> str:
    c = cast(d, 2, 5)
    sign = d.pick("> ", "> ", ">", "| ")
    text = ""
    for level in range(d.rng.randint(2, 6)):
        writer, to, _ = split_people(c)
        mine = letter(c, writer, to, 1, 3) if level or d.rng.random() < 0.7 else paragraphs(d, body(c, 1, 3))
        if text:
            inner = wrap(text, 70) if d.rng.random() < 0.3 else text
            above = _wrote(c, c.one())
            inside = quoted(inner, sign)
            text = f"{inside}\n\n{mine}" if d.rng.random() < 0.15 else f"{mine}\n\n{above}\n\n{inside}"
        else:
            text = mine
    writer, to, cc = split_people(c)
    return f"{header(c, writer, to, cc)}\n\n{text}" if d.rng.random() < 0.6 else text


def _thread_outlook(d: Draw) -> str:
    c = cast(d, 3, 7)
    bar = d.pick(
        "", "", "-----Oorspronkelijk bericht-----", "_" * 32, "-----Original Message-----", "--------", "Begin bericht:",
        "-----Ursprüngliche Nachricht-----",
    )  # fmt: skip
    language = d.pick("nl", "nl", "nl", "en", "de") if bar.startswith("-----") else d.pick("nl", "nl", "en")
    blocks = []
    for _ in range(d.rng.randint(2, 5)):
        writer, to, cc = split_people(c)
        text = letter(c, writer, to, 1, 4) if d.rng.random() < 0.7 else fill(c, d.rng.choice(_SHORT))
        blocks.append(f"{header(c, writer, to, cc, language)}\n\n{text}")
    return f"\n\n{bar}\n".join(blocks) if bar else "\n\n".join(blocks)


_SHORT = (
    "Akkoord. {given:a}", "Dank {given:a}!", "Zie onder, {given:a} pakt dit op.", "Prima\n\n{given:a}", "Voor {given:a} en {given:b}.",
    "Eens met {given:a}.\nGr {code:b}", "Doen we. {code:a}", "Hoi {given:a}, klopt dit? Volgens {given:b} niet.", "Top! {letter:a}",
    "{given:a}, bel me even: {phone}", "Ik zie {lower:a} niet in de cc?", "Hierbij.\n\nGroet\n{full:a}\n{staff}", "+ {given:a}",
    "{given:a} toegevoegd aan dit gesprek", "Met excuses aan {hon:a} {last:a}.", "@{given:a}: graag jouw reactie voor {day}.",
)  # fmt: skip


def _invitation(d: Draw) -> str:
    c = cast(d, 3, 9)
    organiser, needed, optional = split_people(c)
    colon = d.pick(": ", ":\t", ":  ")
    place = d.pick(
        "Microsoft Teams-vergadering", f"kamer {d.rng.randint(1, 9)}.{d.rng.randint(10, 60)}", "Raadzaal", room(d),
        d.office_address(), f"werkkamer {organiser.given()}", f"bij {organiser.full()} op kantoor", d.place_mark(), street(d),
    )  # fmt: skip
    sep = d.pick("; ", ", ", ";\n", "\n")
    rows = [
        f"{d.pick('Onderwerp', 'Subject', 'Betreft')}{colon}{subject_line(c)}",
        f"{d.pick('Wanneer', 'When', 'Tijd', 'Begin')}{colon}{sent(d)}-{d.time()} (UTC+01:00) {kept('LOC', 'Amsterdam')}, {kept('LOC', 'Berlijn')}",
        f"{d.pick('Waar', 'Locatie', 'Where')}{colon}{place}",
        f"{d.pick('Organisator', 'Organizer', 'Uitgenodigd door', 'Van')}{colon}{as_sender(c, organiser)}",
        f"{d.pick('Deelnemers', 'Vereiste deelnemers', 'Required Attendees', 'Genodigden', 'Aan')}{colon}"
        f"{addressees(c, needed, sep)}",
    ]
    if optional:
        rows.append(
            f"{d.pick('Optionele deelnemers', 'Optional Attendees', 'CC')}{colon}{addressees(c, optional, sep)}"
        )
    if d.rng.random() < 0.3:
        rows.append(
            f"{d.pick('Afgezegd', 'Geaccepteerd', 'Voorlopig', 'Geweigerd')}{colon}{addressees(c, needed[:2], sep)}"
        )
    if d.rng.random() < 0.4:
        d.rng.shuffle(rows)
    join = fill(c, d.rng.choice(["Join: https://teams.microsoft.com/l/meetup-join/19%3ameeting", "Agenda: 1. opening {given:a}\n"
        "2. {topic} ({given:b})\n3. rondvraag", "Gastheer: {full:a}", "Toelichting door {init:a} en {init:b}", "", ""]))  # fmt: skip
    start = d.pick(
        "", "", "-----Oorspronkelijke afspraak-----\n", "Uitnodiging\n", "Geannuleerd: overleg\n", "BEGIN\n"
    )
    note = d.pick("", letter(c, organiser, needed, 1, 3), paragraphs(d, body(c, 1, 3)))
    parts = [start + "\n".join(rows), note, join]
    if d.rng.random() < 0.2:
        parts.reverse()
    return "\n\n".join(p for p in parts if p)


_ABSENT = (
    "Ik ben afwezig tot en met {longdate}.", "Van {date} t/m {date} ben ik met vakantie.", "Bedankt voor uw mail.",
    "I am out of the office until {date}.", "Ik werk niet op {day} en {day}.", "Wegens verlof lees ik mijn mail niet.",
    "Ich bin bis {date} nicht im Büro.", "Ik ben met zwangerschapsverlof.", "Vandaag volg ik een training.", "Ik werk niet meer bij {org}.",
)  # fmt: skip
_REPLACED = (
    "Bij spoed kunt u contact opnemen met {full:a}, {phone}.", "Mijn collega {given:a} neemt waar: {mail:a}.",
    "Voor {topic} kunt u terecht bij {full:a} of {full:b}.", "For urgent matters please contact {full:a} ({mail:a}).",
    "Vervanging: {inv:a}", "{given:a} en {given:b} zijn er wel.", "Ik word vervangen door {init:a}, tst. 4471.",
    "Bel anders {hon:a} {last:a} van {dept}.", "Pers: {full:a}, {phone}", "Urgent? Mail {lower:a}.", "Vertretung: {full:a}",
    "In dringende gevallen: secretariaat, {officephone}, vraag naar {given:a}.", "Uw mail wordt niet doorgestuurd.",
    "Mijn taken zijn overgenomen door {full:a} ({code:a}).", "Voor {law}-zaken: {full:a}; voor de rest {full:b}.",
)  # fmt: skip


def _out_of_office(d: Draw) -> str:
    c = cast(d, 3, 5)
    writer, to, _ = split_people(c)
    head = d.pick(
        "",
        f"{header(c, writer, to, [])}\n\n",
        "Automatisch antwoord: " + subject_line(c) + "\n\n",
        "Afwezig\n",
    )
    start = d.pick("", greeting(c, to[:1]), "Beste lezer,", "Dear sender,", "L.S.", "Goedendag,", "Hallo!")
    lines = [
        fill(c, d.rng.choice(_ABSENT)),
        *(fill(c, s) for s in d.rng.sample(_REPLACED, d.rng.randint(1, 4))),
    ]
    return head + "\n\n".join(p for p in [start, paragraphs(d, lines), closing(d), signature(c, writer)] if p)


def _signatures(d: Draw) -> str:
    c = cast(d, 2, 6)
    parts = []
    for p in c.people[: d.rng.randint(1, 4)]:
        lead = fill(c, d.rng.choice(_SHORT)) if d.rng.random() < 0.5 else d.sentence()
        parts.append("\n".join(x for x in [d.maybe(lead, 0.6), closing(d), signature(c, p)] if x))
    return d.pick("\n\n", "\n\n----\n\n", "\n" + "_" * 20 + "\n").join(parts)


_COLUMNS: tuple[tuple[str, str], ...] = (
    ("Naam", "{full}"), ("Naam", "{inv}"), ("Actiehouder", "{given}"), ("Wie", "{code}"), ("Eigenaar", "{formal}"),
    ("Onderwerp", "{topic}"), ("Datum", "{date}"), ("Afdeling", "{dept}"), ("Functie", "{staff}"), ("Tel.", "{phone}"),
    ("E-mail", "{mail}"), ("Adres", "{addr}"), ("Organisatie", "{org}"), ("Plaats", "{place}"), ("Status", "loopt"),
    ("Kenmerk", "{file}"), ("Zaaknr", "{case}"), ("Contactpersoon", "{init}"), ("Behandelaar", "{invf}"), ("Klant", "{last}"),
    ("Geb. datum", "{birth}"), ("Opmerking", "zie {given}"), ("Wie/wat", "{given}/{given}: {topic}"), ("BSN", "{bsn}"),
)  # fmt: skip


def table(c: Cast, low: int = 3, high: int = 9) -> str:
    """A table as it comes out of a mail: bars, tabs, semicolons, spaces, or a cell a line."""
    d = c.d
    columns = d.rng.sample(_COLUMNS, d.rng.randint(2, 5))
    if not any("full" in s or "inv" in s or "given" in s or "formal" in s for _, s in columns):
        columns[0] = ("Naam", "{full}")
    sign = d.pick(" | ", "\t", "\t", ";", "   ", "\n", ",")
    rows = [sign.join(h for h, _ in columns)]
    rows += [sign.join(fill(c, s) for _, s in columns) for _ in range(d.rng.randint(low, high))]
    return "\n".join(rows[1:] if d.rng.random() < 0.15 else rows)


def _with_table(d: Draw) -> str:
    c = cast(d, 2, 6)
    writer, to, cc = split_people(c)
    lead = d.pick(
        "Hierbij de verdeling:", "Zie onderstaand overzicht.", "De stand van vandaag:", "Rooster volgende week", "Bereikbaarheidslijst",
        "Wie vult aan?", "Graag de gele regels controleren.", "Overzicht:", "Actielijst",
    )  # fmt: skip
    parts = [
        header(c, writer, to, cc),
        greeting(c, to),
        lead,
        table(c),
        paragraphs(d, body(c, 0, 3)),
        closing(d),
        signature(c, writer),
    ]
    return "\n\n".join(p for p in parts if p)


def _about(low: int, high: int, *subjects: str) -> Callable[[Draw], str]:
    def made(d: Draw) -> str:
        c = cast(d, 2, 6)
        writer, to, cc = split_people(c)
        text = letter(c, writer, to, low, high, *subjects)
        return f"{header(c, writer, to, cc)}\n\n{text}" if d.rng.random() < 0.75 else text

    return made


def _citizen(d: Draw) -> str:
    c = cast(d, 2, 4)
    writer, to, _ = split_people(c)
    private = writer.mail(d.general_domain())
    head = d.pick(
        f"Van: {writer.full()} <{private}>\nAan: {d.mailbox(c.domain)}\nOnderwerp: {subject_line(c)}",
        f"Van: {private}\nVerzonden: {sent(d)}\nAan: {addressees(c, to)}\nOnderwerp: {subject_line(c)}",
        f"Ingezonden via het contactformulier\nNaam: {writer.any()}\nE-mail: {private}\nTelefoon: {d.phone()}\nAdres: "
        f"{d.home_address()}\nBericht:",
        f"Formulier: melding openbare ruimte\nAchternaam: {writer.last()}\nVoorletters: {writer.letter_only()}\nGeboortedatum: "
        f"{d.birth_date()}\nStraat: {d.home_address()}\nUw melding:",
        f"{writer.formal()}\n{d.home_address()}\n\nAan {c.org}\nt.a.v. {to[0].any()}",
        f"From: {writer.lower()} <{private}>",
    )
    lines = body(c, 2, 6, "citizen")
    own = d.pick(
        f"Mijn naam is {writer.full()} en ik woon al {d.rng.randint(2, 50)} jaar aan de {street(d)}.",
        f"Hierbij meld ik, {writer.formal()}, het volgende.",
        f"U spreekt met {writer.full()}.",
        f"Ik schrijf u mede namens mijn buren {c.one().last()} en {d.person().full()}.",
        d.sentence(),
        f"Naar aanleiding van mijn gesprek met {to[0].any()} op {d.date()}: {d.sentence()}",
    )
    lines.insert(d.rng.randrange(2), own)
    parts = [
        head,
        greeting(c, to[:1]),
        paragraphs(d, lines),
        closing(d),
        signature(c, writer, d.rng.random() < 0.4),
    ]
    return "\n\n".join(p for p in parts if p)


def _press(d: Draw) -> str:
    c = cast(d, 3, 6)
    writer, to, cc = split_people(c)
    reporter = d.person()
    questions = d.rng.sample(
        [
            f"Klopt het dat {c.one().full()} hierbij betrokken was?", f"Wat vindt {c.one().any()} van {d.topic()}?",
            f"Hoeveel meldingen deed de familie {c.one().last()}?", f"Wanneer wist {c.one().last()} hiervan?",
            "Wat heeft dit gekost?", f"Waarom is {d.company_mark()} gekozen?", f"Is met {c.one().full()} gesproken?",
            f"Heeft u contact met bewoner {d.person().full()} ({d.rng.randint(22, 88)})?", "Zijn er stukken die u kunt delen?",
        ],
        d.rng.randint(2, 5),
    )  # fmt: skip
    bullets = (
        "\n".join(f"{i}. {q}" for i, q in enumerate(questions, 1))
        if d.rng.random() < 0.7
        else " ".join(questions)
    )
    intro = d.pick(
        f"Persvraag van {reporter.full()}, {d.company_mark()}:", f"{reporter.given()} ({d.phone()}) belde met deze vragen.",
        f"Mijn naam is {reporter.full()}, ik ben verslaggever bij {d.company_mark()}.", f"Van de redactie ({reporter.initial_full()}):",
        f"Hieronder de vragen van {reporter.any()}. Deadline: {d.weekday()} {d.time()}.", f"LS, {reporter.full()} hier.",
    )  # fmt: skip
    rest = [fill(c, s) for s in d.rng.sample(PRESS, d.rng.randint(1, 4))]
    end = signature(c, d.rng.choice([writer, reporter]))
    parts = [header(c, writer, to, cc), greeting(c, to), intro, bullets, paragraphs(d, rest), closing(d), end]
    return "\n\n".join(p for p in parts if p)


def _reply_inline(d: Draw) -> str:
    """Answers between the quoted lines of somebody else."""
    c = cast(d, 3, 5)
    writer, to, cc = split_people(c)
    colour = d.pick("rood", "blauw", "hoofdletters")
    lead = d.pick(
        f"Mijn antwoorden in {colour}, {writer.given()}", f"[{writer.code()}] in de tekst", f"Zie onder bij {writer.given()}:", _wrote(c, to[0]),
        f"Reactie {writer.full()} in {colour}.", greeting(c, to), f"Zie mijn reactie ({writer.code()}) tussen de regels.",
    )  # fmt: skip
    tag = d.pick(
        f"[{writer.given()}] ",
        f"{writer.code()}: ",
        "",
        f"[{writer.full()}]: ",
        f"{writer.given()}> ",
        "--> ",
    )
    rows = []
    for line in body(c, 3, 7):
        rows += [quoted(wrap(line, 68))] if d.rng.random() < 0.8 else [quoted(line)]
        rows += [tag + fill(c, d.rng.choice(_SHORT))] if d.rng.random() < 0.7 else []
    text = "\n".join([lead, "", *rows, "", closing(d), signature(c, writer, True)])
    return f"{header(c, writer, to, cc)}\n\n{text}" if d.rng.random() < 0.5 else text


def _presented(c: Cast, p: Person) -> str:
    d = c.d
    return d.pick(
        f"{p.full()} ({d.role_staff()})", f"{p.full()}, {d.role_staff()} bij {c.org}", f"{p.inverted()}: {d.rng.choice(CODES)}",
        f"{p.given()} doet {d.topic()}", f"{p.honorific()} {p.formal()}, {d.home_address()}", f"{p.full()} - {c.mail(p)}",
        f"{p.initial_full()} / {p.code()} / {d.phone()}", f"{p.given()}: {d.phone()}", f"{p.full()} (gemachtigde: {d.person().formal()})",
    )  # fmt: skip


def _introductions(d: Draw) -> str:
    """A mail that presents people: a new team, candidates, parties to a case."""
    c = cast(d, 4, 9)
    writer, to, cc = split_people(c)
    one = c.one()
    lines = [_presented(c, p) for p in [*to, *cc]]
    lead = d.pick(
        "Ons team bestaat uit:", "De volgende kandidaten komen op gesprek:", "Voor de goede orde, wie is wie:", "Betrokkenen",
        f"{one.full()} stelt zich voor.", f"Per {d.date()} verwelkomen we:", "Namenlijst tbv de receptie", "Contactpersonen:",
    )  # fmt: skip
    bullet = d.pick("- ", "* ", "", "• ", "\t")
    subject = [fill(c, s) for s in d.rng.sample(d.rng.choice([HR, COMPLAINT]), d.rng.randint(0, 2))]
    parts = [
        header(c, writer, to, cc),
        greeting(c, to),
        lead + "\n" + "\n".join(f"{bullet}{x}" for x in lines),
        *subject,
        signature(c, writer),
    ]
    return "\n\n".join(p for p in parts if p)


def _office_holder(d: Draw) -> str:
    """A mail from or to somebody with a public office, whose name stays, among staff whose names go."""
    c = cast(d, 2, 5)
    holder, title = d.person(keep=True), d.role_keep()
    c.holder, c.title = holder, title
    writer, to, cc = split_people(c)
    place = d.pick(c.org, d.body_mark(), d.muni_mark())
    rows = d.pick(
        f"{holder.full()}\n{title} {place}",
        f"{holder.formal()}, {title}",
        f"{title} {holder.full()}",
        f"{holder.full()} | {title} | {place}",
    )
    lines = body(c, 1, 5)
    if d.rng.random() < 0.5:
        head = header(c, holder, [writer, *to], cc)
        parts = [head, greeting(c, [writer]), paragraphs(d, lines), closing(d), rows]
        parts += [
            d.pick(
                "",
                f"Secretariaat: {d.person().full()}, {d.office_phone()}",
                f"i.o. {writer.full()}, {d.role_staff()}",
            )
        ]
    else:
        head = header(c, writer, [holder, *to], cc)
        start = d.pick(
            f"Geachte {title} {holder.last()},",
            f"Beste {holder.given()},",
            f"Aan {title} {holder.full()}",
            holder.salutation() + ",",
        )
        note = d.pick(
            f"Ter bespreking met {title} {holder.last()}.",
            f"(Annotatie voor {holder.full()}, {title})",
            f"Van {title} {holder.last()} hoor ik graag.",
        )
        parts = [head, start, note, paragraphs(d, lines), closing(d), signature(c, writer)]
    return "\n\n".join(p for p in parts if p)


FORMATS: dict[str, Callable[[Draw], str]] = {
    "mail_thread_quotes": _thread_quotes,
    "mail_thread_outlook": _thread_outlook,
    "mail_invitation": _invitation,
    "mail_out_of_office": _out_of_office,
    "mail_signatures": _signatures,
    "mail_table": _with_table,
    "mail_hr": _about(3, 7, "hr"),
    "mail_complaint": _about(3, 7, "complaint", "citizen"),
    "mail_planning": _about(3, 8, "planning"),
    "mail_case": _about(3, 7, "safety", "woo"),
    "mail_permit": _about(2, 6, "permit", "money", "ict"),
    "mail_citizen": _citizen,
    "mail_press": _press,
    "mail_inline_reply": _reply_inline,
    "mail_office_holder": _office_holder,
    "mail_introductions": _introductions,
}
