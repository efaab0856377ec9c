"""What mails, chats and logs are put together from: a cast, sentences with slots, layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.recipe.invented import mail_sentences
from models.recipe.invented.marks import CLOSE, OPEN, mark
from models.recipe.invented.people import Person

if TYPE_CHECKING:
    from models.recipe.invented.draw import Draw

_SLOT = re.compile(r"\{(\w+)(?::(\w))?\}")
_LITERAL = re.compile(r"\[\[(\w+):([^\]]+)\]\]")
_HEAD = re.compile("(\ue000[^\ue001]*\ue001)")
_MARKS = re.compile("\ue000[^\ue001]*\ue001|\ue002")

_SHORT_PREFIX = {
    "van der": ("v.d.", "v/d", "vd", "v. d."),
    "van den": ("v.d.", "v/d", "vd"),
    "van de": ("v.d.", "v/d", "vd"),
    "van": ("v.", "v"),
    "de": ("d.",),
    "ten": ("t.",),
    "ter": ("t.",),
}
SYSTEMS = (
    "het Zaaksysteem", "JOIN", "Corsa", "iBabs", "SharePoint", "Teams", "Outlook", "TOPdesk", "Key2Financiën",
    "Suite voor het Sociaal Domein", "Squit", "OpenWave", "Youforce", "AFAS", "Decos", "Verseon", "BRP", "DSO",
    "Mijn Documenten", "de O-schijf", "Objectbeheer", "Kibana", "Citrix", "Djuma", "Rx.Mission",
)  # fmt: skip
CODES = (
    "BJZ", "RO-VTH", "AJZ", "P&O", "DIV", "MO/WIZ", "Cluster Ruimte", "Team Vergunningen", "BOR", "KCC", "FEZ",
    "HRM", "I&A", "Stafbureau", "Sector Samenleving", "OOV", "VTH 2", "Programma Wonen", "Griffie", "Bedrijfsvoering",
    "Team Handhaving", "EZ&T", "Concernstaf", "SO-3.2", "Publiekszaken", "Grondzaken", "Communicatie",
)  # fmt: skip

_SUBJECTS = sorted(mail_sentences.BY_SUBJECT.keys() - {"neutral"})

Say = Callable[[Person], str]


def person_mark(p: Person, text: str) -> str:
    """`text` as a mention of `p` in a writing that `Person` itself has not."""
    return mark("PERSON", text, "keep" if p.keep else "redact", p.origin)


def short_prefix(p: Person) -> str:
    """v.d. Berg: the surname as minutes and notes shorten it."""
    ways = _SHORT_PREFIX.get(p.prefix.lower())
    return person_mark(p, f"{p.rng.choice(ways)} {p.surname}") if ways else p.last()


def kept(label: str, text: str) -> str:
    """`text` marked as what stays, unless it is marked already."""
    return text if OPEN in text else mark(label, text, "keep")


def street(d: Draw) -> str:
    """A street; one in four is called after somebody, and stays all the same."""
    if d.rng.random() < 0.75:
        return kept("LOC", d.street_name())
    p = d.person()
    front = d.rng.choice([p.first, p.first, "Burgemeester", "Dr.", "Pastoor", p.initials])
    kind = d.rng.choice(["straat", "laan", "plein", "weg", "kade", "hof"])
    joined = d.rng.choice([f"{p.surname}{kind}", f"{p.surname}{kind}", f"{p.surname}-{kind}"])
    return mark("LOC", " ".join(x for x in (front, p.prefix, joined) if x), "keep")


def room(d: Draw) -> str:
    """A hall or a meeting room called after somebody, which stays."""
    p = d.person()
    front = d.rng.choice(["", "", p.first, "Burgemeester"])
    name = " ".join(x for x in (front, p.prefix, f"{p.surname}{d.pick('zaal', 'kamer', '-zaal')}") if x)
    return mark("LOC", d.pick(name, name, "Johan de Wittzaal", "Anne Frankzaal", "Thorbeckezaal"), "keep")


def org(d: Draw) -> str:
    """An organisation; one in five is called after somebody, and stays all the same."""
    if d.rng.random() < 0.8:
        return d.org_mark()
    p = d.person()
    name, last = p.plain_full(), p.plain_last()
    ways = [
        f"Stichting {name}",
        f"het {name} College",
        f"{last} Advocaten",
        f"{last} & Zn.",
        f"{last} Bouw B.V.",
    ]
    ways += [
        f"{p.first} {p.surname} Fonds",
        f"Bakkerij {last}",
        f"Kinderopvang {p.first}",
        f"basisschool {name}",
    ]
    return mark("ORG", d.rng.choice(ways).removeprefix("het "), "keep")


def _who(p: Person) -> str:
    ways: list[Say] = [Person.given, Person.full, Person.initial_full, Person.code]
    way = p.rng.choices([*ways, _polite, _colleague], [40, 20, 6, 5, 14, 10])[0]
    return way(p)


def _polite(p: Person) -> str:
    if p.rng.random() < 0.3:
        return f"{p.hon_short()} {short_prefix(p)}"
    return f"{p.rng.choice([p.honorific(), p.hon_short()])} {p.last()}"


def _colleague(p: Person) -> str:
    return f"{p.rng.choice(['collega', 'onze', 'jullie', 'mijn collega', 'stagiair'])} {p.given()}"


PERSON_SLOTS: dict[str, Say] = {
    "full": Person.full,
    "formal": Person.formal,
    "init": Person.initial_full,
    "last": Person.last,
    "small": Person.last_small,
    "bare": Person.bare,
    "given": Person.given,
    "inv": Person.inverted,
    "invf": Person.inverted_first,
    "upper": Person.upper,
    "ulast": Person.upper_last,
    "llow": Person.last_lower,
    "lower": Person.lower,
    "glow": Person.given_lower,
    "code": Person.code,
    "partner": Person.partner,
    "miss": Person.misspelt,
    "letter": Person.letter_only,
    "any": Person.any,
    "own": Person.given_possessive,
    "ownlast": Person.last_possessive,
    "abbr": short_prefix,
    "who": _who,
    "hon": lambda p: p.rng.choice([p.honorific(), p.hon_short()]),
    "Hon": lambda p: p.honorific().capitalize(),
}


# What a writer puts just as well in the place of a form: keeps sentences from being known by the form in them.
_INSTEAD: dict[str, tuple[Say, ...]] = {
    "given": (Person.full, Person.full, Person.given_lower, Person.last, Person.initial_full, Person.code),
    "full": (
        Person.formal,
        Person.initial_full,
        Person.last,
        Person.partner_full,
        Person.misspelt,
        Person.lower,
        Person.given,
        Person.inverted,
        Person.formal_spaced,
        Person.upper,
    ),
    "formal": (Person.formal_spaced, Person.full, Person.initial_full, Person.partner_full, Person.inverted),
    "init": (Person.formal, Person.full, Person.last),
    "last": (
        Person.last_small,
        Person.misspelt_last,
        Person.upper_last,
        Person.formal,
        short_prefix,
        Person.partner,
    ),
}
_LEADS = (
    "Overigens: ", "NB: ", "Let op! ", "Nog iets: ", "PS ", "Verder: ", "1. ", "Vraag: ", "Kortom: ", "Besproken: ", "-> ",
    "Ja. ", "Nee, ", "Ad 2: ", "Actie: ", "Uitkomst: ", "* ", "Zie ook: ", "Hm. ", "Eerlijk is eerlijk: ", "Tot slot. ",
)  # fmt: skip


@dataclass(slots=True)
class Cast:
    """The people of one document, the domain they mail from, and who of them holds an office."""

    d: Draw
    people: list[Person]
    domain: str
    org: str
    holder: Person | None = None
    title: str = ""
    subjects: list[str] = field(default_factory=list)

    def one(self) -> Person:
        """Somebody of the cast."""
        return self.d.rng.choice(self.people)

    def two(self) -> tuple[Person, Person]:
        """Two different people of the cast."""
        first, second = self.d.rng.sample(self.people, 2)
        return first, second

    def mail(self, p: Person) -> str:
        """The address of somebody at the own organisation."""
        return p.mail(self.domain)


def cast(d: Draw, low: int = 2, high: int = 6) -> Cast:
    """People for a document, in one case of four with an office holder beside them."""
    people = d.people(d.rng.randint(max(low, 2), high))
    made = Cast(d, people, d.domain(), d.org_mark())
    made.subjects = d.rng.sample(_SUBJECTS, 2)
    if d.rng.random() < 0.25:
        made.holder, made.title = d.person(keep=True), d.role_keep()
    return made


def _fact(d: Draw, c: Cast, slot: str) -> str:
    ways: dict[str, Callable[[], str]] = {
        "org": lambda: org(d), "company": d.company_mark, "muni": d.muni_mark, "place": d.place_mark,
        "school": lambda: kept("ORG", d.school()), "street": lambda: street(d), "room": lambda: room(d),
        "dept": lambda: d.pick(d.department(), d.department_code(), d.rng.choice(CODES)),
        "date": d.date, "longdate": d.date_long, "time": d.time, "day": d.weekday, "month": d.month,
        "year": d.year, "topic": d.topic, "sentence": d.sentence, "staff": d.role_staff,
        "addr": d.home_address, "office": d.office_address, "phone": d.phone, "officephone": d.office_phone,
        "birth": d.birth_date, "bsn": d.bsn, "iban": d.iban, "plate": d.plate, "case": d.personal_case_number,
        "v": d.v_number, "ip": d.ip, "file": d.file_number, "special": d.special, "opinion": d.opinion,
        "office_iban": d.office_iban, "mailbox": d.mailbox, "title": lambda: c.title,
        "system": lambda: d.pick(d.system(), d.rng.choice(SYSTEMS)), "law": d.law, "project": d.project,
    }  # fmt: skip
    return ways[slot]()


def _personal(d: Draw, c: Cast, slot: str, p: Person) -> str:
    if slot == "mail":
        return c.mail(p)
    if slot == "user":
        return d.username(p)
    if slot == "handle":
        return d.handle(p)
    if slot == "link":
        return d.link(p)
    if slot in _INSTEAD and d.rng.random() < 0.2:
        return d.rng.choice(_INSTEAD[slot])(p)
    return PERSON_SLOTS[slot](p)


_OF_A_PERSON = frozenset(PERSON_SLOTS) | {"mail", "user", "handle", "link"}


def fill(c: Cast, template: str) -> str:
    """`template` with people of the cast, and now and then an outsider, in its slots."""
    d = c.d
    bound: dict[str, Person] = {}
    free = d.rng.sample(c.people, len(c.people))

    def put(slot: re.Match[str]) -> str:
        kind, key = slot.group(1), slot.group(2) or f"_{len(bound)}"
        if kind not in _OF_A_PERSON:
            return _fact(d, c, kind)
        if key == "z" and c.holder is not None:
            bound[key] = c.holder
        if key not in bound:
            bound[key] = free.pop() if free and d.rng.random() < 0.55 else d.person()
        return _personal(d, c, kind, bound[key])

    text = _LITERAL.sub(lambda m: mark(m[1], m[2], "keep"), _SLOT.sub(put, template))
    return text[:1].upper() + text[1:] if template.startswith("{title}") else text


def _varied(c: Cast, sentence: str) -> str:
    """A sentence with something before or behind it now and then, or without its full stop."""
    d, way = c.d, c.d.rng.random()
    if way < 0.1:
        return d.rng.choice(_LEADS) + sentence
    if way < 0.2 and sentence.endswith("."):
        more = (
            "aldus {who}",
            "zie ook {given}",
            "bron: {any}",
            "{code}",
            "met dank aan {given}",
            "{given} en {given} zijn op de hoogte",
        )
        tail = fill(c, d.rng.choice(more))
        return d.pick(f"{sentence[:-1]} ({tail}).", f"{sentence[:-1]} - {tail}.", f"{sentence[:-1]}, {tail}.")
    # Behind a name the full stop stays: two names side by side would read as one.
    return sentence.removesuffix(".") if way > 0.93 and not sentence.endswith(f"{CLOSE}.") else sentence


def body(c: Cast, low: int, high: int, *subjects: str) -> list[str]:
    """Sentences on the subjects of the cast, or on those given; the office holder comes with the title first."""
    d = c.d
    names = [*(subjects or c.subjects), "general", "neutral"]
    pool = [s for name in names for s in mail_sentences.BY_SUBJECT[name]]
    chosen = [_varied(c, fill(c, s)) for s in d.rng.sample(pool, min(d.rng.randint(low, high), len(pool)))]
    if c.holder is not None:
        chosen.insert(0, fill(c, d.rng.choice(mail_sentences.OFFICE)))
        if d.rng.random() < 0.5:
            chosen.append(fill(c, d.rng.choice(mail_sentences.OFFICE_AGAIN)))
    return chosen


def paragraphs(d: Draw, sentences: Sequence[str]) -> str:
    """Sentences as running text, as lines, as a list, or in paragraphs; sometimes hard-wrapped."""
    way = d.rng.randrange(6)
    if way == 0:
        text = " ".join(sentences)
    elif way == 1:
        text = "\n".join(sentences)
    elif way == 2:
        sign = d.rng.choice(["-", "-", "*", "•", "o", "–"])
        text = "\n".join(f"{sign} {s}" for s in sentences)
    else:
        groups: list[list[str]] = [[]]
        for s in sentences:
            groups[-1].append(s)
            if d.rng.random() < 0.4:
                groups.append([])
        text = d.rng.choice(["\n\n", "\n\n", "\n"]).join(" ".join(g) for g in groups if g)
    return wrap(text, d.rng.choice([58, 66, 72, 78, 90])) if d.rng.random() < 0.4 else text


def wrap(marked: str, width: int, after: str = "\n") -> str:
    """`marked` with lines of at most `width` visible characters; a break may fall inside a name."""
    out = []
    for line in marked.split("\n"):
        row = ""
        for word in line.split(" "):
            if row and len(_MARKS.sub("", f"{row} {word}")) > width:
                out.append(row)
                row = word
            else:
                row = f"{row} {word}" if row else word
        out.append(row)
    return after.join(out)


def recased(marked: str, change: Callable[[str], str]) -> str:
    """`change` laid over the text, not over what stands inside the marks about it."""
    return "".join(p if p.startswith("\ue000") else change(p) for p in _HEAD.split(marked))


def quoted(marked: str, sign: str = "> ") -> str:
    """Each line behind a quote sign."""
    return "\n".join(f"{sign}{line}".rstrip() if line else sign.rstrip() for line in marked.split("\n"))
