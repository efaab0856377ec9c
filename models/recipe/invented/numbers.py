"""Numbers that belong to one person or one file. What has a check digit passes its check.

All are drawn at random; burgerservicenummers from the part that stands in test systems (they start with 9999).
"""

from __future__ import annotations

from models.recipe.invented.facts import Facts
from models.recipe.invented.marks import mark
from models.recipe.invented.things import words

# The letters of number plates since 1978: no vowels, no C and Q (RDW).
_PLATE_LETTERS = "BDFGHJKLNPRSTVXZ"
# Country and length of what follows the check digits (SWIFT IBAN registry); all digits.
_FOREIGN = (("BE", 12), ("DE", 18), ("PL", 24), ("ES", 20), ("TR", 22), ("PT", 21), ("AT", 16), ("LT", 16))


def eleven_test(digits: str) -> bool:
    """Whether nine digits are a burgerservicenummer: weights 9 to 2 and -1, a sum that 11 divides."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0


def with_check_digits(country: str, rest: str) -> str:
    """The IBAN of `country` and account `rest` (ISO 7064 MOD 97-10)."""
    number = int("".join(str(int(c, 36)) for c in rest + country + "00"))
    return f"{country}{98 - number % 97:02d}{rest}"


class Numbers(Facts):
    """Draws numbers; `Draw` adds people."""

    def bsn(self) -> str:
        """A burgerservicenummer that passes the eleven test."""
        digits = ""
        while not digits or not eleven_test(digits):
            digits = f"9999{self.rng.randrange(10**5):05d}"
        a, b, c = digits[:3], digits[3:6], digits[6:]
        ways = [
            digits,
            digits,
            digits,
            f"{a} {b} {c}",
            f"{a}.{b}.{c}",
            f"{digits[:4]} {digits[4:6]} {digits[6:]}",
        ]
        ways += [f"{digits[:4]}.{digits[4:6]}.{digits[6:]}", f"{a}-{b}-{c}"]
        return mark("BSN", self.rng.choice(ways))

    def _iban(self) -> str:
        if self.rng.random() < 0.15:
            country, length = self.rng.choice(_FOREIGN)
            iban = with_check_digits(country, f"{self.rng.randrange(10**length):0{length}d}")
        else:
            iban = with_check_digits(
                "NL", f"{self.rng.choice(words('numbers', 'banks'))}0{self.rng.randrange(10**9):09d}"
            )
        spaced = " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))
        return self.pick(
            iban, spaced, spaced, spaced.replace(" ", "."), spaced.replace(" ", "-"), iban.lower()
        )

    def iban(self) -> str:
        """A person's bank account."""
        return mark("IBAN", self._iban())

    def office_iban(self) -> str:
        """An organisation's bank account."""
        return mark("IBAN", self._iban(), "keep")

    def plate(self) -> str:
        """A number plate."""
        code = self.rng.choice(words("numbers", "sidecodes"))
        text = "".join(
            self.rng.choice(_PLATE_LETTERS) if c == "X" else self.rng.choice("0123456789") if c == "9" else c
            for c in code
        )
        return mark(
            "NUMBER_PLATE",
            self.pick(text, text, text, text.replace("-", ""), text.replace("-", " "), text.lower()),
        )

    def passport(self) -> str:
        """The number of a Dutch passport or identity card: two letters, six letters or digits, a digit, no letter O."""
        letters = "ABCDEFGHIJKLMNPQRSTUVWXYZ"
        middle = "".join(self.rng.choice(letters + "0123456789" * 3) for _ in range(6))
        text = (
            f"{self.pick('N', 'B', 'I', 'S', 'X')}{self.rng.choice(letters)}{middle}{self.rng.randrange(10)}"
        )
        return mark("PASSPORT", text)

    def big_number(self) -> str:
        """An entry in the register of health professions: nine digits and two for the profession."""
        profession = self.pick("01", "02", "03", "04", "05", "16", "17", "25", "30", "81")
        return mark(
            "BIG_NUMBER",
            f"{self.pick('1', '2', '3', '4', '6', '8', '9')}9{self.rng.randrange(10**7):07d}{profession}",
        )

    def v_number(self) -> str:
        """The ten digits by which the IND knows a foreigner."""
        digits = f"2{self.rng.randrange(10**9):09d}"
        return mark(
            "V_NUMBER",
            self.pick(
                digits,
                digits,
                f"{digits[:3]}.{digits[3:6]}.{digits[6:]}",
                f"{digits[:3]} {digits[3:6]} {digits[6:]}",
            ),
        )

    def personal_case_number(self) -> str:
        """The number of a file about one person."""
        year, kind = (
            self.year(),
            self.pick("WMO", "PW", "JZ", "BZW", "JW", "SHV", "LP", "KL", "BIJZ", "IOAW", "ZH", "MLD"),
        )
        ways = [
            f"{kind}-{year}-{self.digits(5)}",
            f"{kind}{year[2:]}{self.digits(6)}",
            f"{kind}/{year}/{self.digits(4)}",
            f"{kind}.{year[2:]}.{self.digits(4)}",
            f"{self.digits(4)}.{self.digits(3)}.{self.digits(3)}",
            f"PL{self.digits(4)}-{year}{self.digits(6)}",
            f"{self.pick('AWB', 'SGR', 'UTR', 'ARN')} {year[2:]}/{self.digits(4)}",
            f"{self.pick('C', 'K', 'D')}{self.digits(7)}",
            self.digits(7),
            self.digits(8),
        ]
        return mark("CASE_NUMBER", self.rng.choice(ways))

    def file_number(self) -> str:
        """How the organisation numbers its own papers."""
        year = self.year()
        ways = [
            f"{year}/{self.digits(6)}",
            f"{year}-{self.digits(5)}",
            f"Z/{year[2:]}/{self.digits(6)}",
            f"Z{year}-{self.digits(8)}",
            f"UIT-{year}-{self.digits(5)}",
            f"D{year}-{self.rng.randrange(1, 13):02d}-{self.digits(6)}",
            f"INT{year[2:]}.{self.digits(4)}",
            f"BIS/{year[2:]}{self.digits(4)}",
            f"{self.digits(3)}{self.digits(3)}/{self.digits(4)}",
            f"{self.department_code()}/{year}/{self.digits(4)}",
            f"{year}.{self.digits(5)}-v{self.rng.randrange(1, 5)}",
        ]
        return self.rng.choice(ways)
