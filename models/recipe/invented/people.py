"""An invented person, and every way in which a Dutch dossier writes one down. Each form is a marked string."""

from __future__ import annotations

import random
import string
import unicodedata
from dataclasses import dataclass, field

from models.recipe.invented.marks import mark

# Letters that don't come apart into a base letter and an accent.
_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)


def ascii_of(text: str) -> str:
    """`text` in small letters without accents, as mail systems want it."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN))
    return "".join(c for c in apart if c.isascii())


def letters_of(text: str) -> str:
    """Only the ASCII letters of `ascii_of(text)`."""
    return "".join(c for c in ascii_of(text) if c.isalpha())


def capitalised(text: str) -> str:
    """`text` with its first letter as a capital, past an apostrophe: 't Hart gives 't Hart, van Dam gives Van Dam."""
    return text if text[:1] in "'’" else text[:1].upper() + text[1:]


def initials_of(names: list[str], rng: random.Random) -> str:
    """S.M. for Sanne Maria; Jan-Willem gives J.W., Christina now and then Chr."""
    letters: list[str] = []
    for name in names:
        for part in name.replace("-", " ").split():
            long = [head for head in ("Chr", "Th", "Ch", "Ph", "IJ", "Joh") if part.startswith(head)]
            letters.append(long[0] if long and rng.random() < 0.4 else part[0].upper())
    return "".join(f"{letter}." for letter in letters)


@dataclass(frozen=True, slots=True)
class Person:
    """Who stands in one invented document. `keep` says that a public office stands with the name."""

    origin: str
    sex: str
    first: str
    initials: str
    prefix: str
    surname: str
    keep: bool = False
    other_prefix: str = ""
    other_surname: str = ""
    rng: random.Random = field(default_factory=lambda: random.Random(0), compare=False, repr=False)

    def _mark(self, text: str) -> str:
        return mark("PERSON", text, "keep" if self.keep else "redact", self.origin)

    def _join(self, *parts: str) -> str:
        return " ".join(p for p in parts if p)

    def plain_full(self) -> str:
        """Sanne van der Berg, without a mark."""
        return self._join(self.first, self.prefix, self.surname)

    def plain_last(self) -> str:
        """Van der Berg, without a mark."""
        return capitalised(self._join(self.prefix, self.surname))

    def full(self) -> str:
        """Sanne van der Berg."""
        return self._mark(self.plain_full())

    def formal(self) -> str:
        """S.M. van der Berg."""
        return self._mark(self._join(self.initials, self.prefix, self.surname))

    def formal_spaced(self) -> str:
        """S. M. van der Berg, or SM van der Berg: initials as they are also written."""
        letters = [p for p in self.initials.split(".") if p]
        initials = self.rng.choice([" ".join(f"{p}." for p in letters), "".join(letters), " ".join(letters)])
        return self._mark(self._join(initials, self.prefix, self.surname))

    def initial_full(self) -> str:
        """S. van der Berg."""
        return self._mark(self._join(f"{self.first_letter()}.", self.prefix, self.surname))

    def first_letter(self) -> str:
        """The first initial without its full stop: S, or Ch."""
        return self.initials.split(".")[0] or self.first[0]

    def last(self) -> str:
        """Van der Berg."""
        return self._mark(self.plain_last())

    def last_small(self) -> str:
        """van der Berg."""
        return self._mark(self._join(self.prefix, self.surname))

    def bare(self) -> str:
        """Berg."""
        return self._mark(self.surname)

    def given(self) -> str:
        """Sanne."""
        return self._mark(self.first)

    def inverted(self) -> str:
        """Berg, S.M. van der."""
        return self._mark(self._join(f"{self.surname},", self.initials, self.prefix))

    def inverted_first(self) -> str:
        """Berg, Sanne van der."""
        return self._mark(self._join(f"{self.surname},", self.first, self.prefix))

    def address_book(self) -> str:
        """How address books show a person; the first name between brackets is a mark of its own."""
        way = self.rng.randrange(3)
        if way == 0:
            return f"{self.inverted()} ({self.given()})"
        return self.full() if way == 1 else self.inverted_first()

    def upper(self) -> str:
        """SANNE VAN DER BERG."""
        return self._mark(self.plain_full().upper())

    def upper_last(self) -> str:
        """VAN DER BERG."""
        return self._mark(self.plain_last().upper())

    def lower(self) -> str:
        """The full name in small letters: sanne van der berg."""
        return self._mark(self.plain_full().lower())

    def given_lower(self) -> str:
        """The first name in small letters: sanne."""
        return self._mark(self.first.lower())

    def last_lower(self) -> str:
        """van der berg."""
        return self._mark(self._join(self.prefix, self.surname).lower())

    def given_possessive(self) -> str:
        """Sannes, Anna's, Joris': whose it is belongs to the mark."""
        return self._mark(_possessive(self.first))

    def last_possessive(self) -> str:
        """Van der Bergs."""
        return self._mark(_possessive(self.plain_last()))

    def plain_code(self) -> str:
        """SvdB, without a mark."""
        surname = "".join(part[0].upper() for part in self.surname.replace("-", " ").split())[:2]
        prefix = "".join(part[0] for part in self.prefix.lower().split() if part[0].isalpha())
        ways = [
            self.first[0].upper() + prefix + surname,
            self.first[0].upper() + prefix + surname,
            (self.first[0] + prefix + surname).upper(),
            self.first[0].upper() + surname,
            self.first[:2].title() + surname,
        ]
        return self.rng.choice(ways)

    def code(self) -> str:
        """SvdB or SB: how staff sign a note."""
        return self._mark(self.plain_code())

    def plain_partner(self) -> str:
        """Van der Berg-Kaya, without a mark."""
        return f"{self.plain_last()}-{self._join(self.other_prefix, self.other_surname)}"

    def partner(self) -> str:
        """A double surname: Van der Berg-Kaya, also with spaces round the dash."""
        name = self.plain_partner()
        return self._mark(name.replace("-", self.rng.choice(["-", "-", "-", " - "]), 1))

    def partner_full(self) -> str:
        """S.M. van der Berg-Kaya or Sanne van der Berg-Kaya."""
        double = f"{self.surname}-{self._join(self.other_prefix, self.other_surname)}"
        return self._mark(self._join(self.rng.choice([self.first, self.initials]), self.prefix, double))

    def misspelt(self) -> str:
        """The full name with one letter swapped, doubled, left out or changed."""
        if self.rng.random() < 0.35:
            return self._mark(self._join(_slip(self.first, self.rng), self.prefix, self.surname))
        return self._mark(self._join(self.first, self.prefix, _slip(self.surname, self.rng)))

    def misspelt_last(self) -> str:
        """The surname with one letter wrong."""
        return self._mark(capitalised(self._join(self.prefix, _slip(self.surname, self.rng))))

    def letter_only(self) -> str:
        """S."""
        return self._mark(f"{self.first_letter()}.")

    def honorific(self) -> str:
        """`de heer` or `mevrouw`, without a mark."""
        return "de heer" if self.sex == "m" else "mevrouw"

    def hon_short(self) -> str:
        """`dhr.`, `mw.` and their like, without a mark."""
        ways = (
            ["dhr.", "dhr.", "dhr", "hr.", "heer"]
            if self.sex == "m"
            else ["mw.", "mw.", "mevr.", "mevr", "mw"]
        )
        return self.rng.choice(ways)

    def salutation(self) -> str:
        """`Geachte heer Van der Berg`, `Beste Sanne` and their like, without the comma behind it."""
        title = "heer" if self.sex == "m" else "mevrouw"
        spoken = "meneer" if self.sex == "m" else "mevrouw"
        draw = self.rng.random()
        if draw < 0.3:
            return f"Geachte {title} {self.last()}"
        if draw < 0.5:
            return f"{self.rng.choice(['Beste', 'Beste', 'Dag', 'Hallo', 'Hoi', 'Hi', 'Ha', 'Hé'])} {self.given()}"
        if draw < 0.6:
            return f"{self.rng.choice(['Goedemorgen', 'Goedemiddag', 'Goedenavond', 'Goedendag'])} {self.given()}"
        if draw < 0.7:
            return f"{self.rng.choice(['Beste', 'Dag', 'Hallo', 'Goedemorgen'])} {spoken} {self.last()}"
        ways = [
            f"Geachte {title} {self.formal()}",
            f"Geachte {title} {self.last_small()}",
            f"Geachte {self.hon_short()} {self.last()}",
            f"Beste {self.full()}",
            f"Lieve {self.given()}",
            f"{self.given()}",
            f"Hoi {self.given_lower()}",
            f"beste {self.given_lower()}",
            f"Geacht{self.rng.choice(['', 'e'])} {self.full()}",
        ]
        return self.rng.choice(ways)

    def any(self) -> str:
        """One of the forms, the full name most often."""
        forms = [self.full, self.formal, self.initial_full, self.last, self.given, self.inverted]
        forms += [
            self.last_small,
            self.inverted_first,
            self.partner_full,
            self.upper,
            self.lower,
            self.misspelt,
        ]
        forms += [self.formal_spaced]
        weights = [30, 12, 10, 12, 8, 4, 4, 3, 4, 3, 4, 4, 2]
        return self.rng.choices(forms, weights)[0]()

    def local_part(self) -> str:
        """The part of a mail address before the @, without a mark."""
        first, surname = letters_of(self.first), letters_of(self.surname)
        prefix = letters_of(self.prefix)
        short = "".join(letters_of(p)[:1] for p in self.prefix.split())
        letters = letters_of(self.initials)
        spread = ".".join(
            letters_of(p) for p in [*self.prefix.split(), *self.surname.split()] if letters_of(p)
        )
        ways = [
            f"{letters[:1]}.{prefix}{surname}",
            f"{letters[:1]}.{prefix}{surname}",
            f"{first}.{prefix}{surname}",
            f"{first}.{spread}",
            f"{letters[:1]}.{spread}",
            f"{letters}.{prefix}{surname}",
            f"{'.'.join(letters)}.{prefix}{surname}",
            f"{first}{short}{surname}",
            f"{first}_{prefix}{surname}",
            f"{first}-{prefix}{surname}",
            f"{letters[:1]}{short}{surname}",
            f"{surname}{letters[:1]}",
            f"{first}.{surname}",
            f"{surname}.{first}",
            f"{first}{surname}{self.rng.randrange(1, 99)}",
            f"{first}{self.rng.randrange(1955, 2006)}",
            f"{prefix}{surname}",
            f"{first[:3]}{surname[:4]}",
        ]
        weights = [20, 20, 14, 8, 6, 8, 5, 3, 2, 2, 4, 3, 4, 2, 2, 1, 3, 1]
        local = self.rng.choices(ways, weights)[0].strip("._-")
        # A name without Latin letters leaves nothing of it.
        return local or f"{self.rng.choice(string.ascii_lowercase)}{self.rng.randrange(100, 999)}"

    def mail(self, domain: str) -> str:
        """s.vandenberg@domain with a mark over the local part. That of an office holder may go or stay."""
        local = self.local_part()
        if self.rng.random() < 0.12:
            local = ".".join(p.capitalize() for p in local.split("."))
        return f"{mark('EMAIL', local, 'either' if self.keep else 'redact', self.origin)}@{domain}"


def _possessive(name: str) -> str:
    if name[-1:].lower() in "sxz":
        return f"{name}'"
    return f"{name}'s" if name[-1:].lower() in "aiouy" else f"{name}s"


def _slip(word: str, rng: random.Random) -> str:
    """`word` with one slip of the pen behind its first letter; words under four letters get one doubled."""
    at = rng.randrange(1, len(word)) if len(word) > 1 else 0
    way = rng.randrange(4) if len(word) > 3 else 1
    if way == 0 and at + 1 < len(word) and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if way == 2:
        return word[:at] + word[at + 1 :]
    if way == 3 and word[at].isalpha():
        return word[:at] + rng.choice([c for c in "aeinrstk" if c != word[at]]) + word[at + 1 :]
    return word[:at] + word[at] + word[at:]
