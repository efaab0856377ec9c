"""What the formats of letters, reports and records share: filling a sentence, letterheads, address blocks, closings.

A sentence is written as `<Hierbij|Met deze brief> bericht {b.formal} dat ...`: one of the stretches between `<` and `>` is
chosen (only where a `|` stands between them), and `{p.form}` becomes that form of the person `p`, `{date}` a fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from models.recipe.invented.draw import Draw
from models.recipe.invented.marks import CLOSE, OPEN, SPLIT, mark
from models.recipe.invented.people import Person

FORMATS: dict[str, Callable[[Draw], str]] = {}

_CHOICE = re.compile(r"<([^<>]*\|[^<>]*)>")
_SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?\}")
_CODE_LETTERS = "BDFGHJKLNPRSTVXZ"


def kept(label: str, text: str) -> str:
    """`text` marked as what must stay, unless it is marked already."""
    return text if OPEN in text else mark(label, text, "keep")


def digits(d: Draw, count: int) -> str:
    """A number of `count` digits that does not begin with a nought."""
    return str(d.rng.randint(10 ** (count - 1), 10**count - 1))


def amount(d: Draw) -> str:
    """A sum of money, with or without a sign, points and cents."""
    whole = d.rng.choice((d.rng.randint(5, 990), d.rng.randint(1000, 9900), d.rng.randint(10_000, 4_000_000)))
    text = f"{whole:,}".replace(",", ".") + d.rng.choice(("", ",-", ",00", f",{d.rng.randint(10, 99)}"))
    return d.rng.choice(("€ ", "€", "EUR ", "€ ")) + text


def not_bsn(d: Draw) -> str:
    """Nine digits that fail the eleven test of a BSN, as order and article numbers do."""
    while True:
        text = digits(d, 9)
        if (sum(int(c) * (9 - i) for i, c in enumerate(text[:8])) - int(text[8])) % 11:
            return text


def product_code(d: Draw) -> str:
    """A code of an article or a type that looks like a number plate, and is none."""
    a, b, c = (d.rng.choice(_CODE_LETTERS) for _ in range(3))
    n = d.rng.randint(1, 99)
    return d.rng.choice(
        (f"{a}{b}-{n:02d}0-{c}", f"{a}{b}{c}-{n}", f"{n}-{a}{b}-{digits(d, 3)}", f"{a}{n}-{b}{c}")
    )


def street_after_person(d: Draw) -> str:
    """A street called after a person, which stays."""
    p = d.person()
    last = p.surname
    kind = d.rng.choice(("straat", "laan", "plein", "weg", "kade", "hof", "plantsoen"))
    front = (p.first, "Burgemeester", "Prof.", "Dr.", "Pastoor", "Koningin", "Minister", f"{p.initials}", "")
    return mark("LOC", f"{d.rng.choice(front)} {last}{kind}".strip(), "keep")


def body_after_person(d: Draw) -> str:
    """An organisation called after a person, which stays."""
    p = d.person()
    whole = " ".join(x for x in (p.first, p.prefix, p.surname) if x)
    kinds = ("Stichting {}", "{}school", "{} College", "basisschool {}", "Fonds {}", "{} Instituut", "{}huis")
    name = d.rng.choice(kinds).format(d.rng.choice((whole, p.surname)))
    return mark("ORG", name, "keep")


_PRODUCTS = (
    "Paspoort",
    "Uittreksel BRP",
    "Rijbewijs",
    "Leges",
    "Parkeervergunning",
    "Bijzondere bijstand",
    "Ondersteuning",
)

_BODIES = {
    "tax": "Belastingdienst",
    "uwv": "UWV",
    "avim": "AVIM",
    "rvs": "Raad van State",
    "tk": "Tweede Kamer",
    "coa": "COA",
    "ggd": "GGD",
    "fire": "Brandweer",
}


def _body(text: str) -> Callable[[Draw], str]:
    return lambda d: mark("ORG", text, "keep")


FACTS: dict[str, Callable[[Draw], str]] = {
    **{name: _body(text) for name, text in _BODIES.items()},
    "muni": lambda d: kept("LOC", d.municipality()),
    "green": lambda d: mark("LOC", "Groene Hart", "keep"),
    "place": lambda d: kept("LOC", d.place()),
    "street": lambda d: kept("LOC", d.street_name()),
    "pstreet": street_after_person,
    "porg": body_after_person,
    "org": lambda d: kept("ORG", d.org()),
    "body": lambda d: kept("ORG", d.body()),
    "company": lambda d: kept("ORG", d.company()),
    "school": lambda d: kept("ORG", d.school()),
    "court": lambda d: mark("ORG", f"rechtbank {d.place()}", "keep"),
    "dept": lambda d: d.department(),
    "home": lambda d: d.home_address(),
    "hpost": lambda d: mark("ADDRESS", d.postcode()),
    "office": lambda d: d.office_address(),
    "phone": lambda d: d.phone(),
    "ophone": lambda d: d.office_phone(),
    "mailbox": lambda d: d.mailbox(),
    "birth": lambda d: d.birth_date(),
    "date": lambda d: d.date(),
    "dlong": lambda d: d.date_long(),
    "time": lambda d: d.time(),
    "weekday": lambda d: d.weekday(),
    "month": lambda d: d.month(),
    "year": lambda d: str(d.year()),
    "bsn": lambda d: d.bsn(),
    "iban": lambda d: d.iban(),
    "oiban": lambda d: d.office_iban(),
    "plate": lambda d: d.plate(),
    "passport": lambda d: d.passport(),
    "big": lambda d: d.big_number(),
    "vnr": lambda d: d.v_number(),
    "pcase": lambda d: d.personal_case_number(),
    "file": lambda d: d.file_number(),
    "ip": lambda d: d.ip(),
    "gps": lambda d: d.gps(),
    "special": lambda d: d.special(),
    "opinion": lambda d: d.opinion(),
    "role": lambda d: d.role_keep(),
    "staff": lambda d: d.role_staff(),
    "any_file": lambda d: d.file_number(),
    "topic": lambda d: d.topic(),
    "sentence": lambda d: d.sentence(),
    "domain": lambda d: d.domain(),
    "eur": amount,
    "nine": not_bsn,
    "code": product_code,
    "kvk": lambda d: digits(d, 8),
    "six": lambda d: digits(d, 6),
    "n": lambda d: str(d.rng.randint(2, 12)),
    "nn": lambda d: str(d.rng.randint(13, 99)),
    "art": lambda d: f"{d.rng.randint(1, 9)}:{d.rng.randint(1, 89)}",
    "law": lambda d: d.law(),
    "system": lambda d: d.system(),
    "project": lambda d: d.project(),
    "product": lambda d: d.rng.choice(_PRODUCTS),
}


_FORMS: dict[str, Callable[[Person], str]] = {
    "first_bare": lambda p: f"{p.first} {p.surname}",
    "letters": lambda p: p.initials,
    "sloppy": lambda p: f"{p.first[0]} {p.surname}",
}


def _possessive(marked: str) -> str:
    """The form with the s of possession, inside the mark as the word is one word."""
    if not marked.endswith(CLOSE) or len(marked) < 2:
        return marked
    last = marked[-2].lower()
    return marked[:-1] + {"s": "'", "x": "'", "z": "'"}.get(last, "'s" if last in "aiouy" else "s") + CLOSE


class Scene:
    """One document being written: its draw, and the people and facts that come back in it under a name."""

    def __init__(self, d: Draw, **names: Person | str) -> None:
        self.d = d
        self.names: dict[str, Person | str] = {
            "muni": kept("LOC", d.municipality()),
            "domain": d.domain(),
            "file": d.file_number(),
            **names,
        }

    def __call__(self, *options: str) -> str:
        """One of the options, filled."""
        text = self.d.rng.choice(options)
        while found := _CHOICE.search(text):
            text = text[: found.start()] + self.d.rng.choice(found[1].split("|")) + text[found.end() :]
        filled = _SLOT.sub(self._slot, text)
        if text.endswith(".") and ".honorific}" in text[:14]:
            return filled[0].upper() + filled[1:]
        return filled

    def _slot(self, found: re.Match[str]) -> str:
        name, form = found[1], found[2]
        value = self.names.get(name)
        if value is None:
            return FACTS[name](self.d)
        if isinstance(value, str):
            return value
        return self._written(value, name, form) if form else value.any()

    def _written(self, value: Person, name: str, form: str) -> str:
        """`value` in `form`; `name` tells whether a mail address is private (`p`, `q`, `r`) or of the office."""
        if form == "mail":
            private = self.d.general_domain()
            return value.mail(private if name in ("p", "q", "r") else str(self.names["domain"]))
        if form in ("username", "handle", "link"):
            made: str = getattr(self.d, form)(value)
            return made
        if form == "dear":
            return value.honorific().removeprefix("de ")
        if form in _FORMS:
            return mark("PERSON", _FORMS[form](value), "keep" if value.keep else "redact", value.origin)
        if form.endswith("_s"):
            return _possessive(getattr(value, form[:-2])())
        written: str = getattr(value, form)()
        return written

    def some(self, low: int, high: int, options: Sequence[str]) -> list[str]:
        """From `low` to `high` different options, filled, in any order."""
        count = min(self.d.rng.randint(low, high), len(options))
        return [self(one) for one in self.d.rng.sample(list(options), count)]

    def para(self, low: int, high: int, options: Sequence[str]) -> str:
        """Some of the options as one paragraph."""
        return self._joined(self.some(low, high, options), (" ",))

    def paras(self, low: int, high: int, options: Sequence[str]) -> str:
        """Some of the options as paragraphs of one to three sentences."""
        return self._joined(self.some(low, high, options), (" ", " ", "\n\n"))

    def _joined(self, sentences: Sequence[str], spaces: Sequence[str]) -> str:
        # A note that ends without a stop is not run into the next one: two names would stand side by side.
        text = ""
        for one in sentences:
            loose = text and text.rstrip(CLOSE)[-1] not in ".!?:"
            text += (self.d.rng.choice(("\n", ". ", ", ") if loose else spaces) if text else "") + one
        return text


def shuffled(d: Draw, parts: Sequence[str], keep: float = 1.0) -> list[str]:
    """The parts in any order, each there with the chance `keep`."""
    left = [one for one in parts if one and d.rng.random() < keep]
    d.rng.shuffle(left)
    return left


def wrap(d: Draw, text: str, chance: float = 0.4) -> str:
    """`text` with hard line ends in some documents: at spaces, also inside names, marks not counted."""
    if d.rng.random() > chance:
        return text
    width = d.rng.randint(52, 96)
    out: list[str] = []
    seen, space, inside = 0, -1, False
    for sign in text:
        out.append(sign)
        if inside or sign in (OPEN, CLOSE, SPLIT):
            inside = sign == OPEN or (inside and sign != SPLIT)
            continue
        seen = 0 if sign == "\n" else seen + 1
        if sign == "\n":
            space = -1
        elif sign == " " and out[-2:-1] != ["\n"]:
            space = len(out) - 1
        if seen > width and space > 0:
            out[space] = "\n"
            seen, space = 0, -1
    return "".join(out)


def home_lines(d: Draw) -> str:
    """A home address over two or three lines, each line an answer."""
    number = f"{d.rng.randint(1, 240)}{d.rng.choice(('', '', '', ' A', 'b', '-II', ' bis', '-3'))}"
    place = d.place()
    town = d.rng.choice((place, place.upper(), place))
    code = d.postcode()
    street = mark("ADDRESS", f"{d.street_name()} {number}")
    if d.rng.random() < 0.1:
        return f"{street}\n{mark('ADDRESS', code)}\n{mark('ADDRESS', town)}"
    return f"{street}\n{mark('ADDRESS', code + d.rng.choice((' ', '  ')) + town)}"


def address_block(s: Scene, key: str = "p") -> str:
    """Name and home address of a citizen as they stand above a letter."""
    name = s(
        f"{{{key}.full}}",
        f"{{{key}.formal}}",
        f"{{{key}.honorific}} {{{key}.formal}}",
        f"{{{key}.hon_short}} {{{key}.formal}}",
        f"Aan {{{key}.honorific}} {{{key}.full}}",
        f"Aan: {{{key}.initial_full}}",
        f"Aan de bewoner(s)\nt.a.v. {{{key}.hon_short}} {{{key}.last}}",
        f"De <weledelgeboren|weledelgestrenge> {{{key}.honorific}} {{{key}.formal}}",
        f"{{{key}.upper}}",
        f"{{{key}.formal_spaced}}",
        f"{{{key}.partner_full}}",
        f"Fam. {{{key}.last}}",
        f"{{{key}.hon_short}} {{{key}.inverted}}",
        f"{{company}}\nt.a.v. {{{key}.honorific}} {{{key}.formal}}",
    )
    return f"{name}\n{home_lines(s.d)}"


def letterhead(s: Scene, key: str = "b") -> str:
    """Sender, kenmerk, treatment and subject of an official letter, in one of many orders and layouts."""
    d = s.d
    between = d.pick(": ", ":\t", "   ", "\n", " : ", ":\n")
    lines = [
        s("<Datum|Verzenddatum|Verzonden|Datum verzending|Dagtekening>§{dlong}", "Datum§{date}"),
        s("<Ons kenmerk|Kenmerk|Zaaknummer|Onze referentie|Zaaknr.>§{file}"),
        s(f"<Behandeld door|Behandelaar|Contactpersoon|Inlichtingen bij|Uw contactpersoon>§{{{key}.any}}"),
        s(f"Behandeld door§{{{key}.hon_short}} {{{key}.formal}}", f"Contact§{{{key}.full}}, {{dept}}"),
    ]
    lines.pop(d.rng.choice((2, 3)))
    extra = [
        "<Uw kenmerk|Uw brief van|Uw aanvraag van>§<{date}|-|{file}>",
        "<Doorkiesnummer|Telefoon|Rechtstreeks nummer|Tel.>§{phone}",
        "<Telefoon|Algemeen telefoonnummer>§{ophone}",
        f"E-mail§{{{key}.mail}}",
        "<Bijlage(n)|Bijlagen>§<geen|1|{n}|diverse>",
        "Afdeling§{dept}",
        "Pagina§1 van {n}",
        "Bezoekadres§{office}",
        "IBAN§{oiban}",
    ]
    lines += s.some(1, 6, extra)
    subject = s("<Onderwerp|Betreft|Betreft|Inzake>§{topic}")
    lines = [*shuffled(d, lines), subject] if d.rng.random() < 0.7 else shuffled(d, [*lines, subject])
    sender = s(
        "Gemeente {muni}\n{office}\n",
        "{body}\n{office}\n{ophone}\n",
        "Gemeente {muni} | {office} | {mailbox}\n",
        "",
        "Retouradres: {office}\n",
        "{body}\nAfdeling {dept}\n",
    )
    return sender + "\n".join(lines).replace("§", between)


CLOSINGS = (
    "Met vriendelijke groet,\n\n\n{b.full}\n{staff}<| {dept}>",
    "Hoogachtend,\n\nnamens <burgemeester en wethouders|het college> van {muni},\n\n\n{b.formal}\n{staff} {dept}",
    "<Namens het college|Namens de directie|Het college voornoemd>,\nnamens deze,\n\n{t.initial_full}\nteammanager {dept}",
    "Het college van burgemeester en wethouders van {muni},\nde secretaris,\t\tde burgemeester,\n\n{v.formal}\t\t{w.formal}",
    "<Burgemeester en wethouders|Gedeputeerde staten>,\n\n{w.formal}, <voorzitter|burgemeester>\n{v.formal}, secretaris",
    "De burgemeester van {muni},\n\n{w.full}",
    "Hoogachtend,\n<w.g.|(getekend)|(was getekend)> {b.formal}\n{staff}",
    "m.vr.gr.\n{b.given}\n\n{b.full} | {staff} | T {phone} | {b.mail}",
    "Met vriendelijke groeten,\n\n<i.o.|b/a|namens {t.last},> {b.initial_full}\n{dept}\n{phone}",
    "Vriendelijke groet,\n{b.full} en {t.full}\n{staff}s {dept}",
    "Namens {org},\n{t.upper}\n<manager|afdelingshoofd> {dept}",
    "Groet,\n{b.given_lower}",
    "De inspecteur,\nvoor deze,\n\n{b.honorific} {b.formal}",
    "Dit document is digitaal ondertekend door {b.full} op {date} <om {time}|>.",
    "Heeft u vragen? Bel {b.honorific} {b.last}, telefoon {phone}<, of mail {b.mail}|>.\n\nMet vriendelijke groet,\n{t.full}",
)


def official_scene(d: Draw, **names: Person | str) -> Scene:
    """A scene with a handling official `b`, a manager `t`, and two office holders `w` and `v`."""
    b, t = d.people(2)
    cast: dict[str, Person | str] = {"b": b, "t": t, "w": d.person(keep=True), "v": d.person(keep=True)}
    return Scene(d, **{**cast, **names})


def closing(s: Scene) -> str:
    """The end of an official letter with who signs it."""
    copies = (
        "\n\ncc: {t.initial_full}, {b.code}",
        "\n\nAfschrift aan: {porg}",
        "\n\nc.c. {q.honorific} {q.last}" if "q" in s.names else "\n\nBijlage: {system}-uitdraai {date}",
        "\n\nParaaf: {b.code}  {t.code}",
        "\n\nIn afschrift: archief, {dept}",
    )
    return s(*CLOSINGS) + s.d.maybe(s(*copies), 0.3)
