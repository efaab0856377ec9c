"""What official documents talk about: bodies, departments, streets, subjects and whole sentences, without people.

The words stand in words/*.toml. Every list falls apart into two halves that share nothing, one to train with and one
to measure with: a word's own checksum says where it goes, so that adding words moves none.
"""

from __future__ import annotations

import random
import tomllib
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from models.recipe.invented.marks import mark
from models.recipe.invented.people import capitalised, letters_of
from models.recipe.invented.pools import ORIGINS, SPLITS, names

WORDS = Path(__file__).parent / "words"
_HELD_OUT_PERCENT = 35


@cache
def _file(name: str) -> dict[str, list[str]]:
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """The list `key` of words/`name`.toml, in the order of the file."""
    return tuple(_file(name)[key])


@cache
def half(name: str, key: str, split: str) -> tuple[str, ...]:
    """The part of a list that belongs to `split`, `train` or `heldout`."""
    held_out = split == "heldout"
    return tuple(
        w for w in words(name, key) if (zlib.crc32(w.encode()) % 100 < _HELD_OUT_PERCENT) == held_out
    )


@cache
def patterns(name: str, key: str, split: str) -> tuple[str, ...]:
    """As `half`, with every pattern that has a field in both halves: what fills the field differs."""
    return half(name, key, split) + tuple(
        w for w in words(name, key) if "{" in w and w not in half(name, key, split)
    )


class Things:
    """Draws words; `Draw` adds facts and people."""

    def __init__(self, seed: int, split: str = "train") -> None:
        if split not in SPLITS:
            raise ValueError(f"no such split: {split}")
        self.split = split
        # Text seeds are hashed with SHA-512, the same on every machine.
        self.rng = random.Random(f"{split}/{seed}")

    def pick(self, *options: str) -> str:
        """One of the options."""
        return self.rng.choice(options)

    def maybe(self, text: str, p: float = 0.5) -> str:
        """`text` with probability `p`, or nothing."""
        return text if self.rng.random() < p else ""

    def word(self, name: str, key: str) -> str:
        """One of the words of this split in the list `key` of words/`name`.toml."""
        return self.rng.choice(half(name, key, self.split))

    def digits(self, n: int) -> str:
        """`n` digits, the first no zero."""
        return str(self.rng.randrange(10 ** (n - 1), 10**n))

    # Places and streets

    def municipality(self) -> str:
        """Steenbergen."""
        return self.word("places", "municipalities")

    def muni_mark(self, name: str | None = None) -> str:
        """A municipality's name (or `name`) as LOC."""
        return mark("LOC", name or self.municipality(), "keep")

    def place(self) -> str:
        """A town or village."""
        return self.word("places", self.pick("municipalities", "villages"))

    def place_mark(self, name: str | None = None) -> str:
        """A town, village, district, region or country (or `name`) as LOC."""
        if name is None and self.rng.random() < 0.2:
            name = self.word("places", self.pick("regions", "districts", "countries"))
        return mark("LOC", name or self.place(), "keep")

    def street_name(self) -> str:
        """A street: existing, called after a person, or made up."""
        draw = self.rng.random()
        if draw < 0.45:
            return self.word("streets", "streets")
        if draw < 0.58:
            return self.word("streets", "after_people")
        if draw < 0.75:
            heads = [
                "Burgemeester",
                "Dokter",
                "Dr.",
                "Pastoor",
                "Burg.",
                "Prof.",
                "Ds.",
                "Wethouder",
                "Meester",
            ]
            head = self._given() if self.rng.random() < 0.4 else self.rng.choice(heads)
            return f"{head} {self.family()}{self.pick('straat', 'laan', 'weg', 'plein', 'hof', 'kade', 'singel')}"
        ending = self.rng.choice(words("streets", "endings"))
        return self.word("streets", "stems") + ending

    def street_mark(self, name: str | None = None) -> str:
        """A street (or `name`) as LOC: a street without a house number is no home address."""
        return mark("LOC", name or self.street_name(), "keep")

    # Organisations

    def _given(self) -> str:
        pool = names("nl", self.split)
        return self.rng.choice(self.rng.choice([pool.male, pool.female]))

    def family(self) -> str:
        """A surname, as firms and streets have it in their names."""
        if self.rng.random() < 0.4:
            return self.word("organisations", "family")
        origin = "nl" if self.rng.random() < 0.5 else self.rng.choice(list(ORIGINS))
        prefix, surname = self.rng.choice(names(origin, self.split).surnames)
        return capitalised(f"{prefix} {surname}".strip())

    def _honoured(self) -> str:
        """Somebody whom a school, a fund or a building is called after."""
        if self.rng.random() < 0.6:
            return self.word("organisations", "after_people")
        return f"{self._given()} {self.family()}"

    def _organisation(self, kind: str) -> str:
        """One of `kind`, with its fields filled in."""
        pattern = self.rng.choice(patterns("organisations", kind, self.split))
        if "De {stam}" not in pattern and kind == "companies" and self.rng.random() < 0.5:
            pattern = pattern.replace("{stam}", "{familie}")
        return self.filled(pattern)

    def filled(self, pattern: str) -> str:
        """`pattern` with each {field} drawn."""
        fields: dict[str, Callable[[], str]] = {
            "{plaats}": self.municipality,
            "{streek}": lambda: self.word("places", "regions"),
            "{provincie}": lambda: self.rng.choice(words("places", "provinces")),
            "{wijk}": lambda: self.word("places", "districts"),
            "{naam}": self._honoured,
            "{stam}": lambda: self.word("organisations", "stems"),
            "{familie}": self.family,
            "{onderwerp}": self.topic,
            "{onderwerp2}": self.topic,
            "{straat}": self.street_name,
            "{jaar}": lambda: str(self.rng.randrange(2014, 2026)),
            "{getal}": lambda: str(self.rng.randrange(2, 31)),
            "{bedrag}": lambda: f"{self.rng.randrange(1, 999)}.{self.rng.randrange(10) * 100:03d}",
            "{maand}": lambda: self.rng.choice(words("inside", "months")),
            "{dag}": lambda: self.rng.choice(words("inside", "weekdays")),
            "{afdeling}": self.department,
            "{systeem}": self.system,
            "{wet}": lambda: self.word("inside", "laws"),
        }
        for field, draw in fields.items():
            while field in pattern:
                pattern = pattern.replace(field, draw(), 1)
        return pattern

    def org(self) -> str:
        """An organisation of any kind."""
        return self._organisation(self.rng.choice(words("organisations", "kinds")))

    def org_mark(self, name: str | None = None) -> str:
        """An organisation (or `name`) as ORG."""
        return mark("ORG", name or self.org(), "keep")

    def body(self) -> str:
        """A public body: gemeente, provincie, waterschap, ministerie, omgevingsdienst, ..."""
        return self._organisation(self.rng.choice(words("organisations", "public_kinds")))

    def body_mark(self, name: str | None = None) -> str:
        """A public body (or `name`) as ORG."""
        return mark("ORG", name or self.body(), "keep")

    def company(self) -> str:
        """A firm, also one called after its founder."""
        return self._organisation("companies")

    def company_mark(self, name: str | None = None) -> str:
        """A firm (or `name`) as ORG."""
        return mark("ORG", name or self.company(), "keep")

    def school(self) -> str:
        """A school, often called after a person."""
        return self._organisation("schools")

    def school_mark(self, name: str | None = None) -> str:
        """A school (or `name`) as ORG."""
        return mark("ORG", name or self.school(), "keep")

    def party(self) -> str:
        """A political party, national or local."""
        return self._organisation("parties")

    def party_mark(self, name: str | None = None) -> str:
        """A political party (or `name`) as ORG."""
        return mark("ORG", name or self.party(), "keep")

    def department(self) -> str:
        """Ruimtelijke Ontwikkeling."""
        return self.word("inside", "departments")

    def department_code(self) -> str:
        """BD/DRC/JZ."""
        codes = words("inside", "codes")
        return self.pick("/", "/", "-", " ", ".").join(self.rng.sample(codes, self.rng.randrange(1, 4)))

    def system(self) -> str:
        """A system that civil servants work with."""
        return self.word("inside", "systems")

    def law(self) -> str:
        """A law or rule, sometimes with an article."""
        law = self.word("inside", "laws")
        if self.rng.random() < 0.3:
            return f"artikel {self.rng.randrange(1, 12)}.{self.rng.randrange(1, 40)} van de {law}"
        return law

    def project(self) -> str:
        """A project with a name of its own."""
        return self.filled(self.word("inside", "projects"))

    def role_keep(self) -> str:
        """A public office: wethouder."""
        return self.rng.choice(words("roles", "keep"))

    def role_staff(self) -> str:
        """What staff do: beleidsadviseur."""
        return self.word("roles", "staff")

    def topic(self) -> str:
        """What a document is about: de herinrichting van het stationsplein."""
        if self.rng.random() < 0.5:
            return f"{self.rng.choice(words('topics', 'actions'))} {self.word('topics', 'objects')}"
        return self.word("topics", "topics")

    def sentence(self) -> str:
        """A sentence of official Dutch without a name of anybody or of any place."""
        draw = self.rng.random()
        if draw < 0.35:
            return f"{self.word('sentences', 'fronts')} {self.word('sentences', 'tails')}"
        if draw < 0.7:
            return capitalised(self.filled(self.word("sentences", "patterns")))
        return self.word("sentences", "sentences")

    def sentences(self, n: int) -> str:
        """`n` sentences, each another one."""
        seen: dict[str, None] = {}
        while len(seen) < n:
            seen[self.sentence()] = None
        return " ".join(seen)

    def special(self) -> str:
        """A phrase about health, religion, origin, politics, a union or crime, as SPECIAL."""
        kind = self.rng.choice(words("special", "kinds"))
        return mark("SPECIAL", self.word("special", kind))

    def opinion(self) -> str:
        """A sentence that says what somebody thinks of it, as OPINION."""
        text = self.word("opinions", "sentences")
        if self.rng.random() < 0.6:
            text = f"{self.word('opinions', 'openings')} {self.word('opinions', 'claims')}."
        return mark("OPINION", capitalised(self.filled(text)), "flag")

    def domain(self) -> str:
        """The mail domain of a public body."""
        return self._domain_of(self.word("organisations", "domains"))

    def company_domain(self) -> str:
        """The mail domain of a firm or foundation."""
        return self._domain_of(self.word("organisations", "company_domains"))

    def _domain_of(self, pattern: str) -> str:
        slug = letters_of(self.word("places", "invented"))
        return pattern.replace("{plaats}", slug).replace(
            "{stam}", letters_of(self.word("organisations", "stems"))
        )

    def general_domain(self) -> str:
        """A domain where anybody has a mailbox."""
        return self.rng.choice(words("organisations", "general_domains"))

    def mailbox(self, domain: str | None = None) -> str:
        """A mailbox of an organisation: info@..."""
        return f"{self.rng.choice(words('organisations', 'mailboxes'))}@{domain or self.domain()}"
