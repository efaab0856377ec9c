"""Whether a telephone number or a bank account is an organisation's, told by the words beside it.

A letterhead is an unbroken block of lines that each belong to an organisation: its name, its address, its numbers. A
line that can be somebody's name ends it. Where nothing tells, the number counts as a person's.
"""

from __future__ import annotations

import regex

from pipeline.detect.addresses import names_organisation
from pipeline.detect.candidate import Candidate
from pipeline.detect.wordclasses import ORGANISATION_ENDINGS

_BODY = (
    r"gemeente|provincie|waterschap|hoogheemraadschap|ministerie|omgevingsdienst|veiligheidsregio|rijk|belastingdienst|"
    r"stichting|vereniging|politie|rechtbank|ggd|uwv|svb"
)
# A number right behind one of these is the organisation's own.
_GENERAL = regex.compile(
    r"(?<!\w)(?:algeme(?:en|ne)\s+(?:telefoon|informatie|toegangs)?nummer|algemeen(?=\W)|receptie|(?:telefoon)?centrale|"
    r"klantcontactcentrum|klantcontact|klantenservice|kcc|publieksbalie|publieksdienst|balie|loket|omgevingsloket|hoofdnummer|"
    r"servicenummer|publieksnummer|publieksinformatie|meldnummer|meldpunt|meldkamer|informatienummer|infonummer|infolijn|storingsnummer|storingsdienst|"
    r"storingen|helpdesk|servicedesk|servicepunt|alarmnummer|noodnummer|spoedlijn|huisartsenpost|wijkteam|"
    r"telefoon(?:nummer)?\s+(?:van\s+(?:de|het)\s+)?(?:" + _BODY + r"))(?!\w)(?P<between>[^\n\d]{0,40})$",
    regex.IGNORECASE,
)
_CALL_BODY = regex.compile(
    r"(?<!\w)(?:de|het|onze?)\s+(?:" + _BODY + r"|receptie|balie|helpdesk)(?:\s+(?-i:\p{Lu}[\w\-]+)){0,2}"
    r"(?:\s+(?:is\s+)?(?:telefonisch\s+)?(?:bereikbaar|te\s+bereiken))?\s+(?:op|via|onder)"
    r"(?:\s+(?:telefoon(?:nummer)?|tel\.?|nummer|het\s+nummer))?\W{0,3}$",
    regex.IGNORECASE,
)
_SAID_AFTER = regex.compile(
    r"^[ ]?\([ ]?(?:algemeen|algemene|receptie|centrale|balie|kcc|klantcontactcentrum|helpdesk|gemeente|hoofdnummer|"
    r"lokaal\s+tarief|gratis|kantoor)",
    regex.IGNORECASE,
)
_DIRECT = regex.compile(r"(?<!\w)(?:direct|mobiel|priv[eé]|doorkies\w*|thuis)(?!\w)", regex.IGNORECASE)
_OF_BODY = regex.compile(
    r"(?<!\w)(?:postbus|bezoekadres|postadres|bel|informatie|vragen|openingstijden|"
    + _BODY
    + r")(?!\w)|www\.|(?<!\w)info@",
    regex.IGNORECASE,
)
# A line of a letterhead besides the name of the organisation: an address, a number with its label, a site, a mailbox.
_LETTERHEAD_LINE = regex.compile(
    r"^(?:postbus\s\d+|antwoordnummer\s\d+|(?:bezoek|post|kantoor|retour|internet|e-?mail)adres\b.*|"
    r"(?:[1-9]\d{3}\s?[A-Z]{2}\b.*)|(?:(?:telefoon|tel|t|fax|f|telefax|i|e|e-?mail|internet|website|kvk|btw|iban|bic|bank|"
    r"rekening\w*|rsin|oin|www)(?:nummer|nr)?\b[.:]?\s?.*)|www\..*|https?://.*|(?:info|post|gemeente|contact|woo)@.*|"
    r"(?:afdeling|team|directie|cluster|domein|sector|dienst|bureau)\s.*)$",
    regex.IGNORECASE,
)
_PERSON = regex.compile(
    r"(?<!\w)(?:dhr|mw|mevr|mevrouw|meneer|heer|contactpersoon|behandeld\s+door|behandelaar|inlichtingen\s+bij|"
    r"t\.?a\.?v|groet|groeten|hoogachtend|mobiel|06)(?!\w)",
    regex.IGNORECASE,
)
_LABEL_ON_LINE = regex.compile(
    r"^(?:telefoon(?:nummer)?|telefax|tel|fax|t|f|iban|bic|bank(?:rekening)?|rekening(?:nummer)?|rek\.?\s?nr|bng|"
    r"(?:postbus\s\d+|[1-9]\d{3}\s?[A-Z]{2}\b|www\.)[^|•·]{0,60})?[.:\s(|•·,\-–]*$",
    regex.IGNORECASE,
)
_MAX_LINES = 6
_OWNER = (
    r"\W{0,3}(?:t\.?n\.?v\.?|ten\s+name\s+van|op\s+naam\s+van|van)\W{0,3}(?:de\s+|het\s+)?(?:(?:"
    + _BODY
    + r"|kerk|parochie|school|universiteit|regio|bedrijf|belastingsamenwerking|gemeentebelastingen|cjib|notaris|"
    r"firma|fa|"
    r"kantongerecht|gerechtshof|hogeschool|lyceum|basisschool|obs|kinderdagverblijf|kinderopvang|bouwbedrijf|loonbedrijf|"
    r"installatiebedrijf|recreatiepark|museum|bibliotheek|ziekenhuis|advocaten|kerkgenootschap|bureau|fonds|coöperatie)(?!\w)|"
    r"\p{L}*(?:"
    + "|".join(
        ("parket", "dienst", "schap", "politie", "recherche", "kamer", "brandweer", *ORGANISATION_ENDINGS)
    )
    + r")(?!\w)|(?-i:[A-Z]{2,5}(?![\w.]))|"
    r"[\w.&'’\- ]{2,50}?\s(?:b\.?v|n\.?v|v\.?o\.?f|u\.?a)\b)"
)
# What is paid to an organisation, and never to a person.
_FEE = regex.compile(
    r"(?<!\w)(?:contributie|(?:ouder|eigen\s|vrijwillige\s|jaarlijkse\s)bijdrage|leges\w*|\w*belasting|\w*heffing|"
    r"(?:les|school|college|inschrijf|cursus|lid|entree|staan|markt)geld|donaties?|giften|gift|boetes?|dwangsom(?:men)?|griffierecht)"
    r"(?:\s(?!mijn\b|zijn\srekening|haar\b|hem\b)\w+){0,6}?\s(?:naar|op|via)"
    r"(?:\s(?:iban|rekening(?:nummer)?|bankrekening|het|de|rekeningnummer))*\W{0,3}$",
    regex.IGNORECASE,
)
_REFUND = regex.compile(
    r"(?<!\w)(?:terug\w*|ik\s(?:verzoek|vraag|wil)|verzoeke?|declaratie\w*|vergoed\w*|uitbeta\w+|uitgekeerd|mij|mijn|aan\s(?:hem|haar|betrokkene))(?!\w)",
    regex.IGNORECASE,
)
_OWNER_AFTER = regex.compile(r"^\W{0,3}(?:bic\W{0,2}\w{8,11}\W{0,3})?" + _OWNER, regex.IGNORECASE)
_OWNER_BEFORE = regex.compile(
    r"(?:rekening(?:nummer)?|iban|bankrekening)"
    + _OWNER
    + r"[^\n.;]{0,40}$|"
    + _OWNER
    + r"\W{0,3}(?:iban|op)?\W{0,3}$",
    regex.IGNORECASE,
)
_COLOPHON_REACH = 220  # characters on each side
_COLOPHON = regex.compile(
    r"^[ \t]*(bezoekadres|postadres|behandeld\s+door|pagina|ons\s+kenmerk|verzenddatum|datum\s+verzending|afdeling|"
    r"algemeen\s+telefoonnummer|uw\s+aanvraag\s+van|bijlagen?|bijlage\(n\))\b",
    regex.IGNORECASE | regex.MULTILINE,
)
_IBAN_LABEL = regex.compile(
    r"(?:^|\n)[ \t]*(?:iban|bank|bankrekening|rekeningnummer)[:\s]*$", regex.IGNORECASE
)
_PERSON_AFTER = regex.compile(
    r"\W{0,3}(?:t\.?n\.?v\.?|ten\s+name\s+van|op\s+naam\s+van|van)\s", regex.IGNORECASE
)
_COMPANY_NUMBER_AFTER = regex.compile(
    r"\s{0,3}[|,;•·]?\s{0,3}(?:kvk|k\.v\.k\.?|btw|rsin|bic\W{1,3}\w{8,11}\s{0,3}[|,;•·]?\s{0,3}(?:kvk|btw))",
    regex.IGNORECASE,
)
# Banks that only serve public bodies: BNG Bank and Nederlandse Waterschapsbank.
_PUBLIC_BANKS = ("BNGH", "NWAB")


def is_general_number(candidate: Candidate) -> bool:
    """Whether a telephone number is that of an organisation for everybody.

    Numbers that end in three zeros are those of a switchboard; 088 is for organisations alone, so that an address or a
    site of one before it is enough. A word for a direct line makes either a person's.
    """
    digits = "".join(c for c in candidate.text if c.isdecimal())
    if not _DIRECT.search(candidate.before[-40:]) and (
        digits.endswith("000")
        or (digits.startswith(("088", "3188", "003188")) and _OF_BODY.search(candidate.before[-150:]))
    ):
        return True
    if _SAID_AFTER.search(candidate.after) or _CALL_BODY.search(candidate.before):
        return True
    found = _GENERAL.search(candidate.before)
    if found:
        return not _DIRECT.search(found["between"])
    return stands_in_letterhead(candidate.before)


def is_account_of_organisation(candidate: Candidate) -> bool:
    """Whether a bank account is held by a public body, a foundation or a company."""
    compact = "".join(c for c in candidate.text.upper() if c.isalnum())
    if compact[4:8] in _PUBLIC_BANKS:
        return True
    fee = _FEE.search(candidate.before[-120:])
    if _IBAN_LABEL.search(candidate.before) and _in_colophon(candidate):
        return True
    if fee and not _REFUND.search(candidate.before[-120:]) and not _PERSON_AFTER.match(candidate.after):
        return True
    if (
        _COMPANY_NUMBER_AFTER.match(candidate.after)
        or _OWNER_AFTER.search(candidate.after)
        or _OWNER_BEFORE.search(candidate.before)
    ):
        return True
    return stands_in_letterhead(candidate.before)


def _in_colophon(candidate: Candidate) -> bool:
    """Whether two kinds of lines of the colophon of an authority's letter stand around a number."""
    around = candidate.before[-_COLOPHON_REACH:] + "\n" + candidate.after[:_COLOPHON_REACH]
    return len({line.casefold() for line in _COLOPHON.findall(around)}) >= 2


def stands_in_letterhead(before: str) -> bool:
    """Whether the lines above, up to the first empty one, are all an organisation's and one of them names it."""
    lines = regex.split(r"[\n\f]", before)
    pieces = [p.strip() for p in regex.split(r"[|•·]|,\s", lines.pop()) if p.strip()]
    if pieces and _LABEL_ON_LINE.match(pieces[-1]):
        pieces.pop()
    if any(_PERSON.search(p) or not (names_organisation(p) or _LETTERHEAD_LINE.match(p)) for p in pieces):
        return False
    named = any(names_organisation(p) for p in pieces)
    for line in list(reversed(lines))[:_MAX_LINES]:
        text = line.strip("*_#> \t\u00a0")
        if not text:
            break
        if _PERSON.search(text):
            return False
        if names_organisation(text) and not _PLACE_LABEL.match(text):
            named = True
        elif not _LETTERHEAD_LINE.match(text) and not _STREET_LINE.match(text):
            return False
    return named


_PLACE_LABEL = regex.compile(r"(?:locatie|plaats|vergaderlocatie|vergaderplaats)(?!\w)", regex.IGNORECASE)
_STREET_LINE = regex.compile(r"^(?-i:\p{Lu})[\p{L}.'’\- ]{2,40}\s\d{1,5}(?:[ \-]?\w{1,3})?(?:,\s.*)?$")
