"""What items of Outlook that are no mails say in fields: appointments, tasks, contacts, lists of people.

The numbers are those of [MS-OXPROPS]; the sets of named properties those of its section 1.3.2.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.ingest.dutchtime import in_the_netherlands, shown_moment
from pipeline.ingest.mapi import Bag, Item, recipient, represented, sender
from pipeline.ingest.text import one_line

_TAIL = "-0000-0000-C000-000000000046"
APPOINTMENT, TASK, ADDRESS = f"00062002{_TAIL}", f"00062003{_TAIL}", f"00062004{_TAIL}"
COMMON = f"00062008{_TAIL}"
MEETING = "6ED8DA90-450B-101B-98DA-00AA003F1305"

_ANSWERS = {
    "resp.pos": "geaccepteerd",
    "resp.neg": "afgewezen",
    "resp.tent": "onder voorbehoud geaccepteerd",
}
_CONTACT = (  # label, number; a negative one is a name in the set of addresses
    ("Naam", 0x3001), ("Aanhef", 0x3A45), ("Voornaam", 0x3A06), ("Tweede naam", 0x3A44), ("Achternaam", 0x3A11),
    ("Achtervoegsel", 0x3A05), ("Voorletters", 0x3A0A), ("Roepnaam", 0x3A4F), ("Organisatie", 0x3A16),
    ("Functie", 0x3A17), ("Afdeling", 0x3A18), ("Beroep", 0x3A46), ("Kantoor", 0x3A19), ("Leidinggevende", 0x3A4E),
    ("Assistent", 0x3A30), ("Partner", 0x3A48), ("Kinderen", 0x3A58), ("Telefoon werk", 0x3A08),
    ("Telefoon werk 2", 0x3A1B), ("Telefoon", 0x3A1A), ("Telefoon organisatie", 0x3A57), ("Telefoon thuis", 0x3A09),
    ("Telefoon thuis 2", 0x3A2F), ("Mobiel", 0x3A1C), ("Autotelefoon", 0x3A1E), ("Overige telefoon", 0x3A1F),
    ("Telefoon assistent", 0x3A2E), ("Fax", 0x3A24), ("Fax thuis", 0x3A25), ("Fax algemeen", 0x3A23),
    ("Semafoon", 0x3A21), ("E-mail", -0x8083), ("E-mail getoond als", -0x8080), ("E-mail 2", -0x8093),
    ("E-mail 2 getoond als", -0x8090), ("E-mail 3", -0x80A3), ("E-mail 3 getoond als", -0x80A0),
    ("Chatadres", -0x8062), ("Adres werk", -0x801B), ("Adres thuis", -0x801A), ("Overig adres", -0x801C),
    ("Postadres", 0x3A15), ("Straat", 0x3A29), ("Plaats", 0x3A27), ("Postcode", 0x3A2A), ("Provincie", 0x3A28),
    ("Land", 0x3A26), ("Webpagina", 0x3A51), ("Privépagina", 0x3A50), ("Klantnummer", 0x3A4A),
    ("Identificatienummer", 0x3A07), ("Opgeslagen als", -0x8005),
)  # fmt: skip
_DATES = (("Geboortedatum", 0x3A42), ("Huwelijksdatum", 0x3A41))


def is_person(kind: str) -> bool:
    """Whether an item of this class is a contact or a list of people, which nobody sent."""
    return kind.startswith(("ipm.contact", "ipm.distlist", "ipm.abchperson"))


def item_lines(item: Item) -> Iterator[str]:
    """The fields of an item that is no plain mail, as `Label: value`; none for a mail."""
    kind = item.kind
    if kind.startswith(
        ("ipm.appointment", "ipm.schedule.meeting", "ipm.microsoft schedule.mtg", "ipm.ole.class")
    ):
        yield from _appointment(item)
    elif kind.startswith("ipm.task"):
        yield from _task(item)
    elif kind.startswith(("ipm.contact", "ipm.abchperson")):
        yield from _contact(item.bag)
    elif kind.startswith("ipm.distlist"):
        yield from _people(item)


def _appointment(item: Item) -> Iterator[str]:
    bag, kind = item.bag, item.kind
    named = represented(bag)
    organiser = named if str(named) else sender(bag)
    answer = next((text for part, text in _ANSWERS.items() if part in kind.replace("mtgresp", "resp")), "")
    if answer:
        yield f"Antwoord op uitnodiging: {answer}"
    elif "cancel" in kind or "cncl" in kind:
        yield "Afspraak geannuleerd"
    subject = one_line(bag.text(0x0037) or bag.text(0x0E1D))
    if subject:
        yield f"Afspraak: {subject}"
    if not answer and str(organiser):
        yield f"Organisator: {one_line(str(organiser))}"
    for place in dict.fromkeys(
        one_line(bag.text(number))
        for number in (bag.name(APPOINTMENT, 0x8208), bag.name(MEETING, 0x0002))
        if number
    ):
        if place:
            yield f"Locatie: {place}"
    yield from _times(bag)
    yield from _attendees(item, str(organiser))


def _times(bag: Bag) -> Iterator[str]:
    whole_day = bool(bag.number(bag.name(APPOINTMENT, 0x8215)))
    numbers = (
        ("Begin", (bag.name(APPOINTMENT, 0x820D), bag.name(COMMON, 0x8516), 0x0060)),
        ("Einde", (bag.name(APPOINTMENT, 0x820E), bag.name(COMMON, 0x8517), 0x0061)),
    )
    for label, options in numbers:
        moment = next((m for m in (bag.moment(n) for n in options if n) if m is not None), None)
        if moment is not None:
            shown = shown_moment(in_the_netherlands(moment))
            yield f"{label}: {shown[:10] if whole_day and shown.endswith('00:00') else shown}"
    pattern = one_line(bag.text(bag.name(APPOINTMENT, 0x8232)))
    if pattern:
        yield f"Herhaling: {pattern}"


def _attendees(item: Item, organiser: str) -> Iterator[str]:
    """The recipients, and who stands only in the texts that Outlook keeps beside them."""
    shown = [one_line(str(recipient(bag))) for bag in item.recipients]
    yield from (f"Deelnemer: {who}" for who in dict.fromkeys(shown) if who and who != organiser)
    seen = " ".join([*shown, organiser]).casefold()
    for number in (0x8238, 0x823B, 0x823C):
        for who in item.bag.text(item.bag.name(APPOINTMENT, number)).split(";"):
            name = one_line(who)
            if name and name.casefold() not in seen:
                seen += f" {name.casefold()}"
                yield f"Deelnemer: {name}"


def _task(item: Item) -> Iterator[str]:
    bag = item.bag
    subject = one_line(bag.text(0x0037))
    if subject:
        yield f"Taak: {subject}"
    for label, number in (("Begin", 0x8104), ("Uiterlijk", 0x8105), ("Gereed op", 0x810F)):
        moment = bag.moment(bag.name(TASK, number))
        if moment is not None:
            yield f"{label}: {shown_moment(moment)[:10]}"  # days, stored as midnight in no zone
    for label, group, number in (
        ("Eigenaar", TASK, 0x811F), ("Toegewezen door", TASK, 0x8121), ("Laatst gewijzigd door", TASK, 0x8122),
        ("Organisaties", COMMON, 0x8539), ("Contactpersonen", COMMON, 0x853A), ("Factuurgegevens", COMMON, 0x8535),
        ("Reisafstand", COMMON, 0x8534),
    ):  # fmt: skip
        text = one_line(bag.text(bag.name(group, number)))
        if text:
            yield f"{label}: {text}"


def _contact(bag: Bag) -> Iterator[str]:
    seen: set[str] = set()
    for label, number in _CONTACT:
        text = one_line(bag.text(bag.name(ADDRESS, -number) if number < 0 else number))
        if text and text not in seen:
            seen.add(text)
            yield f"{label}: {text}"
    for label, number in _DATES:
        moment = bag.moment(number)
        if moment is not None:
            yield f"{label}: {shown_moment(moment)[:10]}"


def _people(item: Item) -> Iterator[str]:
    """The members of a list; each is an entry identifier that ends with name, kind and address as texts
    ([MS-OXCDATA] 2.2.5.1).
    """
    bag = item.bag
    name = one_line(bag.text(0x3001) or bag.text(0x0037))
    if name:
        yield f"Lijst: {name}"
    for number in (bag.name(ADDRESS, 0x8054), bag.name(ADDRESS, 0x8055)):
        for value in (v for values in bag.values.get(number, {}).values() for v in values):
            wide = len(value) > 23 and value[23] & 0x80
            rest = value[24:].decode("utf-16-le", "replace") if wide else bag.pages.read(value[24:])
            texts = rest.split("\0")
            if len(texts) >= 3 and "@" in texts[2]:
                yield f"Lid: {one_line(texts[0])} <{one_line(texts[2])}>"
