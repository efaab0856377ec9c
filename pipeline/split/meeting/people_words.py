"""The words that tell a name, a role and an organisation apart in a list of who was there.

Forms, not lists of names: a name is capitals with initials and particles; a role is a word such as `wethouder` or
one that ends like it; what else starts with a capital behind a name is an organisation. A mark that stands where a
name was taken out (`[5.1.2e]`, as a text recogniser reads it too: `512e`, `S12e`) reads as a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Range = tuple[int, int]  # a half-open stretch of the words of a list

_MARK = (
    r"[\[(<{]?(?:5[.,]?[12][.,]?\d[.,]?[a-i]?|10[.,]?[12][.,]?[a-h]|[sS$&£#*°§8]?[.,]?1[.,]?2[.,]?e|[█■▇▓]{1,40}"
    r"|(?<=[\[<])(?:naam|geanonimiseerd|gelakt|zwartgelakt|persoonsgegevens?)|[xX]{3,20})[\])>}]?"
)
MARKS = re.compile(rf"(?:['\"]?{_MARK}['\"]?)(?:\s{{1,3}}{_MARK}){{0,8}}")
HONORIFIC = re.compile(
    r"(?:(?:de\s)?(?:dhr|mevr|mw|hr)\b\.?|(?:de\s)?heer\b|(?:de\s)?heren\b|mevrouw\b|de\sdames\b|dames\b|meneer\b"
    r"|mevr(?:ouw)?/dhr\.?|dhr\.?/mw\.?|de\sheer/mevrouw\b|(?-i:Mr|Mrs|Ms)\b\.?|fam(?:ilie\b|\.)|de\sfamilie\b)"
    r"(?:\s?(?:/|en\b)\s?(?:mevrouw\b|mw\b\.?|mevr\b\.?|(?:de\s)?heer\b|dhr\b\.?))?\s{0,3}",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"(?:(?:drs|dr|ir|ing|mr|prof|jhr|ds|bc|em)\.)+|(?:MSc|BSc|MA|MPA|RA|LLM|PhD|MBA),?")
_INITIALS = re.compile(r"(?:[A-ZÀ-Ý](?:h|hr|j|s|e)?\.-?){1,7}|[A-ZÀ-Ý]{1,3}")
_DOTTED = re.compile(r"(?:[A-ZÀ-Ý](?:h|hr|j|s|e)?\.-?){1,7}")
_NAME = re.compile(r"(?:[dlDLO]['’])?[A-ZÀ-Þ][^\W\d_]*(?:['’.-][^\W\d_]+){0,3}['’]?\.?")
_PARTICLES = re.compile(
    r"van|de|der|den|het|['’]t|ten|ter|te|in|op|aan|bij|von|zum?|la|le|du|d[aeiu]|dos|del|el|al|ben|bin|ibn|y|e"
    r"|['’]s"
    r"|d['’]|v\.?\s?d\.?|vdr?|v/d|[vd]\.|uit",
)
_OF_NAMES = re.compile(r"van|van't|der|den|ten|ter")
_ROLE = re.compile(
    r"[\w-]{0,30}(?:adviseur|ambtenaar|ambtenaren|analist|architect|assistente?|beheerder|bestuurder|bode"
    r"|burgemeester"
    r"|chef|commandant|commissaris|consulent|controller|co[öo]rdinat(?:or|rice)|directeur|directrice|gedeputeerde"
    r"|griffier|hoofd|houder|inspecteur|jurist|juriste|leider|leidster|lid|leden|makelaar|manager|medewerker"
    r"|medewerkster|minister|notuliste?|officier|ondersteuner|ondersteuning|ontwikkelaar|penningmeester|planner"
    r"|planoloog|regisseur|secretaris|secretaresse|specialist|stagiaire?|strateeg|toehoorder|trekker"
    r"|vertegenwoordiger|voorlichter|voorzitter|wethouder|woordvoerder|heemraad|heemraden|dijkgraaf|handhaver"
    r"|verbinder|kwartiermaker|bezwaarmaker|bezwaarde|verweerder|gemachtigde|aanvrager|inspreker|appellant"
    r"|projectondersteuner)(?:s|en)?",
    re.IGNORECASE,
)
_ROLE_SHORT = re.compile(
    r"vz\.?|voorz\.?|vrz|secr\.?|not\.?|verslag(?:legging|legger)?|notulen|notule(?:ert|ring)|chair(?:man|person)?"
    r"|secretary|trainee|tolk|boa|cdk"
)
# Family names that end like a role are capitalised; a capitalised word is a role only where it is one by itself.
_ROLE_TITLE = re.compile(
    r"(?:Loco-?|Vice-?|Waarnemend )?(?:Burgemeester|Wethouder|Gedeputeerde|Voorzitter|Secretaris|Griffier"
    r"|Raadsgriffier"
    r"|Raadslid|Statenlid|Commissielid|Lid|Leden|Wethouders|Raadsleden|Dijkgraaf|Heemraad|Directeur"
    r"|Gemeentesecretaris"
    r"|Notulist|Notuliste|Penningmeester|Adviseur|Projectleider|Commissaris|Minister|Staatssecretaris)",
)
_ROLE_BEFORE = re.compile(
    r"plv\.?|plaatsvervangend|waarnemend|wnd\.?|loco|tijdelijk|technisch|eerste|tweede|ambtelijk|bestuurlijk"
    r"|algemeen"
    r"|adjunct|senior|junior|[sj]r\.|vice|de|het"
)
_OF_ITSELF = re.compile(
    r"(?:van de koning(?:in)?|van justitie|van politie|gegevensbescherming)\b", re.IGNORECASE
)
_ORG_WORD = re.compile(
    r"(?:gemeenten?|provincie|waterschap|hoogheemraadschap|ministerie|stichting|vereniging|afdeling|afd|team|dienst"
    r"|politie|brandweer|veiligheidsregio|vr|omgevingsdienst|ggd|bv|b\.v\.|nv|universiteit|hogeschool|college|raad"
    r"|bestuur|commissie|directie|bureau|platform|stadsdeel|rijkswaterstaat|woningcorporatie|bewonerscommissie"
    r"|dorpsraad|wijkraad|fractie|partij|regio|coöperatie|federatie|werkgroep|stuurgroep|fonds|instituut)",
    re.IGNORECASE,
)
_PORTFOLIO = re.compile(
    r"(?:Wonen|Zorg|Financi[ëe]n|Onderwijs|Jeugd|Sport|Cultuur|Mobiliteit|Verkeer|Ruimte|Economie|Klimaat|Water"
    r"|Natuur"
    r"|Milieu|Welzijn|Duurzaamheid|Energie|Asiel|Werk|Landbouw)\b"
)
# What a list says of an entry that is neither a role nor an organisation.
_NOTE = re.compile(
    r"(?:(?:gedeeltelijk|deels|digitaal|online|fysiek|hybride|telefonisch|later|vanaf|tot|t/m|vertrekt"
    r"|vertrokken|arriveert"
    r"|aanwezig|afwezig|via|namens|ivm|i\.v\.m\.|wegens|bij|alleen"
    r"|agendapunt(?:en)?|punt|partly|remote|webex|teams|ziek"
    r"|vervangt|m\.k\.|mk|met kennisgeving|plaatsvervanger van|vakantie|verlof|ziekte|verhinderd|reden|elders|andere"
    r"|zwangerschapsverlof|met verlof|met vakantie|uitgenodigd)\b|\d).{0,80}",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\W*(?:\d.*|geen|niemand|n\.?v\.?t\.?|zie\b.*|volgens\b.*|conform\b.*|allen|iedereen|alle\b.*|overige?\b.*"
    r"|diverse\b.*"
    r"|voltallig.*|circa\b.*|ca\..*|ongeveer\b.*|enkele\b.*|verschillende\b.*|(?:maan|dins|woens|donder|vrij"
    r"|zater|zon)dag.*"
    r"|ma|di|wo|woe|do|vr|none|onbekend|niet\b.*|e\.a\.?|etc\.?|cs|c\.s\.?|nog\b.*|presentielijst.*|leden"
    r"|(?:en )?anderen"
    r"|publiek.*|bewoners|inwoners|belangstellenden|de leden|de aanwezigen|wordt\b.*|is\b.*|op\b.*|\W*)\W*",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\S+")
_JOINING = ("van", "bij", "namens", "de", "het", "voor", "vanuit", "uit", "der")
MAX_NAME = 70  # characters


@dataclass(frozen=True, slots=True)
class Attribute:
    """A role with what it is of, a role alone, or an organisation: stretches of the words of a list."""

    role: Range | None
    organisation: Range | None


def nobody(words: str) -> bool:
    """Whether an entry stands for no one in particular: a count, `zie presentielijst`, a day of the week."""
    return not MARKS.fullmatch(words) and _NOBODY.fullmatch(words) is not None


def is_mark(words: str) -> bool:
    """Whether the words are marks that stand where a name was taken out."""
    return MARKS.fullmatch(words) is not None


def is_initials(words: str) -> bool:
    """Whether the words are initials with dots, as behind a family name."""
    return _DOTTED.fullmatch(words) is not None


def has_person_form(words: str) -> bool:
    """Whether the words can be nothing but a person: a mark, `dhr. X`, initials before a name."""
    if MARKS.match(words) or HONORIFIC.match(words):
        return True
    tokens = words.split(maxsplit=4)
    return len(tokens) > 1 and (_DOTTED.fullmatch(tokens[0]) or _DEGREE.fullmatch(tokens[0])) is not None


def is_name(words: str) -> bool:
    """Whether the words have the form of a name: capitals, initials, particles; no word of an organisation."""
    if is_mark(words):
        return True
    found = HONORIFIC.match(words)
    tokens = words[found.end() if found else 0 :].split()
    if not 0 < len(tokens) <= 8 or len(words) > MAX_NAME:
        return False
    capitals = 0
    before = ""
    for token in tokens:
        bare = token.strip("\"“”'‘,")
        if _NAME.fullmatch(bare) or _INITIALS.fullmatch(bare) or is_mark(token):
            capitals += not _ORG_WORD.fullmatch(bare.rstrip("."))
            if _ORG_WORD.fullmatch(bare.rstrip(".")):
                return False
        elif not _beside_capitals(token, bare):
            hasty = capitals and token == tokens[-1] and _OF_NAMES.fullmatch(before) and bare.isalpha()
            if not hasty:  # `Jan van dam`
                return False
        before = bare.lower()
    return capitals > 0 and not (
        _PARTICLES.fullmatch(tokens[-1]) and tokens[-1].islower() and len(tokens) > 1
    )


def _beside_capitals(token: str, bare: str) -> bool:
    """A particle, a degree or a nickname between quotes."""
    if _PARTICLES.fullmatch(token.lower()) or _PARTICLES.fullmatch(bare.lower()) or _DEGREE.fullmatch(bare):
        return True
    return len(token) > 3 and token[0] in "\"“'‘" and token[-1] in "\"”'’"


def is_role_word(token: str) -> bool:
    """Whether a word is a role, or ends like one."""
    bare = token.strip(",;:").lower()
    if token[:1].isupper() and not token.isupper():
        return _ROLE_TITLE.fullmatch(token.strip(",;:")) is not None or bare.startswith("vz")
    return _ROLE_SHORT.fullmatch(bare) is not None or _ROLE.fullmatch(bare.rstrip(".")) is not None


def is_organisation_word(words: str) -> bool:
    """Whether the words start with one that only organisations have."""
    first = words.split(maxsplit=1)[:1]
    return bool(first) and _ORG_WORD.fullmatch(first[0].rstrip(".")) is not None


def role_before(words: str, at: int, end: int) -> int:
    """Where the role before a name ends (`wethouder C. Steen`); `at` when there is none."""
    tokens = [found.span() for found in _TOKEN.finditer(words, at, end)]
    stop, seen = at, False
    for a, b in tokens[:4]:
        token = words[a:b]
        if is_role_word(token):
            stop, seen = b, True
        elif seen or not _ROLE_BEFORE.fullmatch(token.lower()):
            break
    if not seen:
        return at
    itself = _OF_ITSELF.match(words, stop + 1, end)
    return itself.end() if itself else stop


def attribute(words: str, at: int, end: int) -> Attribute | None:
    """What a stretch behind a name says: a role, an organisation, both, or None for a remark."""
    at, end = trim(words, at, end)
    if at == end or _NOTE.fullmatch(words, at, end):
        return None
    tokens = [found.span() for found in _TOKEN.finditer(words, at, end)]
    for i, (a, b) in enumerate(tokens):
        token = words[a:b]
        if is_role_word(token) or (i == 0 and is_role_word(token[:1].lower() + token[1:])):
            return _role(words, (at, end), tokens, i)
        if i and token[:1].isupper():
            break
    last = words[slice(*tokens[-1])]
    if len(tokens) > 1 and last.islower() and is_role_word(last):
        return Attribute(tokens[-1], (at, tokens[-2][1]))
    if words[at:end].islower() and not is_organisation_word(words[at:end]) and len(tokens) <= 3:
        return Attribute((at, end), None)  # `bewoner`, `eigenaar`: what somebody is there as
    return Attribute(None, (at, end))


def _role(words: str, whole: Range, tokens: list[Range], i: int) -> Attribute:
    """The role of which token `i` is the word, and what it is of."""
    at, end = whole
    if is_organisation_word(words[at:end]) and i:
        return Attribute((tokens[i][0], end), (at, tokens[i - 1][1]))
    itself = _OF_ITSELF.match(words, tokens[i][1] + 1, end)
    stop = itself.end() if itself else tokens[i][1]
    rest = [(a, b) for a, b in tokens if a >= stop]
    for k, (a, b) in enumerate(rest):
        token = words[a:b]
        if _PORTFOLIO.match(token) and k == 0:
            return Attribute((at, end), None)
        if token[:1].isupper() or is_mark(token) or is_organisation_word(token):
            return Attribute((at, stop), (a, end))
        if token.lower() not in _JOINING:
            stop = b
    return Attribute((at, stop if rest else end), None)


def trim(words: str, at: int, end: int) -> Range:
    """A stretch without blanks, bold marks and loose punctuation at its ends."""
    while at < end and words[at] in " \t*_,;:|–-•·\u00a0":
        at += 1
    while end > at and words[end - 1] in " \t*_,;|–-\u00a0":
        end -= 1
    if (
        end - at > 2
        and words[end - 1] == "."
        and (words[end - 2] == ")" or words[end - 4 : end - 1].isalpha())
    ):
        end -= 1
    return at, end
