"""Accounts, machines and links: whether what looks like a person's is one.

Each function takes a `Candidate` and says whether it is personal data; see validators.py.
"""

from __future__ import annotations

import ipaddress

import regex

from pipeline.detect.candidate import Candidate

# Accounts of systems, and words that follow a word for an account in a sentence.
_NO_USER = regex.compile(
    r"(?:admin(?:istrator)?|root|beheer(?:der)?|system|systeem|guest|gast|service|test|public|default|all users|"
    r"onbekend|anoniem|anonymous|n\.?v\.?t|n/a|geen|niet|wordt|wachtwoord|password|en|of|is|met|voor|van|het|de|een|"
    r"interface|agent|group|story|stories|naam|name|account|support|mislukt|vergeten|null|none|true|false|"
    r"windows|network|local|nt authority|www-data|postgres|mysql|nobody|daemon|gewijzigd|ingelogd|verwijderd|"
    r"gemeente\w*|provincie\w*|ministerie\w*|afdeling\w*|functioneel|burgemeester|wethouder|griffie\w*|secretariaat|"
    r"gemachtigde|toelichting|vergadering|besluit|beeld|gemeld|opmerking|burgers?|raad|college|bestuur|ambtshalve|"
    r"covid\W?\d+|agenda\d+|horizon\d+|co2\S*|pfas\S*|pm\d+|art\d+|bijlage\d*|versie\d+|web\d+|office\d+|fase\d+|lod\d|nen\d+|"
    r"heeft|had|kan|moet|mag|zal|bestaat|ontbreekt|volgt|zie|verplicht|optioneel|invullen|aanmaken|aangemaakt)",
    regex.IGNORECASE,
)
_FILES = (".html", ".htm", ".php", ".aspx", ".pdf", ".docx", ".exe")
_ORGANISATION_HANDLE = regex.compile(
    r"@?(?:gemeente|gem_|provincie|prov_|politie|ministerie|min[a-z]{2,4}$|waterschap|hoogheemraad|ggd|rijk|nos|nu_?nl|stichting|"
    r"vereniging|stadhuis|griffie|raad|college|brandweer|veiligheidsregio|omgevingsdienst|od_|rtv|radio|omroep|"
    r"krant|dagblad|telegraaf|volkskrant|parool|anp|bbc|cnn|vng|ipo|uwv|svb|ind|coa|cbs|rivm|kvk|fnv|cnv|vvd|pvda|"
    r"groenlinks|d66|cda|pvv|sp_?nl|volt|denk|nsc|bbb|school|universiteit|uni_|museum|theater|bibliotheek|stad|"
    r"regio|team|afdeling|woo|wob|info|contact|klant|service|support|help|webcare|burgerzaken|ns_online|prorail|"
    r"tweedekamer|eerstekamer|europarl|openbaar|om_?nl|rechtspraak|hogeraad|ombudsman|iedereen|allen|all$|alle$|"
    r"channel|here|everyone|media|import|charset|font|keyframes|param|return|override|property|supports|page|"
    r"voorbeeld\w*$|wijk|buurt|dorp)",
    regex.IGNORECASE,
)
_OF_ORGANISATION = regex.compile(
    r"(?:volg|like)\s(?:ons|de\s\w+|het\s\w+)(?:\s(?:ook|via|op|de|het|\w+)){0,4}\s?:?\s*$|"
    r"(?:gemeente|provincie|ministerie|waterschap)[^.\n]{0,30}$",
    regex.IGNORECASE,
)
_DOMAIN = regex.compile(
    r"^@[\w.\-]+\.(?:nl|com|org|net|eu|be|de|nu|info|gov|frl|amsterdam)\w?$", regex.IGNORECASE
)
_FIRST_NAME_ONLY = regex.compile(r"@\p{Lu}\p{Ll}+")
_VERSION = regex.compile(
    r"(?:versie|version|release|build|update|firmware|paragraaf|hoofdstuk|artikel|art|par|bijlage|onderdeel|"
    r"voorschrift|chrome|firefox|windows|v)[\s.:]{0,3}$",
    regex.IGNORECASE,
)
_NO_PERSON = frozenset({"127.0.0.1", "0.0.0.0", "8.8.8.8", "::1", "::"})  # noqa: S104  (no socket is bound)
_ELECTED = regex.compile(
    r"/(?:raadsleden|gemeenteraad|raad|college|wethouders?|burgemeester|statenleden|kamerleden|bestuur|bewindspersonen|"
    r"bestuurders|gedeputeerden|dijkgraaf|onderwerpen|fracties)(?:/|$)",
    regex.IGNORECASE,
)
_FILE_REACH = 250  # characters on each side of a number of a case that tell what the case is about
_HAS_LETTERS = regex.compile(r"[^\W\d]{2}")


def username(candidate: Candidate) -> bool:
    """A login of a person, not of a system, and no word of a sentence."""
    if candidate.text.casefold().endswith(_FILES):
        return False
    return not _NO_USER.fullmatch(candidate.text) and bool(_HAS_LETTERS.search(candidate.text))


def handle(candidate: Candidate) -> bool:
    """An account that is not an organisation's. `@Sanne` with a capital is a mention, for the names to find."""
    text = candidate.text
    own = regex.sub(r"^(?:https?://)?(?:[\w\-]+\.)*[\w\-]+/(?:(?:in|pub|add|profile)/)?@?", "", text)
    if text.startswith("@") and _DOMAIN.search(text):
        return False
    if _ORGANISATION_HANDLE.match(own) or _OF_ORGANISATION.search(candidate.before):
        return False
    return not (_FIRST_NAME_ONLY.fullmatch(text) or _NO_USER.fullmatch(own))


def ip_address(candidate: Candidate) -> bool:
    """An address that exists, that is not the machine itself and that reads as no version or section.

    Sections hardly get beyond 60, so that four numbers below it need a word for an address before them.
    """
    text = candidate.text
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if text in _NO_PERSON or text.startswith("255.") or _VERSION.search(candidate.before):
        return False
    if address.version == 6:
        return len(text) >= 6 and any(c.isdecimal() for c in text)
    return candidate.in_context or max(int(part) for part in text.split(".")) > 60


def link(candidate: Candidate) -> bool:
    """A page that is not that of an elected member or a governor."""
    return not _ELECTED.search(candidate.text)


def holds_digits(candidate: Candidate) -> bool:
    """A number of three digits or more that is no year, date or amount."""
    text = candidate.text
    if sum(c.isdecimal() for c in text) < 3:
        return False
    return not regex.fullmatch(r"(?:19|20)\d\d|\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d", text)


# How registries number what they send and receive: a year or their own letters first, or a stroke.
_OF_REGISTRY = regex.compile(
    r"(?:19|20)\d\d[\-./]|[ZDUI][\-./]?(?:19|20)?\d\d[\-./]|(?:INT|UIT|BIS|RIS|DOC)\W?\d|UIT-|INT-|\w*/"
)
# The text around a number of a case says that the case is about one person.
_ABOUT_A_PERSON = regex.compile(
    r"(?<!\w)(?:bsn|burgerservice\w*|geboren|geb\.|geboorte(?:datum|plaats|jaar)|cli[eë]nte?|pati[eë]nte?|leerling(?!en)|verdachte|aangifte|"
    r"bezwaarmaker|bezwaarde|huisbezoek|keukentafelgesprek|wijkteam|hulpvraag|zorgvraag|uitkering|bijstand|schuldhulp\w*|jeugdhulp|wmo|"
    r"melder|klager|klaagster|slachtoffer|appellante?|achternaam|voornaam|gezag|ouders?|moeder|vader|partner|"
    r"(?:dossier|zaak|klacht|bezwaar|melding) van (?:de heer|mevrouw|dhr|mw|(?-i:\p{Lu}\p{Ll}+)))(?!\w)",
    regex.IGNORECASE,
)


def file_of_person(candidate: Candidate) -> bool:
    """A number of a case or file beside words that only a case about one person has."""
    if not holds_digits(candidate):
        return False
    if _OF_REGISTRY.match(candidate.text):
        return False
    around = candidate.before[-_FILE_REACH:] + "\n" + candidate.after[:_FILE_REACH]
    return bool(_ABOUT_A_PERSON.search(around))
