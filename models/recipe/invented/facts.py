"""Where invented people live and call from, when they were born, and what traces they leave on the network."""

from __future__ import annotations

from datetime import date, timedelta

from models.recipe.invented.marks import mark
from models.recipe.invented.people import Person, ascii_of, letters_of
from models.recipe.invented.things import Things, words


class Facts(Things):
    """Draws addresses, telephones, days and accounts; `Numbers` and `Draw` add the rest."""

    def __init__(self, seed: int, split: str = "train") -> None:
        super().__init__(seed, split)
        # The days of one document lie near each other.
        self._day = date(2012, 1, 1) + timedelta(days=self.rng.randrange(365 * 14))

    # Addresses

    def postcode(self) -> str:
        """1234 AB."""
        letters = "".join(self.rng.choice("ABCDEGHJKLMNPRSTVWXZ") for _ in range(2))
        return f"{self.rng.randrange(1011, 9999)}{self.pick(' ', ' ', ' ', '', '  ')}{letters}"

    def house_number(self) -> str:
        """12, 12a, 12-III, 12 bis."""
        number = str(self.rng.choice([self.rng.randrange(1, 60), self.rng.randrange(1, 400)]))
        if self.rng.random() < 0.75:
            return number
        ends = ["a", "b", "A", " A", "-2", "-14", "-III", " hs", " bis", "-H", " II", "/3", "-A", " boven"]
        return number + self.rng.choice(ends)

    def _written_address(self) -> str:
        street = f"{self.street_name()} {self.house_number()}"
        place, postcode = self.place(), self.postcode()
        ways = [
            f"{street}, {postcode} {place}",
            f"{street}, {postcode}  {place}",
            f"{street} {postcode} {place}",
            f"{street}\n{postcode} {place}",
            f"{street}\n{postcode}  {place.upper()}",
            f"{street} te {place}",
            f"{street} in {place}",
            f"{street}, {place}",
            f"{street} ({postcode}) {place}",
            f"{street}, {postcode} te {place}",
            f"{postcode} {place}, {street}",
            f"{street}",
        ]
        return self.rng.choices(ways, [22, 8, 6, 10, 4, 10, 10, 8, 2, 4, 2, 16])[0]

    def home_address(self) -> str:
        """Where somebody lives, in one of many writings."""
        if self.rng.random() < 0.05:
            number = self.house_number().split()[0]
            return mark("ADDRESS", f"{self.postcode()} {self.pick('', 'nr. ', 'huisnummer ')}{number}")
        text = self._written_address()
        if self.rng.random() < 0.06:
            text = text.lower()
        return mark("ADDRESS", text)

    def home_street(self) -> str:
        """Street and house number of a home, without a place."""
        return mark("ADDRESS", f"{self.street_name()} {self.house_number()}")

    def office_address(self) -> str:
        """Where an organisation has its office, or its box."""
        if self.rng.random() < 0.35:
            comma = self.pick(", ", "\n", " ")
            box = self.rng.randrange(1, 99999)
            return mark("ADDRESS", f"Postbus {box}{comma}{self.postcode()} {self.place()}", "keep")
        return mark("ADDRESS", self._written_address(), "keep")

    # Telephones

    def _area(self) -> str:
        return self.rng.choice(words("numbers", self.pick("areas_3", "areas_4")))

    def _grouped(self, digits: str) -> str:
        ways = {
            7: ["### ## ##", "### ####", "#######", "## ## ###", "### ## ##", "###.##.##"],
            6: ["## ## ##", "######", "### ###", "## ## ##", "##.##.##"],
            8: [
                "########",
                "## ## ## ##",
                "########",
                "#### ####",
                "### ### ##",
                "# ## ## ## #",
                "## ### ###",
                "##.##.##.##",
            ],
        }
        text, rest = self.rng.choice(ways[len(digits)]), iter(digits)
        return "".join(next(rest) if c == "#" else c for c in text)

    def _mobile(self) -> str:
        number = f"{self.rng.randrange(1, 9)}{self.rng.randrange(10**7):07d}"[:8]
        head = self.pick(
            "06", "06-", "06 ", "06 - ", "06-", "+31 6 ", "+316", "+31 (0)6 ", "+31(0)6-", "0031 6 ", "(06) "
        )
        return head + self._grouped(number)

    def _landline(self) -> str:
        area = self._area()
        number = f"{self.rng.randrange(2, 8)}{self.rng.randrange(10**6):06d}"[: 10 - len(area)]
        bare = area[1:]
        heads = [f"{area}-", f"{area} ", f"{area} - ", f"({area}) ", f"({area})", f"{area}", f"+31 {bare} "]
        heads += [f"+31 (0){bare} ", f"+31{bare}", f"0031{bare}", f"{area}/"]
        return self.rng.choices(heads, [8, 5, 4, 4, 1, 2, 3, 3, 1, 1, 1])[0] + self._grouped(number)

    def phone(self) -> str:
        """A person's telephone, mobile or at home."""
        return mark("PHONE", self._mobile() if self.rng.random() < 0.7 else self._landline())

    def office_phone(self) -> str:
        """The general number of an organisation."""
        area = self._area()
        last = self.pick("00 00", "10 00", "11 11", "12 00", "90 00")
        part = str(self.rng.randrange(200, 700))
        ways = [
            f"14 {area}",
            f"14 {area}",
            f"14{area}",
            f"088 - {self.rng.randrange(100, 999)} {last}",
            f"088-{self.rng.randrange(100, 999)}{last.replace(' ', '')}",
            f"088 {self.rng.randrange(1000000, 9999999)}",
            f"0800-{self.digits(4)}",
            f"0800 {self.digits(4)}",
            f"0900-{self.digits(4)}",
            f"0900 - {self.digits(4)}",
            f"(088) {self.rng.randrange(100, 999)} {last}",
            f"{self.rng.choice(words('numbers', 'areas_3'))} - {part} {last}",
            f"({self.rng.choice(words('numbers', 'areas_3'))}) {part} {last}",
        ]
        return mark("PHONE", self.rng.choice(ways), "keep")

    # Days and hours

    def _near(self) -> date:
        return self._day + timedelta(days=self.rng.randrange(-200, 60))

    def _long(self, day: date) -> str:
        return f"{day.day} {words('inside', 'months')[day.month - 1]} {day.year}"

    def _written_date(self, day: date) -> str:
        month = words("numbers", "months_short")[day.month - 1]
        ways = [
            self._long(day),
            f"{day.day:02d}-{day.month:02d}-{day.year}",
            f"{day.day}-{day.month}-{day.year}",
            f"{day.day:02d}/{day.month:02d}/{day.year}",
            f"{day.day:02d}.{day.month:02d}.{day.year}",
            f"{day.day} {month} {day.year}",
            f"{day.day} {month}. {day.year}",
            day.isoformat(),
            f"{day.day}-{day.month}-'{day.year % 100:02d}",
        ]
        return self.rng.choices(ways, [8, 7, 4, 2, 2, 2, 1, 2, 1])[0]

    def birth_date(self) -> str:
        """When somebody was born."""
        born = date(1935, 1, 1) + timedelta(days=self.rng.randrange(365 * 75))
        return mark("BIRTH_DATE", self._written_date(born))

    def date(self) -> str:
        """A day near the document's own, in one of many writings."""
        return self._written_date(self._near())

    def date_long(self) -> str:
        """12 maart 2024."""
        return self._long(self._near())

    def time(self) -> str:
        """14:30, 14.30 uur."""
        hour, minute = (
            self.rng.randrange(7, 23),
            self.rng.choice([0, 0, 15, 30, 30, 45, self.rng.randrange(60)]),
        )
        clock = f"{hour:02d}{self.pick(':', ':', '.')}{minute:02d}"
        return clock + self.maybe(" uur", 0.35)

    def weekday(self) -> str:
        """Dinsdag, in small letters."""
        return self.rng.choice(words("inside", "weekdays"))

    def month(self) -> str:
        """Maart, in small letters."""
        return self.rng.choice(words("inside", "months"))

    def year(self) -> str:
        """A year near the document's own."""
        return str(self._near().year)

    # Accounts and traces

    def username(self, person: Person) -> str:
        """The name somebody logs in with."""
        first, last = letters_of(person.first), letters_of(person.prefix + person.surname)
        bare = letters_of(person.surname)
        ways = [
            f"{first[:1]}{last}",
            f"{bare[:5]}{first[:1]}{self.rng.randrange(1, 10):02d}",
            f"{first[:3]}{bare[:3]}".upper(),
            f"{first}{bare[:1]}",
            f"{last}{self.rng.randrange(1, 99)}",
            f"{first[:1]}{last}.ext",
            f"{bare}_{first[:1]}",
            f"adm-{first[:1]}{bare}",
        ]
        domain = self.pick("", "", "", "GEM\\", "INTRA\\", "WS01\\")
        return domain + mark("USERNAME", self.rng.choice(ways) or "gebruiker1", origin=person.origin)

    def handle(self, person: Person) -> str:
        """An account on social media, with its @."""
        first, bare = letters_of(person.first), letters_of(person.surname)
        short = "".join(letters_of(p)[:1] for p in person.prefix.split())
        ways = [
            f"{first}{short}{bare}",
            f"{first}_{bare}",
            f"{first}{self.rng.randrange(70, 99)}",
            f"{bare}{first[:1]}",
        ]
        ways += [
            f"{first.title()}{bare.title()}",
            f"xx{first}xx",
            f"{first}.{bare}",
            f"de{bare}_{self.digits(2)}",
            f"{first}{short}",
        ]
        return mark("HANDLE", f"@{self.rng.choice(ways)}", origin=person.origin)

    def ip(self) -> str:
        """An IP address, of version 4 or 6."""
        if self.rng.random() < 0.15:
            groups = [f"{self.rng.randrange(1, 65535):x}" for _ in range(4)]
            return mark(
                "IP_ADDRESS",
                self.pick(f"2001:db8:{groups[0]}:{groups[1]}::{groups[2]}", f"fe80::{':'.join(groups)}"),
            )
        first = self.pick("10", "192.168", "172.16", "145", "82", "77", "94", "31", "213", "86", "188")
        parts = [first] + [str(self.rng.randrange(1, 255)) for _ in range(3 - first.count("."))]
        return mark("IP_ADDRESS", ".".join(parts))

    def link(self, person: Person) -> str:
        """A link that names somebody."""
        first, bare = letters_of(person.first), letters_of(person.surname)
        dashed = "-".join(p for p in (letters_of(w) for w in ascii_of(person.plain_full()).split()) if p)
        head = self.pick("https://", "https://www.", "www.", "http://")
        site = letters_of(self.word("places", "invented"))
        ways = [
            f"linkedin.com/in/{dashed}",
            f"linkedin.com/in/{dashed}-{self.rng.getrandbits(28):07x}",
            f"facebook.com/{first}.{bare}",
            f"facebook.com/{first}.{bare}.{self.digits(2)}",
            f"instagram.com/{first}_{bare}/",
            f"x.com/{first}{bare}",
            f"twitter.com/{first}{bare}",
            f"tiktok.com/@{first}{bare}",
            f"{site}.nl/medewerkers/{dashed}",
            f"{site}.nl/wie-is-wie/{first}-{bare}",
            f"intranet.{site}.nl/profiel/{first[:1]}{bare}",
            f"{site}.nl/team/{dashed}.html",
            f"{first}{bare}.nl",
        ]
        return mark("LINK", head + self.rng.choice(ways), origin=person.origin)

    def gps(self) -> str:
        """A spot in the Netherlands."""
        north, east = self.rng.uniform(50.8, 53.5), self.rng.uniform(3.4, 7.2)
        if self.rng.random() < 0.75:
            n = self.rng.randrange(4, 7)
            comma = self.pick(", ", ",", " ", "; ", " / ")
            return mark("GPS", f"{north:.{n}f}{comma}{east:.{n}f}")
        parts = []
        for value in (north, east):
            minutes = value % 1 * 60
            parts.append(f"{int(value)}°{int(minutes):02d}'{minutes % 1 * 60:04.1f}\"")
        return mark(
            "GPS",
            self.pick(
                f"{parts[0]}N {parts[1]}E", f"N {parts[0]} E {parts[1]}", f"{parts[0]} NB, {parts[1]} OL"
            ),
        )
