"""Single mails: Outlook and internet headers in three languages, address lists, phone mails, machine mails."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from models.recipe.invented.mail_lines import addressees, as_sender, closing, exchange, greeting
from models.recipe.invented.mail_parts import Cast, body, cast, fill, paragraphs, recased, wrap
from models.recipe.invented.mail_sentences import ENGLISH, GERMAN
from models.recipe.invented.mail_signatures import DISCLAIMERS, name_line, signature
from models.recipe.invented.people import Person

if TYPE_CHECKING:
    from models.recipe.invented.draw import Draw

# From, sent, to, cc, subject, attachments as Outlook names them.
HEADER_WORDS = {
    "nl": (
        ("Van", "Afzender"),
        ("Verzonden", "Verzonden op", "Datum"),
        ("Aan",),
        ("CC", "Cc"),
        ("Onderwerp",),
    ),
    "en": (("From",), ("Sent", "Date"), ("To",), ("Cc", "CC"), ("Subject",)),
    "de": (("Von",), ("Gesendet", "Datum"), ("An",), ("Cc", "Kopie"), ("Betreff",)),
}
_FLAGS = (
    "Categorieën: Rood",
    "Urgentie: Hoog",
    "Markering: Opvolgen",
    "Gevoeligheid: Vertrouwelijk",
    "Vlag: Voltooid",
)


def subject_line(c: Cast) -> str:
    """What a mail is about, with a person in it now and then."""
    d = c.d
    start = d.pick(
        "", "", "", "RE: ", "FW: ", "Re: Re: ", "Antw: ", "Betr: ", "AW: ", "[EXTERN] ", "Fwd: ", "WG: "
    )
    return start + fill(
        c,
        d.rng.choice(
            [
                "{topic}", "{topic}", "{topic} - {dept}", "overleg {topic}", "Gesprek {given:a} / {given:b}",
                "dossier {last:a}", "Vraag van {hon:a} {last:a}", "{inv:a} - {file}", "afspraak {day} met {full:a}",
                "afscheid {given:a}", "Klacht {last:a}", "stukken {date}", "Woo-verzoek {last:a}", "{company}: {topic}",
                "sollicitatie {full:a}", "actielijst", "{street} {topic}", "terugbelverzoek {last:a}", "{file}",
                "{upper:a} - SPOED", "ziekmelding {full:a}", "Re: bezoek aan {place}", "uitnodiging",
            ]
        ),
    )  # fmt: skip


def sent(d: Draw) -> str:
    """When a mail was sent."""
    return d.pick(
        f"{d.weekday()} {d.date_long()} {d.time()}",
        f"{d.date()} {d.time()}",
        f"{d.date_long()} om {d.time()}",
        f"{d.date()}",
        f"{d.weekday()[:2]} {d.date()} {d.time()}",
    )


def header(c: Cast, writer: Person, to: Sequence[Person], cc: Sequence[Person], language: str = "nl") -> str:
    """The block above a mail, with its fields in the order and the writing of one mail program."""
    d = c.d
    frm, when, aan, copy, about = (d.rng.choice(w) for w in HEADER_WORDS[language])
    gap = d.rng.choice([": ", ": ", ":\t", ":", ":   ", " : "])
    rows = [f"{frm}{gap}{as_sender(c, writer)}", f"{when}{gap}{sent(d)}", f"{aan}{gap}{addressees(c, to)}"]
    if cc:
        rows.append(f"{copy}{gap}{addressees(c, cc)}")
    rows.append(f"{about}{gap}{subject_line(c)}")
    if d.rng.random() < 0.25:
        files = fill(
            c, d.rng.choice(["notitie {topic}.docx", "Advies {last:a}.pdf; bijlage.xlsx", "CV {full:a}.pdf"])
        )
        rows.append(f"{d.pick('Bijlagen', 'Attachments', 'Bijlage')}{gap}{files}")
    if d.rng.random() < 0.15:
        rows.append(d.rng.choice(_FLAGS))
    if d.rng.random() < 0.15:
        rows.insert(1, rows.pop())
    text = "\n".join(rows)
    return wrap(text, d.rng.choice([70, 80, 95])) if d.rng.random() < 0.45 else text


def split_people(c: Cast) -> tuple[Person, list[Person], list[Person]]:
    """Writer, addressees and copies out of a cast."""
    rest = c.d.rng.sample(c.people, len(c.people))
    writer = rest.pop()
    cut = c.d.rng.randint(1, len(rest))
    return writer, rest[:cut], rest[cut:]


def letter(c: Cast, writer: Person, to: Sequence[Person], low: int = 2, high: int = 6, *subjects: str) -> str:
    """Greeting, text, closing and signature."""
    d = c.d
    parts = [greeting(c, to), paragraphs(d, body(c, low, high, *subjects)), closing(d), signature(c, writer)]
    if d.rng.random() < 0.1:
        parts.insert(0, d.rng.choice(DISCLAIMERS))
    if d.rng.random() < 0.1:
        parts.append(
            fill(
                c, d.rng.choice(["PS {given:a} weet hiervan.", "P.S. groeten aan {given:a}", "(cc: {any:a})"])
            )
        )
    return d.pick("\n\n", "\n\n", "\n").join(p for p in parts if p)


def _outlook(d: Draw) -> str:
    c = cast(d)
    writer, to, cc = split_people(c)
    return f"{header(c, writer, to, cc)}\n\n{letter(c, writer, to)}"


def _foreign(
    language: str, sentences: Sequence[str], opens: Sequence[str], ends: Sequence[str]
) -> Callable[[Draw], str]:
    def made(d: Draw) -> str:
        c = cast(d, 2, 5)
        c.holder = None
        writer, to, cc = split_people(c)
        lines = [fill(c, s) for s in d.rng.sample(sentences, d.rng.randint(3, 6))]
        head = header(c, writer, to, cc, language)
        start = f"{fill(Cast(d, [to[0]], c.domain, c.org), d.rng.choice(opens))}"
        return f"{head}\n\n{start}\n\n{paragraphs(d, lines)}\n\n{d.rng.choice(ends)}\n{signature(c, writer)}"

    return made


_ENGLISH = (
    "Dear {given:a},",
    "Hi {given:a},",
    "Dear all,",
    "Dear Mr {last:a},",
    "Dear Ms {last:a},",
    "Hello {full:a},",
    "{given:a},",
)
_GERMAN = ("Sehr geehrte Frau {last:a},", "Sehr geehrter Herr {last:a},", "Hallo {given:a},", "Liebe {given:a},", "Guten Tag {full:a},", "Moin,")  # fmt: skip


def _internet(d: Draw) -> str:
    c = cast(d)
    writer, to, cc = split_people(c)
    number = d.rng.randrange(10**9, 10**10)
    stamp = f"{d.date_long()} {d.rng.randrange(24):02d}:{d.rng.randrange(60):02d}:{d.rng.randrange(60):02d}"
    comma = d.pick(", ", ",\n\t", ", ")
    host = d.pick("mail", "smtp-out", "mx1", "EXCH03", "relay", "PR2P251MB0832")
    rows = [
        f"Return-Path: <{c.mail(writer)}>",
        f"Received: from {host}.{c.domain} ([{d.ip()}]) by mx.{d.general_domain()} with ESMTPS id {number:x}",
        f"\tfor <{c.mail(to[0])}>; {stamp} +0200 (CEST)",
        f"From: {as_sender(c, writer)}",
        f"To: {addressees(c, to, comma)}",
        f"Cc: {addressees(c, cc, ', ')}" if cc else f"Reply-To: {c.mail(writer)}",
        f"Subject: {subject_line(c)}",
        f"Date: {stamp} +0100",
        f"Message-ID: <{number:X}@{c.domain}>",
        f"X-Sender: {d.username(writer)}",
        f"X-Originating-IP: [{d.ip()}]",
        d.pick("MIME-Version: 1.0", "X-Mailer: Microsoft Outlook 16.0", "User-Agent: Mozilla Thunderbird"),
        d.pick(
            "Content-Type: text/plain; charset=utf-8",
            "Thread-Topic: " + subject_line(c),
            "Importance: Normal",
        ),
    ]
    kept = [r for i, r in enumerate(rows) if i in (3, 4, 6) or d.rng.random() < 0.7]
    return "\n".join(kept) + f"\n\n{letter(c, writer, to, 1, 5)}"


def _recipients(d: Draw) -> str:
    c = cast(d, 8, 20)
    writer, to, cc = split_people(c)
    d.rng.shuffle(to)
    separator = d.pick("; ", ";\n", ", ", "; ", ";", ";\n    ")
    rows = [
        f"{d.pick('Van', 'From', 'Afz.')}: {as_sender(c, writer)}",
        f"{d.pick('Aan', 'To', 'AAN', 'Geadresseerden')}: ",
    ]
    rows[1] += addressees(c, to, separator)
    if cc:
        rows.append(f"{d.pick('CC', 'Cc', 'Kopie', 'BCC')}: {addressees(c, cc, separator)}")
    rows.append(f"{d.pick('Onderwerp', 'Subject')}: {subject_line(c)}")
    text = "\n".join(rows)
    if d.rng.random() < 0.7:
        text = wrap(text, d.rng.choice([60, 72, 80, 96]), d.pick("\n", "\n", "\n\t", "\n  "))
    end = d.pick("", f"\n\n{letter(c, writer, to, 1, 4)}", f"\n\n{fill(c, 'Ter info. {given:a}')}")
    return f"{text}{end}"


def _exchange(d: Draw) -> str:
    c = cast(d, 3, 8)
    writer, to, cc = split_people(c)
    sign = d.pick("; ", ";\n", ", ")
    rows = [
        f"{d.pick('Van', 'From', 'Sender')}: {d.pick(exchange(c, writer), as_sender(c, writer))}",
        f"{d.pick('Aan', 'To', 'Recipients')}: {sign.join(d.pick(exchange(c, p), p.address_book()) for p in to)}",
        f"Onderwerp: {subject_line(c)}",
        f"SMTP: {c.mail(writer)}",
        f"Mailbox: {d.pick('Postvak IN', 'Archief')} - {d.pick(writer.full(), writer.inverted(), d.mailbox())}",
    ]
    if cc:
        rows.insert(2, f"Cc: {sign.join(exchange(c, p) for p in cc)}")
    if d.rng.random() < 0.3:
        d.rng.shuffle(rows)
    return "\n".join(r for r in rows if d.rng.random() < 0.9) + f"\n\n{letter(c, writer, to, 1, 4)}"


def _lowercase(d: Draw) -> str:
    c = cast(d, 2, 4)
    writer, to, cc = split_people(c)
    parts = [
        d.pick(
            f"hoi {to[0].given()},",
            f"ha {to[0].given()}",
            f"beste {to[0].last()}",
            "hee",
            "dag allemaal",
            f"{to[0].given()}",
        ),
        d.pick(" ", "\n", "\n\n").join(s for s in body(c, 2, 6)),
        d.pick("gr ", "groetjes ", "groet, ", "mvg\n", "x ", "")
        + d.pick(writer.given(), writer.full(), writer.code()),
    ]
    text = recased("\n".join(parts), str.lower)
    if d.rng.random() < 0.4:
        text = recased(text, lambda t: re.sub(r"[.,](?=\s)", d.rng.choice(["", "", " ", ".."]), t))
    return f"{header(c, writer, to, cc)}\n\n{text}" if d.rng.random() < 0.5 else text


def _phone(d: Draw) -> str:
    c = cast(d, 2, 5)
    writer, to, cc = split_people(c)
    lines = " ".join(body(c, 1, 3))
    if d.rng.random() < 0.4:
        lines = recased(
            lines, lambda t: t.replace("niet", "nt").replace(" ik ", " k ").replace("graag", "grg")
        )
    tail = d.pick(
        "Verstuurd vanaf mijn iPhone", "Verzonden met mijn Galaxy", "Sent from my iPad", "Verstuurd vanuit Outlook voor Android",
        "Haal Outlook voor iOS op", "getypt op telefoon, excuus voor typefouten", "Von meinem iPhone gesendet",
    )  # fmt: skip
    start = d.pick(
        f"{to[0].given()},", f"Ha {to[0].given()}", "", f"Dag {to[0].given()}, ", f"{to[0].code()},", "Ok."
    )
    text = "\n".join(
        p for p in [start, lines, d.pick("Gr ", "Groet ", "", "Mvg ") + name_line(c, writer), "", tail] if p
    )
    if d.rng.random() < 0.6:
        earlier = d.pick(
            f"Op {sent(d)} schreef {as_sender(c, to[0])} het volgende:", f"Van: {as_sender(c, to[0])}"
        )
        text += f"\n\n{earlier}\n\n{letter(c, to[0], [writer], 1, 3)}"
    return f"{header(c, writer, to, cc)}\n\n{text}" if d.rng.random() < 0.6 else text


def _bounced(d: Draw) -> str:
    c = cast(d, 2, 5)
    writer, to, _ = split_people(c)
    failed = d.rng.sample(to, d.rng.randint(1, len(to)))
    names = "\n".join(
        d.pick(f"{p.full()} ({c.mail(p)})", c.mail(p), f"<{c.mail(p)}>:", p.address_book()) for p in failed
    )
    reason = d.pick(
        "550 5.1.1 User unknown", "Het e-mailadres is niet gevonden.", "Postvak is vol.", "5.2.2 mailbox full",
        "The email account that you tried to reach does not exist.", "RecipNotFound", "Toegang geweigerd, verzenden mislukt.",
    )  # fmt: skip
    opening = d.pick(
        "Uw bericht is niet bezorgd bij de volgende personen of groepen:",
        "Delivery has failed to these recipients or groups:",
        "This is the mail system at host relay.\nI'm sorry to have to inform you that your message could not be delivered.",
        "Onbestelbaar: " + subject_line(c),
        "Diese Nachricht konnte nicht zugestellt werden an:",
        "Het bericht heeft enkele of alle geadresseerden niet bereikt.",
    )
    rest = [
        f"Van: {as_sender(c, writer)}",
        f"Final-Recipient: rfc822; {c.mail(failed[0])}",
        f"Onderwerp: {subject_line(c)}",
    ]
    rest += [f"Verzonden: {sent(d)}", f"Reporting-MTA: dns; mail.{c.domain}", f"Aan: {addressees(c, to)}"]
    d.rng.shuffle(rest)
    block = "\n".join(rest[: d.rng.randint(2, 6)])
    tail = d.pick("", "", f"\n\n{letter(c, writer, to, 1, 3)}")
    sender = d.pick("Van: postmaster@" + c.domain + "\n\n", "From: Mail Delivery Subsystem\n\n", "", "")
    return f"{sender}{opening}\n\n{names}\n{reason}\n\n{block}{tail}"


def _receipt(d: Draw) -> str:
    c = cast(d, 2, 4)
    writer, to, _ = split_people(c)
    one = to[0]
    text = d.pick(
        f"Uw bericht\n\n Aan: {addressees(c, to)}\n Onderwerp: {subject_line(c)}\n Verzonden: {sent(d)}\n\nis gelezen op {sent(d)}.",
        f"Gelezen: {subject_line(c)}\nDoor: {one.address_book()}\nOp: {sent(d)}",
        f"Leesbevestiging van {one.full()} <{c.mail(one)}>\nOorspronkelijke afzender: {as_sender(c, writer)}\nTijd: {sent(d)}",
        f"Your message to {one.full()} was read on {sent(d)}.",
        f"Niet gelezen: {subject_line(c)}\n\nUw bericht aan {one.inverted()} is zonder te zijn gelezen verwijderd op {sent(d)}.",
        f"Ontvangstbevestiging\n\n{one.salutation()},\n\nWij hebben uw bericht van {d.date()} ontvangen. {d.sentence()}\n\n"
        f"{closing(d)}\n{signature(c, writer)}",
    )
    extra = [
        fill(
            c,
            d.rng.choice(
                ["Gelezen door {inv:a} namens {inv:b}.", "Bericht doorgestuurd aan {full:a}.", "Ref: {file}"]
            ),
        )
    ]
    extra += [
        f"Zaakbehandelaar: {c.one().any()}",
        f"Gevolmachtigde: {c.one().inverted_first()}",
        f"Van: {as_sender(c, writer)}",
    ]
    d.rng.shuffle(extra)
    return "\n".join([text, *extra[: d.rng.randint(0, 3)]])


def _short_forward(d: Draw) -> str:
    c = cast(d, 3, 5)
    writer, to, cc = split_people(c)
    note = fill(c, d.rng.choice([
        "Ter info, {given:a} en {given:b} weten hiervan.", "zie onder. Kan {given:a} dit oppakken?", "{given:a}, voor jou.",
        "Ttk, groet {code:a}", "Afgehandeld door {full:a}.", "@{given:a} wil jij reageren? cc {given:b}", "Graag naar {inv:a}.",
        "Hoi {given:a}, deze hoort bij het dossier van {last:b}.", "Doorgestuurd op verzoek van {init:a}.",
    ]))  # fmt: skip
    bar = d.pick(
        "-----Oorspronkelijk bericht-----",
        "---------- Forwarded message ---------",
        "Begin doorgestuurd bericht:",
        "____",
    )
    other = c.one()
    inner = f"{header(c, other, [writer], [])}\n\n{letter(c, other, [writer], 1, 4)}"
    return f"{header(c, writer, to, cc)}\n\n{note}\n\n{bar}\n{inner}"


FORMATS: dict[str, Callable[[Draw], str]] = {
    "mail_outlook_nl": _outlook,
    "mail_outlook_en": _foreign(
        "en", ENGLISH, _ENGLISH, ("Kind regards,", "Best,", "Regards,", "Many thanks,", "Cheers,", "BR")
    ),
    "mail_outlook_de": _foreign(
        "de", GERMAN, _GERMAN, ("Mit freundlichen Grüßen", "MfG", "Viele Grüße", "Beste Grüße", "Gruß")
    ),
    "mail_internet": _internet,
    "mail_recipients": _recipients,
    "mail_exchange": _exchange,
    "mail_lowercase": _lowercase,
    "mail_phone": _phone,
    "mail_bounced": _bounced,
    "mail_receipt": _receipt,
    "mail_forward_note": _short_forward,
}
