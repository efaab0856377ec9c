"""The verbs with which minutes say that somebody will do something.

Minutes report in the present tense (`licht toe`, `vraagt`, `geeft aan`), so that only verbs that undertake count, many
of them only with their particle or object: `pakt ... op`, `zoekt ... uit`, `koppelt ... terug`, `gaat ... na`.
"""

from __future__ import annotations

import re

# Where a particle ends its clause; elsewhere it is a preposition.
_END = r"(?=\s*(?:[.,;:)!]|\Z)|\s(?:en|voor|vóór|waarin|uiterlijk|met|naar|via|zodra|samen|dit|volgende|tijdens)\b)"
_QUESTION = r"\b(?:of|wat|wie|hoe|welke|waar|wanneer|waarom)\b"
_WRITING = (
    r"(?:\w*afspra(?:ak|ken)|\w*voorstel\w*|opzet|concept\w*|\w*overzicht|\w*lijst|planning|notitie"
    r"|memo|nota|verslag|issue|\w*plan"
    r"|analyse|\w*rapport|brief|inventarisatie|factsheet|presentatie|opdracht|tekst|stuk\w*|aanzet"
    r"|schets|uitwerking"
    r"|aanpak|reactie|terugkoppeling|update|bericht|raadsinformatiebrief|mail|uitvraag|begroting|raming)\b"
)
_FREE = ""
_TABLE: tuple[tuple[str, str], ...] = (
    (
        "neemt nemen",
        r"contact op\b|\bmee\b|op zich\b|\b(?:dit|deze|die|het|de|hem|haar|een) (?:\S+ ){0,4}(?:op"
        r"|over)\b|initiatief"
        r"|voor (?:zijn|haar|hun) rekening",
    ),
    ("pakt pakken", r"\bop\b"),
    ("zoekt zoeken", r"\been (?:andere|nieuwe)\b|\b(?:uit|na|op)\b|contact"),
    ("koppelt koppelen", r"\bterug\b"),
    (
        "stuurt sturen verstuurt versturen verzendt verzenden verspreidt verspreiden mailt mailen belt bellen benadert"
        " benaderen regelt regelen agendeert agenderen publiceert publiceren inventariseert inventariseren checkt"
        " checken controleert controleren verkent verkennen onderzoekt onderzoeken bekijkt bekijken actualiseert"
        " actualiseren verwerkt verwerken verzamelt verzamelen reserveert reserveren bestelt bestellen"
        " monitort evalueert evalueren",
        _FREE,
    ),
    ("levert leveren", r"\b(?:aan|op|in)\b|input|tekst"),
    ("stelt stellen", rf"\b(?:op|bij){_END}(?! prijs)"),
    (
        "maakt maken",
        rf"\b(?:een|het|de|hiervan|hierover|daarvan)\s(?:\S+\s){{0,4}}{_WRITING}|\b{_WRITING}|\baan{_END}",
    ),
    ("schrijft schrijven", r"\b(?:een|hierover|het|de)\b"),
    ("zorgt zorgen draagt dragen", r"\bvoor\b|\bervoor\b"),
    ("zet zetten", r"\b(?:uit|door)\b|op de (?:agenda|lijst|site|website)|in gang|op papier|klaar|online"),
    ("werkt werken", rf"\b(?:uit|bij){_END}|aan een voorstel|hieraan"),
    ("past passen", rf"\baan{_END}"),
    ("plant plannen", r"\b(?:in|een)\b"),
    ("nodigt nodigen", r"\buit\b"),
    (
        "vraagt vragen",
        rf"\b(?:na|uit|op){_END}|\bna bij\b|offertes?\b|(?:subsidie|vergunning|toegang)\b.{{0,60}}\baan\b",
    ),
    ("laat", r"\bweten\b"),
    ("legt leggen", rf"\b(?:voor|neer|klaar){_END}|\bklaar bij\b|\bvoor aan\b|contact"),
    ("deelt delen", r"\bmet (?:de|het|alle|iedereen|elkaar)\b|\bdeze\b"),
    ("organiseert organiseren", r"\b(?:een|hiervoor|hierover)\b"),
    ("bespreekt bespreken overlegt overleggen", r"\b(?:met|intern)\b"),
    ("bereidt bereiden", r"\bvoor\b"),
    ("komt komen", rf"\bterug (?:op|met|in)\b|\bterug{_END}|\bmet (?:\S+ ){{0,3}}(?:{_WRITING}|info)"),
    (
        "doet doen",
        rf"navraag|\buitvraag|\b(?:een )?{_WRITING} voor\b|nader onderzoek|een check|terugkoppeling",
    ),
    (
        "geeft geven",
        rf"\bdoor{_END}|\bdoor aan\b|terugkoppeling|seintje|\b[A-ZÀ-Ý]\w+ (?:de|het|een) (?:lijst"
        rf"|stuk|gegevens|adres)",
    ),
    ("brengt brengen", rf"in kaart|onder de aandacht|\bin{_END}"),
    ("houdt houden", rf"in de gaten|\bbij{_END}|op de hoogte"),
    ("voert voeren", rf"\b(?:uit|door){_END}"),
    ("rondt ronden", r"\baf\b"),
    ("vult vullen", rf"\b(?:aan|in){_END}"),
    ("haalt halen", rf"\bop{_END}"),
    ("treedt treden", r"in (?:contact|overleg)"),
    ("meldt melden", rf"\b(?:aan|terug){_END}"),
    ("informeert informeren", r"\b(?:hierover|daarover|nader|schriftelijk)\b"),
    ("scherpt scherpen", r"\baan\b"),
    ("licht lichten", rf"\bin{_END}"),
    ("leest lezen", r"\b(?:mee|door)\b"),
    ("kijkt kijken", rf"\bna\b|nog eens|{_QUESTION}"),
    (
        "bestelt bestellen koopt kopen boekt boeken huurt huren print printen kopieert kopiëren ontwerpt ontwerpen appt"
        " appen polst polsen redigeert redigeren herschrijft herschrijven vertaalt vertalen installeert installeren"
        " bezorgt bezorgen prikt prikken repareert repareren annuleert annuleren peilt peilen",
        _FREE,
    ),
    ("sluit sluiten", r"\bkort\b|\baan bij (?:het|de) (?:overleg|gesprek)"),
    ("stemt stemmen", r"\b(?:dit|deze|het|de|een|met)\b.{0,80}\baf\b|\baf met\b"),
    ("dient dienen", rf"\bin(?:{_END}| bij (?:de|het)\b)"),
    ("rekent rekenen", r"\b(?:door|uit)\b"),
    ("schakelt schakelen", r"\bin\b"),
    ("volgt volgen", r"\b(?:dit|deze|het|de) (?:\S+ ){0,3}op\b"),
    ("spreekt spreken", r"\baf (?:met|om)\b|\bmet (?:\S+ ){1,4}af\b|\bhierover met\b"),
    ("onderneemt ondernemen", r"\bactie\b"),
    ("buigt buigen beraadt beraden", r"\bzich\b"),
    ("ruimt ruimen", r"\bop\b"),
    ("wijzigt wijzigen corrigeert corrigeren herstelt herstellen", r"\b(?:dit|deze|het|de) "),
    ("coördineert coördineren", r"\b(?:dit|deze|het|de|met) "),
    ("loopt lopen", rf"\b(?:na|door){_END}|\bnog (?:na|door)\b"),
    ("werft werven", r"\b(?:nieuwe|vrijwilligers|leden)\b"),
    ("reageert", r"\bop (?:de|het|deze|dit|een) (?:\w+ )?(?:\w*brief|mail|uitvraag|concept\w*)\b"),
    ("plaatst plaatsen", r"\b(?:het|de|een|dit)\b"),
)
# Verbs that tell a plan only where a time stands with them, besides those above.
_TIMED = (
    "start starten levert leveren presenteert presenteren rapporteert rapporteren bezoekt bezoeken reageert maakt maken"
    " werkt werken past passen organiseert organiseren informeert informeren plant plannen"
    " verzorgt verzorgen begeleidt begeleiden bemant bemannen"
    " zet zetten legt brengt voert voeren schrijft schrijven zorgt zorgen rondt vult"
)
WITH_TIME = frozenset(_TIMED.split())
UNDERTAKES: dict[str, re.Pattern[str] | None] = {
    form: re.compile(needs, re.IGNORECASE) if needs else None
    for forms, needs in _TABLE
    for form in forms.split()
}
WILL = frozenset(("zal", "zullen", "gaat", "gaan"))
ALL_VERBS = frozenset(UNDERTAKES) | WILL
GOES = re.compile(
    rf"\bna(?=\s*(?:[.,;]|\Z)|\s{_QUESTION})|\baan de sla\w|\bin (?:gesprek|overleg)\b"
    r"|\bachter \S+(?: \S+){0,3} aan\b|\blangs bij\b|\bhiermee verder\b",
    re.IGNORECASE,
)
GOES_OTHERWISE = re.compile(
    r"\s*(?:over|uit van|om|akkoord|ervan|door|in op|er vanuit|naar)\b", re.IGNORECASE
)
_BEHIND = (
    r"(?:bij|met|aan|van|voor|vóór|naar|over|in|op|tijdens|namens|uit|tussen|rond|onder|per|binnen"
    r"|door|en|tot|als|zodra"
    r"|uiterlijk|hierover|hiervoor|daarover)"
)
INFINITIVE = re.compile(
    rf"\b(?:vragen|proberen|kijken|bekijken|onderzoeken)\b|\b[a-zà-ÿ-]{{3,}}(?:en|gaan|doen"
    rf"|zien)(?=\W*\Z| {_BEHIND}\b)"
)
# What happens to somebody or something is not done by anybody.
NOT_DONE = re.compile(
    r"\b(?:zijn|hebben|moeten|kunnen|mogen|willen|blijven|krijgen|plaatsvinden|volgen|ontstaan"
    r"|leiden|betekenen|vertrekken"
    r"|aftreden|stoppen|afwezig|gelden|duren|kosten|vallen|liggen|gebeuren|veranderen|toenemen"
    r"|afnemen|verdwijnen|ingaan"
    r"|bestaan|vormen|spelen|verschijnen|wegvallen|merken|ervaren|ondervinden|profiteren|groeien"
    r"|stijgen|dalen|bedragen"
    r"|bevatten|worden|(?<!gesprek )(?<!overleg )(?<!slag )(?<!zoek )(?<!na )gaan)\W*\Z"
)
# Participles of the same undertakings, for `wordt door X uitgezocht`.
PARTICIPLE = (
    r"(?:op|uit|na|over)?ge(?:pakt|zocht|gaan|vraagd)|opgepakt|uitgezocht|uitgewerkt|nagegaan"
    r"|nagevraagd|teruggekoppeld"
    r"|(?:rond|toe|door|op|na|uit)gestuurd|aangeleverd|aangepast|opgesteld|geagendeerd|ingepland"
    r"|voorbereid|onderzocht"
    r"|bekeken|gecontroleerd|georganiseerd|verzonden|verstuurd|bijgewerkt|verwerkt|meegenomen"
    r"|geregeld|geïnventariseerd"
    r"|uitgenodigd|aangeboden|gepubliceerd|rondgemaild|aangevuld|voorgelegd|gedeeld|benaderd"
    r"|geïnformeerd|teruggelegd"
    r"|uitgezet|besproken|afgerond|nagezonden|toegezonden|opgeleverd|geactualiseerd|in kaart gebracht"
)
_I = (
    "zal|ga|stuur|mail|bel|regel|check|vraag|zoek|kom|neem|pak|zet|laat|plan|maak|bespreek|koppel"
    "|loop|verwerk|kijk|schrijf"
    "|lever|geef|leg|doe|rond|stem|overleg|nodig|informeer|controleer|deel|app|benader|agendeer"
    "|bereid|meld|organiseer|lees"
)
_US = (
    "zullen|gaan|sturen|komen|nemen|pakken|koppelen|verwerken|bekijken|leveren|plannen|bespreken"
    "|maken|zetten|leggen"
    "|zoeken|mailen|bellen|regelen|lopen|stemmen|overleggen|benaderen|agenderen|schrijven"
    "|organiseren|controleren|checken"
)
FIRST_PERSON = re.compile(
    rf"\b(?:(?:[Ii]k) (?P<v1>{_I})|(?P<v2>(?i:{_I})) ik|(?:[Ww]e|[Ww]ij) (?P<v3>{_US})"
    rf"|(?P<v4>(?i:{_US})) (?:we|wij))\b"
)
# What the writer of a mail does for the reader, after `ik zal` and `wij gaan`.
FOR_OTHERS = re.compile(
    r"\b(?:(?:toe|door|op|rond|na)?sturen|(?:na|door)zenden|uitzoeken|nagaan|terugkomen|terug te komen"
    r"|bellen|mailen|opnemen|regelen|inplannen|plannen|laten weten|bespreken|navragen|nakijken|checken"
    r"|aanpassen|verwerken|doorgeven|agenderen|voorleggen|aanleveren|oppakken|terugkoppelen"
    r"|informeren|onderzoeken|uitwerken|bekijken|meenemen|voorbereiden"
    r"|opstellen|aanvullen|vragen|delen|doorzetten|maken|benaderen|uitnodigen|aankaarten)\b"
)
# Infinitives of doing, for notes (`datum prikken`, `brief sturen`): the plurals above, alone or with a particle.
_ALONE = sorted(form for form in UNDERTAKES if form.endswith("en") and len(form) > 4 and form != "plannen")
_MORE = (
    r"(?<![a-z]e )plannen|"
    "vastleggen|vergelijken|samenstellen|invullen|tekenen|ondertekenen|toevoegen|verwijderen"
    "|aanmaken|aanmelden|testen|kiezen"
    "|betalen|ophalen|opruimen|vastellen|vaststellen|terugkomen|doorgeven|nagaan|navraag doen"
    "|uitzoeken|inlezen|toetsen"
    "|bijhouden|meenemen|reageren|prikken|ophangen|klaarzetten|overdragen|uitrollen|inrichten"
    "|herzien|opheffen|doorlopen"
    "|terugbrengen|overleggen|coördineren|faciliteren|beschrijven|uitbreiden|verbeteren|archiveren"
    "|documenteren|klaarmaken"
)
_PARTICLE = (
    "(?:af|aan|op|uit|na|door|terug|rond|in|bij|voor|mee|toe|klaar|samen|over|om|neer|vast|tegen|heen)?"
)
DO = rf"(?:{_PARTICLE}(?:{'|'.join(_ALONE)})|{_MORE})"
# The same as words, so that most sentences are not searched for them.
DOING = frozenset(
    particle + form
    for particle in ("", *re.findall(r"\w+", _PARTICLE))
    for form in (*_ALONE, *re.findall(r"\w+", _MORE), "plannen")
)
