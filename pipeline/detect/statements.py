"""Phrases about health, religion, origin and the like, and opinions: about somebody, or about policy.

Each function takes a `Candidate` and says whether it counts; see validators.py.
"""

from __future__ import annotations

import regex

from pipeline.detect.candidate import Candidate

_REACH = 90  # characters of the same sentence before a phrase that say whom it is about
_SENTENCE_START = regex.compile(r"[.!?]\s|\n\s*\n|\n(?=\s*(?:[-•*\[]|\p{L}?\d))")
# Who is nobody in particular: "mensen met", "iedereen die", "als iemand". A possessive makes them somebody.
_NOBODY = regex.compile(
    r"(?<!\w)(?<!(?:mijn|zijn|haar|onze?|hun|uw|je|jouw|de\stwee|beide)\s)(?:mensen|inwoners|burgers|bewoners|kinderen|jongeren|ouderen|"
    r"leerlingen|studenten|cliënten|patiënten|personen|medewerkers|werknemers|ambtenaren|mannen|vrouwen|gezinnen|"
    r"huishoudens|nederlanders|vluchtelingen|statushouders|migranten|doelgroep(?:en)?|groepen|slachtoffers|"
    r"verdachten|daders|jeugdigen|volwassenen|iemand|iedereen|wie(?!\s?[;|,\t])|degenen?|niemand|een\s(?:persoon|inwoner|burger|"
    r"werknemer|medewerker|kind|cliënt|patiënt|ambtenaar|aanvrager|leerling)\sdie|zij\sdie|hen\sdie|diegenen?|men|"
    r"aantal|percentage|procent|(?:elke|ieder|iedere)(?!\s(?:\w+dag|week|dag|maand|jaar|avond|ochtend|keer))|beleid\w*|regeling|verordening|indien\s(?:u|je|er)|als\s(?:u|je|er)|"
    r"wanneer\s(?:u|je|er)|bent\su|heeft\su)(?!\w)(?!\s?:)",
    regex.IGNORECASE,
)
# Somebody in particular, named after the group and before the phrase.
_SOMEBODY = regex.compile(
    r"(?<!\w)(?:ik|hij|zij|mevrouw|mevr|mw|meneer|dhr|heer|betrokkene|(?:mijn|zijn|haar|onze?|hun|uw)\s\w+|cliënte?|verdachte)(?!\w)",
    regex.IGNORECASE,
)
# What has a religion, a conviction or a party and is no person.
_BODY = regex.compile(
    r"(?<!\w)(?:school|scholen|stichting|vereniging|kerk|moskee|onderwijs|omroep|begraafplaats|bedrijf|onderneming|"
    r"gemeente|provincie|ministerie|staat|college|raad|fractie|partij|waterschap|organisatie|instelling|b\.?v\.?|n\.?v\.?|"
    r"werkgever|universiteit|ziekenhuis|zorgverlener|bestuursorgaan|minister|staatssecretaris)(?!\w)"
    r"(?:\s(?:van|voor|te|in|uit)\s[\w ]{2,30})?(?:\s(?:in|is|was|werd|wordt|heeft)|\s(?-i:\p{Lu}[\w\-]+)){0,4}\s?$",
    regex.IGNORECASE,
)
_ELECTED = regex.compile(
    r"(?<!\w)(?:raadslid|statenlid|kamerlid|fractievoorzitter|lijsttrekker|wethouder|burgerlid|steunfractielid)(?!\w)",
    regex.IGNORECASE,
)
_GENERAL_AFTER = regex.compile(
    r"\s?(?:-|/)?(?:beleid|fractie|wet|regeling|zorg(?!en)|protocol|verzekering)", regex.IGNORECASE
)
_NO_OPINION = regex.compile(
    r"\?[\"”’)\]]*$|(?<!\w)(?:vind|vond)\s(?:het\s)?(?:fijn|leuk|super|top)(?!\w)|(?<!\w)vind\w*(?:\s\S+){1,5}\s(?:niet\s)?(?:terug|bijgevoegd|in\sde\sbijlage)(?!\w)",
    regex.IGNORECASE,
)
MIN_WORDS = 3  # an opinion in fewer words says nothing of what it is about


def about_a_person(candidate: Candidate) -> bool:
    """Whether the sentence before the phrase speaks of somebody rather than of a group, a policy or a body."""
    before = candidate.before[-_REACH:]
    starts = [m.end() for m in _SENTENCE_START.finditer(before)]
    before = before[starts[-1] :] if starts else before
    if _GENERAL_AFTER.match(candidate.after) or _BODY.search(before):
        return False
    if candidate.text.casefold().startswith(("lid van", "is lid van", "was lid van")) and _ELECTED.search(
        before
    ):
        return False
    groups = [m.end() for m in _NOBODY.finditer(before + candidate.text)]
    return not groups or bool(_SOMEBODY.search(before, groups[-1]))


def opinion(candidate: Candidate) -> bool:
    """A sentence of a few words that is no question and no courtesy."""
    return len(candidate.text.split()) >= MIN_WORDS and not _NO_OPINION.search(candidate.text)
