"""Whether an address is that of an organisation, told by the words that stand right before it.

Only an unbroken block counts: from the address upwards, lines that name an organisation, a department or
`t.a.v.`. Any other line (a person, another address, running text) ends the search, and the address counts
as a person's.
"""

from __future__ import annotations

import regex

_MAX_LINES = 4
_MAX_SEGMENT = 80
_SENTENCE = 130  # characters before an address that can say who has an office there

_ORGANISATION = regex.compile(
    r"^(?:de\s+|het\s+)?(?:gemeente|provincie|waterschap|hoogheemraadschap|ministerie"
    r"|rijkswaterstaat|omgevingsdienst|"
    r"veiligheidsregio|ggd|politie|openbaar\s+ministerie|rechtbank|gerechtshof"
    r"|raad\s+van\s+state|kamer\s+van\s+koophandel|"
    r"belastingdienst|uwv|svb|coa|ind|vng|ipo|college\s+van|gedeputeerde\s+staten"
    r"|provinciale\s+staten|gemeenteraad|"
    r"stichting|vereniging|co[oö]peratie|maatschap|universiteit|hogeschool|basisschool|school"
    r"|ziekenhuis|bibliotheek|"
    r"wijkcentrum|buurthuis|dorpshuis|sporthal|kerkgebouw|hotel|restaurant|museum|theater|café"
    r"|brandweerkazerne|"
    r"politiebureau|huisartsenpraktijk|gezondheidscentrum|apotheek|kinderdagverblijf"
    r"|peuterspeelzaal|verpleeghuis|"
    r"zorginstelling|sportpark|zwembad|kazerne|gemeentewerf|milieustraat|werkplein|sociaal\s+wijkteam|"
    r"woningcorporatie|woningbouwvereniging|notariskantoor|advocatenkantoor|accountantskantoor"
    r"|ingenieursbureau|"
    r"adviesbureau|makelaardij|aannemersbedrijf|bouwbedrijf|autobedrijf|garagebedrijf|transportbedrijf|"
    r"stadhuis|gemeentehuis|raadhuis|provinciehuis|stadskantoor|gemeentekantoor"
    r"|stadsdeelkantoor|waterschapshuis|"
    r"raadzaal|hoofdkantoor|vergaderlocatie|locatie|plaats|vergaderplaats|vergaderadres|"
    r"bezoekadres|postadres|retouradres|kantooradres|vestigingsadres|correspondentieadres"
    r"|antwoordnummer|postbus|p\.?o\.?\s?box)(?!\w)",
    regex.IGNORECASE,
)
# A word for an organisation further on in its name: "Montessorischool", "Schoolgids cbs De Oever", "Fa. Dijk".
_IN_NAME = regex.compile(
    r"(?<!\w)(?:\w*(?:school|lyceum|gymnasium|gemeente|dienst|regio|schap|bureau|kantoor|commissie|"
    r"bedrijf|bibliotheek|corporatie|fonds|instituut|kliniek|loket|maatschappij|ministerie"
    r"|platform|provincie|"
    r"stichting|vereniging|museum|ziekenhuis)|[vpoc]bs|rkbs|sbo|ikc|kc|pcb|mavo|havo|vwo"
    r"|college|kindcentrum|samenwerkingsverband|parket|garage|manege|camping|"
    r"café|fa|firma|holding|vof|v\.o\.f|dcmr|rud|odra)(?!\w)",
    regex.IGNORECASE,
)
# What stands before the address of an office in a sentence.
_SEATED = regex.compile(
    r"(?<!\w)(?:gevestigd|gehuisvest|kantoor\s?houdende?|kantoor|spreekuur|inloop(?:spreekuur"
    r"|avond)?|loket|balie|steunpunt|afhalen|"
    r"inleveren|ingeleverd|vestiging|hoofdvestiging)"
    r"(?:\s+(?:is|zijn|was|nu|thans|bij|het|de|te\s+\w+,?|in\s+\w+,?))*"
    r"\s+(?:aan|op|te|in)(?:\s+(?:de|het))?"
    # The street, where only the postcode behind it was found.
    r"(?:\s+(?-i:\p{Lu})(?:[^;:.\d\n]|(?<=(?-i:\b\p{Lu})\p{L}{0,5})\.\s"
    r"|\n(?!\n)){0,60}(?:\d[\w\-/ ]{0,8})?)?[,\s]*$",
    regex.IGNORECASE,
)
_LABEL_OF_OFFICE = regex.compile(
    r"(?<!\w)(?:(?:hoofd)?kantoor|loket|balie|bureau|hoofdvestiging)\s?:\s*$|"
    r"(?<!\w)(?:afdeling|team|dienst|kantoor|loket|balie|directie|organisatie)\s[^.\n:]{0,60}verhui(?:st|sd|zen|sde)\s[^.\n:]{0,25}naar(?:\sde|\shet)?\s*$",
    regex.IGNORECASE,
)
# "vrijdag 3 mei 2024, 14.00 uur, ": a meeting, where the lines above say of whom.
_DAY_AND_HOUR = regex.compile(
    r"^\W*(?:(?:datum|tijd|wanneer|aanvang)\W+)?(?:\p{L}+dag\W+)?"
    r"(?:\d{1,2}[-./ ]\p{L}{3,9}\.?[ ]\d{4}|\d{1,4}[-./]\d{1,2}[-./]\d{2,4})"
    r"\W+(?:om\s|van\s)?\d{1,2}[:.]\d{2}(?:\s?(?:uur"
    r"|u))?(?:\W{1,3}(?:tot\s)?\d{1,2}[:.]\d{2}(?:\s?(?:uur|u))?)?\W*(?:in|te|op)?\W*$",
    regex.IGNORECASE,
)
_MEETING = regex.compile(
    r"agenda|vergader|bijeenkomst|zitting|raadsinformatie|overleg(?!den)|symposium|congres", regex.IGNORECASE
)
_PLACE_OF_BUSINESS = regex.compile(
    r"^\W*(?:locatie|plaats|inrichting|bedrijf|onderneming|organisatie|instelling|school"
    r"|vestiging|werkgever|opdrachtgever|"
    r"leverancier)(?:naam)?\s?:\s*\p{L}[^,|;\n]{2,60}[,|;]\s*$",
    regex.IGNORECASE,
)
_TOWN_HALL = regex.compile(
    r"(?<!\w)(?:stadhuis|gemeentehuis|raadhuis|provinciehuis|stadskantoor|gemeentekantoor"
    r"|waterschapshuis|raadzaal)"
    r"(?:\s+(?:van|te|in)?\s*(?-i:[A-Z'’])[\w'’\-]+)?$",
    regex.IGNORECASE,
)
_WORD_OF_A_SENTENCE = regex.compile(
    r"(?<![\w'’.&])(?!(?:van|voor|de|het|der|den|en|te|aan|bij|op|in|gemeente|burgemeester"
    r"|wethouders|zaal|vergaderzaal)\b)[a-z]\w+"
)
_BOX = regex.compile(r"(?<!\w)(?:postbus|antwoordnummer)\s+\d{1,6}(?!\d)", regex.IGNORECASE)
_LABEL = regex.compile(r"(?<!\w)(?:bezoekadres|postadres|retouradres)$", regex.IGNORECASE)
_COMPANY = regex.compile(r"(?<!\w)(?:b\.?v\.?|n\.?v\.?|v\.?o\.?f\.?|c\.?v\.?|u\.?a\.?)$", regex.IGNORECASE)
_LINK = regex.compile(
    r"^(?:t\.?a\.?v\.?|ter\s+attentie\s+van|afdeling|team|directie|cluster|domein|sector|dienst"
    r"|bureau|postbus|p/a|"
    r"bezoekadres|postadres)(?!\w)",
    regex.IGNORECASE,
)
_PERSON = regex.compile(
    r"(?<!\w)(?:dhr|mw|mevr|mevrouw|mijnheer|meneer|de\s+heer|heer|familie|fam|de\s+erven|woont"
    r"|wonende?|woonachtig|"
    r"bewoners?|eigenaar|aanvrager|bezwaarmaker|inwoner)(?!\w)",
    regex.IGNORECASE,
)
_POSTCODE = regex.compile(r"(?<!\d)[1-9]\d{3}\s{0,2}[A-Z]{2}(?!\w)")
_POSTCODE_FIRST = regex.compile(r"(?<!\d)[1-9]\d{3}\s{0,2}[A-Z]{2}[ ]{1,2}[^\n,;|\d]{2,40},\s?$")
_ADDRESS = regex.compile(r"\W{0,6}adres\s?:?\s*$", regex.IGNORECASE)
_FIELD = regex.compile(r"^(?:aan|van|afzender|organisatie|naam|opdrachtgever):\s{0,3}", regex.IGNORECASE)
# "Dorpsstraat 1, 1234 AB Voorbeeld (gemeentehuis)"
_OFFICE_AFTER = regex.compile(
    r"^[ \t]{0,2}\(?,?[ ]?(?:het\s|de\s)?(?:gemeentehuis|stadhuis|raadhuis|provinciehuis"
    r"|stadskantoor|gemeentekantoor|"
    r"waterschapshuis|hoofdkantoor|bezoekadres|postadres|dorpshuis|wijkcentrum|sporthal|bibliotheek)(?!\w)",
    regex.IGNORECASE,
)
# A street or box with its number, where only the postcode behind it was found.
_STREET = regex.compile(
    r"(?P<street>[^\n\f,;:|]{2,60}[ \u00a0\n]\d{1,5}[\w\-/ ]{0,6})"
    r"[ \t\u00a0]*[,;|]?[ \t\u00a0]*[\n\f]?[ \t\u00a0]*$"
)
_FORMATTING = "*_#>|-–—•·, \t\u00a0"


def stands_under_organisation(before: str, address: str) -> bool:
    """Whether `address` belongs to an organisation, by itself or by what stands in `before`."""
    if _ORGANISATION.search(address) or _BOX.search(address):
        return True
    if _SEATED.search(before[-_SENTENCE:]) or _LABEL_OF_OFFICE.search(before[-_SENTENCE:]):
        return True
    before = _POSTCODE_FIRST.sub("", before)
    street = _STREET.search(before) if _POSTCODE.match(address) else None
    if street:
        return stands_under_organisation(before[: street.start()], street["street"].strip(_FORMATTING))
    lines = regex.split(r"[\n\f]", before)
    same_line = lines.pop()
    if _PLACE_OF_BUSINESS.match(same_line) and not _PERSON.search(same_line):
        return True
    if _DAY_AND_HOUR.match(same_line):
        return _is_of_meeting(lines)
    if same_line.strip(_FORMATTING) and not _ADDRESS.match(same_line):
        return _same_line(same_line)
    for line in list(reversed(lines))[:_MAX_LINES]:
        text = line.strip(_FORMATTING)
        label = bool(_LABEL.search(text.rstrip(": ")))
        if label or not _is_link(text):
            return label or names_organisation(text)
    return False


def is_named_as_office(after: str) -> bool:
    """Whether the words right behind an address say that it is a town hall, an office or a hall."""
    return bool(_OFFICE_AFTER.search(after))


def _same_line(line: str) -> bool:
    """Whether the words right before the address, between it and the comma before them, name an organisation.

    A label with a colon counts too; an organisation further back in the sentence does not.
    """
    pieces = [p.strip(_FORMATTING) for p in regex.split(r"[,|;•·]|\s[-–—]\s|\*\*", line)]
    pieces = [p for p in pieces if p]
    return bool(pieces) and names_organisation(pieces[-1].rstrip(": "))


def names_organisation(text: str) -> bool:
    """Whether a line or a piece of it is the name of an organisation, with at most a label before it."""
    text = _FIELD.sub("", text)
    if not text or len(text) > _MAX_SEGMENT or _PERSON.search(text) or _POSTCODE.search(text):
        return False
    if _TOWN_HALL.search(text) or _LABEL.search(text):
        return True
    start = _ORGANISATION.search(text) or (
        _IN_NAME.search(text) if text[:1].isupper() and ":" not in text else None
    )
    # A lower-case word that a name doesn't hold makes it a sentence: "De gemeente kocht de woning ...".
    if start:
        return not _WORD_OF_A_SENTENCE.search(text, start.end())
    return bool(_COMPANY.search(text))


def _is_of_meeting(lines: list[str]) -> bool:
    """Whether one of the two lines above a day and an hour is the title of a meeting or names an organisation."""
    above = [line.strip(_FORMATTING) for line in lines[-2:]]
    return any(_MEETING.search(line) or names_organisation(line) for line in above)


def _is_link(text: str) -> bool:
    """A line of an organisation's address block that names nobody but whom it is for."""
    return (
        bool(text) and len(text) <= _MAX_SEGMENT and bool(_LINK.search(text)) and not _POSTCODE.search(text)
    )
