"""What the formats of meetings share: a room with people, sentences about what they say and do, tables in text.

Templates have two kinds of holes: `[one|other|]` takes one of the options, `{a:Say}` is filled from the room. Seats
are a, b (two who attend), c (somebody who is only talked about) and k (an office holder who is only talked about).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.recipe.invented.marks import CLOSE, OPEN, SPLIT, mark, plain

if TYPE_CHECKING:
    from models.recipe.invented.draw import Draw
    from models.recipe.invented.people import Person

STYLES = (
    *("last", "last", "last", "hon", "hon", "short", "given"),
    *("given", "full", "initial", "sformal", "code"),
)
OFFICES = (
    *("wethouder", "wethouder", "burgemeester", "gemeentesecretaris", "raadslid", "griffier"),
    *("gedeputeerde", "locoburgemeester", "statenlid", "dijkgraaf", "heemraad", "loco-gemeentesecretaris"),
)
_OPTION = re.compile(r"\[([^\[\]]*)\]")

TOPICS = """de herinrichting van de {street};het parkeerbeleid;de Jaarrekening {yr};het Uitvoeringsprogramma Wmo
de aanbesteding van het groenonderhoud;de migratie naar SharePoint Online;het bestemmingsplan {place}-Noord
de invoering van de Omgevingswet;de evaluatie van het Klant Contact Centrum;het Integraal Huisvestingsplan
de klachtenregeling;de doorontwikkeling van Team Vergunningen;het project Schone Straten;de Warmtevisie
de opvang van ontheemden in {place};het koppelvlak met {system};de toepassing van {law};de Regiodeal;de RES 2.0
de verkoop van het perceel aan de {street};de subsidie aan {org};de Nota Reserves en Voorzieningen
het verzuim bij Burgerzaken;de werkkostenregeling;de inhuur via {comp};de Kadernota {yr};het Convenant Veilig Uitgaan
de overlast rond {school};de ENSIA-audit;het datalek van {dt};de verlichting op het fietspad langs de {street}
de Lokale Inclusie Agenda;de planning van Q3;het Rekenkamerrapport;de vervanging van de brug bij {place}"""

THAT = """de planning krap is;de kosten hoger uitvallen dan geraamd;[er|daarover] nog geen besluit ligt
het stuk op {dt} naar het MT gaat;de Raad in {mo} wordt geïnformeerd;{org} nog niet heeft gereageerd
[de vraag|dit] eerst bij Juridische Zaken moet liggen;er te weinig capaciteit is bij {dep};de bewoners zich zorgen maken
{comp} de offerte heeft ingetrokken;dit past binnen het Coalitieakkoord;het dossier {file} nog openstaat
de leverancier pas in week 14 kan leveren;hierover met {c} is gesproken;{c} dit heeft uitgezocht
er al [veel|drie] meldingen zijn over de {street};het Waterschap akkoord is;de termijn op {dt} verloopt
het budget op is;{b} de stukken nog krijgt;de AVG hier in de weg zit;het niet duidelijk is wie hierover gaat
een tweede bijeenkomst in {place} nodig is;de teksten op de website niet kloppen;de Accountant vragen heeft gesteld
het overleg met {org} goed verliep;{k} dit in de commissie heeft toegezegd;de toezichthouder mee wil kijken"""

MAIN = """de planning schuift naar {mo};er is nog geen akkoord van {org};het stuk gaat {dt} naar de Raad;{c} belt nog
{c} heeft dit uitgezocht;de offerte van {comp} valt tegen;{dep} heeft te weinig capaciteit;dit ligt nu bij {c}
de bewoners van de {street} zijn bezorgd;{k} heeft dit toegezegd;de termijn verloopt op {dt};het dossier {file} is compleet
dit valt onder de AVG;de website klopt niet meer;{org} wil in {place} een tweede avond;{c} moet nog reageren"""

TODO = """de planning aanpassen;een memo opstellen;navraag doen bij {org};contact opnemen met {c};de stukken rondsturen
{c} uitnodigen voor het volgende overleg;een voorstel maken over {t};de begroting nakijken;de notulen corrigeren
{comp} om een offerte vragen;het contract met {comp} nalopen;een afspraak maken met {k};de cijfers aanleveren
terugkoppelen aan {b};de brief aan {org} afmaken;bellen met {c} over {t};de risico's bijwerken in Naris
locatie zoeken in {place};de actielijst opschonen;het Communicatieplan afstemmen;een Woo-toets uitvoeren"""

MINUTES = """{a:Say} [geeft aan|meldt|merkt op|vindt|benadrukt|stelt|licht toe] dat {that}.
{a:Say} [vraagt|wil weten|informeert] of {that}. {b:Say} [antwoordt|bevestigt|denkt] dat {that}.
{a:Say} [licht|praat] {t} toe. [Er zijn geen vragen.|De stukken worden nagezonden.|{b:Say} heeft aanvullingen.]
Op verzoek van {b} wordt {t} [geagendeerd|doorgeschoven|toegevoegd aan de agenda].
Volgens {a} [en {b} |]is {t} nog niet rijp voor besluitvorming.
[Afgesproken wordt|Besloten wordt|Afspraak is] dat {a} [en {b} samen |]{t} [oppakt|verder uitwerkt|bespreekt met {c}].
{a:Say} heeft [vorige week|op {dt}] gesproken met {c} van {org}; {c:last} [heeft geen bezwaar|wacht nog].
{a:Say} en {b} [gaan|trekken] samen op bij {t}. {a:poss} team doet de voorbereiding.
[N.a.v.|Naar aanleiding van] de opmerking van {b} [wordt|is] het verslag aangepast: {main}.
Bij afwezigheid van {c} neemt {a} [het punt|{t}] over. [|{c:given} is tot {dt} met verlof.|{c:given} {special}.]
{b:Say} sluit zich aan bij {a}. [|{k:Say} is geïnformeerd.|De rest knikt.]
[Besluit|Conclusie]: {a} stuurt het voorstel over {t} naar {k}.
[Actie|ACTIE|Actiepunt]: {a} [en {b} |]({todo}) vóór {dt}.
[Actie|>>|AP] {a:act}: {todo}.
{c:Full} ({comp}) heeft [laten weten|gemaild|gemeld] dat {that}. [|Contact: {c_mail}.|Bereikbaar op {phone}.]
[Vraag van|Reactie van|Inbreng] {a}: {main}? [|Antwoord {b}: ja.|{b:Say} zoekt het uit.]
De heer en mevrouw {c:last}, [wonend aan|bewoners van] {addr}, hebben een brief gestuurd over {t}.
{opinion} [Dat is volgens {a} voor intern beraad.|{b:Say} is het daar niet mee eens.]
{a:Say} vervangt {c} als contact voor {org}. {c:Say2} [gaat met pensioen|wordt bedankt|werkt nu bij {comp}].
{k:Say} wil [uiterlijk {dt} |]een stand van zaken. {a:Say} levert die aan[ via {b}|].
{s} {a:Say} [houdt de vinger aan de pols|neemt dit mee naar {org}|komt hierop terug].
[Er is|Er was] [overleg|een gesprek] met [familie|de familie] {c:last} over de woning aan de {street}.
De afdeling {dep} (contactpersonen: {a:full} en {c:full}) [levert input|is akkoord|reageert voor {dt}].
{a:Say} dankt {b} [en {c} |]voor [de inzet|het werk aan {t}]."""


def place_of(text: str) -> str:
    """A place that may be marked already, marked as LOC."""
    return text if OPEN in text else mark("LOC", text, "keep")


def body_of(text: str) -> str:
    """An organisation that may be marked already, marked as ORG."""
    return text if OPEN in text else mark("ORG", text, "keep")


def capital(text: str) -> str:
    """`text` with a capital where it starts with a word that is not marked."""
    return text if text.startswith(OPEN) else text[:1].upper() + text[1:]


def upper(marked: str) -> str:
    """`marked` in capitals, the marks themselves left alone."""
    parts = re.split(f"({OPEN}[^{SPLIT}]*{SPLIT})", marked)
    return "".join(p if p.startswith(OPEN) else p.upper() for p in parts)


# Forms that bring the title along, or are no name.
_TITLED = ("", "say", "say2", "titled", "name", "role", "org")


@dataclass(slots=True)
class Seat:
    """A person in a meeting. A format spec names the form: a method of Person, or one of `_form`."""

    d: Draw
    person: Person
    role: str
    org: str
    style: str = "full"
    seen: bool = False
    letters: str = ""

    def __format__(self, spec: str) -> str:
        big = spec[:1].isupper()
        first = self.person.keep and not self.seen and spec.lower() not in _TITLED
        if first and spec.lower() == "hon":
            spec = "Last" if spec[0] == "H" else "last"
        text = self._form(spec.lower())
        if first:
            text = f"{self.role} {text}"
        self.seen = self.seen or spec.lower() not in ("role", "org")
        return capital(text) if big else text

    def _form(self, spec: str) -> str:
        p = self.person
        if p.keep:  # a first name alone says of nobody that an office comes with it
            spec = {
                "given": "last",
                "low": "last_lower",
                "given_lower": "last_lower",
                "act": "last",
                "code": "last",
            }.get(spec, spec)
        own: dict[str, Callable[[], str]] = {
            "": self._said,
            "say": self._said,
            "say2": self.d.rng.choice([p.last, p.last if p.keep else p.given, self._hon]),
            "hon": self._hon,
            "short": lambda: f"{p.hon_short()} {p.last()}",
            "sformal": lambda: f"{p.hon_short()} {p.formal()}",
            "sinitial": lambda: f"{p.hon_short()} {p.initial_full()}",
            "role": lambda: self.role,
            "org": lambda: self.org,
            "titled": lambda: f"{self.role} {p.last()}",
            "poss": self._possessive,
            "act": self.d.rng.choice([p.last, p.given, self.code, p.full, p.initial_full]),
            "code": self.code,
            "name": lambda: f"{self.role} {p.full()}" if p.keep else p.full(),
            "low": p.given_lower,
            "initial": p.initial_full,
        }
        return own[spec]() if spec in own else str(getattr(p, spec)())

    def _hon(self) -> str:
        return f"{self.person.honorific()} {self.person.last()}"

    def _said(self) -> str:
        p, rng = self.person, self.d.rng
        if p.keep and (not self.seen or rng.random() < 0.6):
            return f"{self.role} {rng.choice([p.last, p.last, p.last, p.full, p.formal, p.initial_full])()}"
        if rng.random() < 0.12:
            other = rng.choice(
                ["full", "last", "hon", "given", "misspelt", "formal", "lower", "bare", "partner"]
            )
            return self._form(other)
        return self._form(self.style)

    def _possessive(self) -> str:
        p = self.person
        return self.d.rng.choice([p.last_possessive, p.last_possessive if p.keep else p.given_possessive])()

    def code(self) -> str:
        """The initials, the same all through a document."""
        self.letters = self.letters or self.person.code()
        return self.letters


class _Fill(dict[str, object]):
    """The holes of one template: seats are drawn once, facts anew each time."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room

    def __missing__(self, key: str) -> object:
        d, rng = self.room.d, self.room.d.rng
        if key in ("a", "b"):
            taken = self.get("b" if key == "a" else "a")
            free = [s for s in self.room.seats if s is not taken]
            self[key] = rng.choice(free or self.room.seats)
            return self[key]
        if key == "c":
            self[key] = self.room.other(keep=False)
            return self[key]
        if key == "k":
            self[key] = self.room.other(keep=True)
            return self[key]
        if key[:1] == "p" and key[1:].isdigit():
            return self.room.seats[int(key[1:]) % len(self.room.seats)]
        if key == "Main":
            return capital(str(self["main"]))
        if key == "c_mail":
            return self["c"].person.mail(d.domain())  # type: ignore[attr-defined]
        bank = {"t": TOPICS, "that": THAT, "todo": TODO, "main": MAIN}.get(key)
        if bank is not None:
            return self.room.fill(rng.choice(re.split("[;\n]", bank)), self)
        return FACTS[key](d)


FACTS: dict[str, Callable[[Draw], str]] = {
    "street": lambda d: place_of(d.street_name()),
    "place": lambda d: place_of(d.place()),
    "muni": lambda d: place_of(d.municipality()),
    "org": lambda d: body_of(d.org()),
    "comp": lambda d: body_of(d.company()),
    "school": lambda d: body_of(d.school()),
    "party": lambda d: mark("ORG", d.party(), "keep"),
    "dep": lambda d: d.department(),
    "yr": lambda d: str(d.year()),
    "mo": lambda d: d.month(),
    "wd": lambda d: d.weekday(),
    "dt": lambda d: d.rng.choice([d.date, d.date, d.date_long])(),
    "tm": lambda d: d.time(),
    "s": lambda d: d.sentence(),
    "file": lambda d: d.file_number(),
    "addr": lambda d: d.home_address(),
    "oaddr": lambda d: d.office_address(),
    "phone": lambda d: d.phone(),
    "ophone": lambda d: d.office_phone(),
    "law": lambda d: d.law(),
    "system": lambda d: d.system(),
    "box": lambda d: d.mailbox(),
    "special": lambda d: d.special(),
    "opinion": lambda d: d.opinion(),
    "n": lambda d: str(d.rng.randint(2, 19)),
    "rs": lambda d: d.role_staff(),
}


@dataclass(slots=True)
class Room:
    """The people of one document, and those it talks about."""

    d: Draw
    seats: list[Seat]
    style: str
    talked: list[Seat] = field(default_factory=list)

    def other(self, *, keep: bool) -> Seat:
        """Somebody who is not there: one talked about before, or a new one."""
        known = [s for s in self.talked if s.person.keep == keep]
        if known and self.d.rng.random() < 0.45:
            return self.d.rng.choice(known)
        role = self.d.rng.choice(OFFICES) if keep else self.d.role_staff()
        style = self.d.rng.choice(
            ["full", "full", "hon", "short", "initial", "sformal", "given", "last", self.style]
        )
        seat = Seat(self.d, self.d.person(keep=keep), role, "", style)
        self.talked.append(seat)
        return seat

    def fill(self, template: str, slots: _Fill | None = None) -> str:
        """The template with an option taken at each bracket and its holes filled."""
        while _OPTION.search(template):
            template = _OPTION.sub(lambda m: self.d.rng.choice(m[1].split("|")), template)
        return template.format_map(_Fill(self) if slots is None else slots)

    def lines(self, bank: str, low: int, high: int) -> list[str]:
        """Between `low` and `high` sentences of the bank, each taken at most once."""
        all_lines = bank.splitlines()
        n = min(len(all_lines), self.d.rng.randint(low, high))
        return [self.fill(line).rstrip() for line in self.d.rng.sample(all_lines, n)]

    def one(self, bank: str) -> str:
        """One sentence of the bank."""
        return self.fill(self.d.rng.choice(bank.splitlines())).rstrip()


def open_room(d: Draw, n: int, *, keep: int = 0, style: str = "", org: str = "") -> Room:
    """A room with `n` people, `keep` of them office holders. `org` names the fact where the others come from."""
    style = style or d.rng.choice(STYLES)
    offices = d.rng.sample(sorted(set(OFFICES)), min(keep, n))
    seats = [Seat(d, d.person(keep=True), office, "", style) for office in offices]
    facts = ("muni", "org", "org", "comp", "place")
    seats += [
        Seat(d, p, d.role_staff(), FACTS[org or d.rng.choice(facts)](d), style)
        for p in d.people(n - len(offices))
    ]
    d.rng.shuffle(seats)
    return Room(d, seats, style)


def _flat(marked: str) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    heads: list[str] = []
    i = 0
    while i < len(marked):
        if marked[i] == OPEN:
            split = marked.index(SPLIT, i)
            heads.append(marked[i : split + 1])
            i = split
        elif marked[i] == CLOSE:
            heads.pop()
        else:
            out.append((marked[i], heads[-1] if heads else ""))
        i += 1
    return out


def _thick(signs: Sequence[tuple[str, str]]) -> str:
    out, head = "", ""
    for sign, now in signs:
        if now != head:
            out += (CLOSE if head else "") + now
            head = now
        out += sign
    return out + (CLOSE if head else "")


def broken(marked: str, width: int) -> list[str]:
    """A cell of a table as lines of at most `width` signs where words allow; a broken answer becomes two."""
    signs = _flat(marked)
    lines: list[str] = []
    while len(signs) > width:
        cut = next((i for i in range(width, 0, -1) if signs[i][0] == " "), 0)
        if not cut:
            cut = next((i for i in range(width, len(signs)) if signs[i][0] == " "), len(signs))
        lines.append(_thick(signs[:cut]))
        signs = signs[cut + 1 :]
    return [*lines, _thick(signs)] if signs else lines or [""]


def table(d: Draw, rows: Sequence[Sequence[str]]) -> str:
    """Rows as a table in text: columns set apart by spaces with broken cells, by tabs, by bars, or a cell a line."""
    kind = d.rng.choice(
        ["spaces", "spaces", "broken", "broken", "tabs", "bars", "markdown", "cells", "single"]
    )
    if kind == "cells":
        return "\n".join(cell for row in rows for cell in row if cell)
    if kind in ("tabs", "bars", "single"):
        sep = {"tabs": "\t", "bars": d.pick(" | ", "|", " ; "), "single": " "}[kind]
        return "\n".join(sep.join(row) for row in rows)
    if kind == "markdown":
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])
    limit = d.rng.randint(12, 26) if kind == "broken" else 200
    wide = [min(limit, max(len(plain(row[i])) for row in rows)) for i in range(len(rows[0]))]
    out = []
    for row in rows:
        cells = [broken(cell, w) for cell, w in zip(row, wide, strict=True)]
        for k in range(max(map(len, cells))):
            parts = [c[k] if k < len(c) else "" for c in cells]
            padded = [x + " " * (w - len(plain(x))) for x, w in zip(parts, wide, strict=True)]
            out.append("  ".join(padded).rstrip())
    return "\n".join(out)


def laid_out(d: Draw, text: str) -> str:
    """The finished document: as it is, or with lines broken at a width, as printed text has them."""
    if d.rng.random() < 0.55:
        return text.strip() + "\n"
    width = d.rng.randint(58, 105)
    out: list[str] = []
    for line in text.strip().splitlines():
        now = ""
        for word in line.split(" "):
            if now and len(plain_words(now)) + len(plain_words(word)) > width and "  " not in line:
                out.append(now)
                now = word
            else:
                now = f"{now} {word}" if now else word
        out.append(now)
    return "\n".join(out) + "\n"


def plain_words(part: str) -> str:
    """A part of a line that may hold half a mark, without the signs of the mark."""
    return re.sub(f"{OPEN}[^{SPLIT}]*{SPLIT}|{CLOSE}", "", part)
