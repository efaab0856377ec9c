"""What several held-out formats need: sentences without people, things that look like names, facts about a person."""

from __future__ import annotations

from models.recipe.invented.draw import Draw
from models.recipe.invented.marks import CLOSE, OPEN, SPLIT, mark
from models.recipe.invented.people import Person

_DULL = (
    "De planning schuift hierdoor een week op.",
    "Het rapport staat op SharePoint in de map Definitief.",
    "De raming komt uit op € 84.500 exclusief btw.",
    "Daarvoor is een vergunning op grond van de Omgevingswet nodig.",
    "De Awb kent hiervoor een termijn van zes weken.",
    "Over de uitkomst valt nu nog weinig te zeggen.",
    "Het riool ter hoogte van het pompgemaal ligt er nog goed bij.",
    "De kosten komen ten laste van het product Openbare Orde.",
    "Uit de monitor blijkt een lichte daling ten opzichte van vorig jaar.",
    "Zonder nader onderzoek is dat niet vast te stellen.",
    "Het Zaaksysteem gaf een foutmelding, daarom staat het stuk er nog niet in.",
    "Teams deed het niet, dus het overleg is telefonisch gehouden.",
    "De subsidieregeling Groen Doen sluit eind deze maand.",
    "De Algemene Plaatselijke Verordening biedt hier geen ruimte voor.",
    "Graag voor het einde van de week een reactie.",
    "De bus naar het station stopt daar sinds de zomer niet meer.",
    "Er ligt nog asbest in de schuur aan de achterzijde.",
    "Het Bouwbesluit is daarop niet van toepassing.",
    "De tweede termijn is nog niet ontvangen.",
    "Bij hoogwater sluit de coupure binnen vier uur.",
    "Het verzoek is aangehouden tot na het reces.",
    "Het besluit is op de gebruikelijke wijze bekendgemaakt.",
    "Voor de vergadering was te weinig tijd ingeruimd.",
    "De inkoop verloopt via TenderNed.",
    "Volgens het Handboek Toezicht volstaat een waarschuwing.",
    "Een kopie van het dossier ligt ter inzage bij de receptie.",
    "De verkeerstellingen van Goudappel zijn bijgevoegd.",
    "Wij verwachten dat de werkzaamheden rond Pasen klaar zijn.",
    "Er wordt nog gewacht op de cijfers van het CBS.",
    "De Wmo-consulent is vrijdag niet aanwezig.",
    "De Basisregistratie Personen is hierop nagekeken.",
    "Dit valt onder het Besluit Activiteiten Leefomgeving.",
    "Het gemaal draait sinds maandag weer op volle kracht.",
    "Dit stuk is een concept en nog niet vastgesteld.",
    "Aan de noordkant is de kade over twintig meter verzakt.",
    "De Nota Grondbeleid wordt in het najaar herzien.",
    "Het alarmnummer 112 is niet gebeld.",
    "Met het Rijk is een bijdrage van 40 procent afgesproken.",
    "Een Koning Bouwpakket kost ongeveer 300 euro.",
    "Alle bakken zijn geleegd; de glasbak niet.",
    "De vos heeft bij de volkstuinen weer kippen gepakt.",
    "Er stond een harde wind en later kwam er storm.",
    "De bakker op de hoek was om zes uur al open.",
    "De mark was voor de euro het betaalmiddel in Duitsland.",
    "Op de roos geschoten: het aantal klachten is gehalveerd.",
    "Het groen langs de ring is in mei gemaaid.",
)
_TOPICS = (
    "de losloopzone bij het sportpark", "het laden en lossen in de binnenstad", "de stankoverlast van de biovergister",
    "het kappen van zeven kastanjes", "de tijdelijke units bij het gemeentehuis", "de verlichting in de fietstunnel",
    "het evenement Zomerkriebels", "de pilot Samen Veilig", "de Regionale Energiestrategie", "het peilbesluit",
    "de woningruil", "het zwembad", "de uitbreiding van het containerpark", "de opvang in het oude klooster",
    "het geluid van de padelbanen", "de dijkverlegging", "het parkeerregime in de schil", "de Wet kwaliteitsborging",
)  # fmt: skip
_SPECIALS = (
    "is onlangs opgenomen voor een depressie", "gebruikt insuline", "gaat elke vrijdag naar de moskee",
    "heeft een strafblad", "zit in de schuldsanering en heeft PTSS", "is lid van de FNV", "is hiv-positief",
    "is slechtziend", "behoort tot de Roma", "heeft vastgezeten voor mishandeling", "loopt bij een psychiater",
    "is actief bij de plaatselijke afdeling van de SP", "is Jehova's getuige", "heeft MS", "is gereformeerd opgevoed",
    "heeft een licht verstandelijke beperking", "is transgender", "wordt behandeld voor een alcoholverslaving",
)  # fmt: skip
_OPINIONS = (
    "Ik zou dit zelf nooit zo aan de raad hebben voorgelegd.",
    "Eerlijk gezegd vind ik het plan ondoordacht en veel te duur.",
    "Mijn indruk is dat we ons hier door de projectontwikkelaar laten gijzelen.",
    "Persoonlijk ben ik er niet van overtuigd dat dit juridisch houdbaar is.",
    "Wat mij betreft weigeren we de vergunning gewoon.",
    "Ik adviseer om hier niet in mee te gaan, want dat schept een precedent.",
    "Naar mijn mening is de communicatie rond dit dossier ronduit slecht geweest.",
    "Volgens mij kunnen we beter eerlijk zeggen dat het ons niet gaat lukken.",
)
_GENERAL = ("14 055", "0800-1351", "0900-8844", "112", "088 - 789 90 00", "0900 0101", "14 0318", "1400")


KINDS = (
    "ADDRESS", "PHONE", "BIRTH_DATE", "BSN", "IBAN", "NUMBER_PLATE", "PASSPORT", "BIG_NUMBER", "V_NUMBER",
    "CASE_NUMBER", "USERNAME", "HANDLE", "IP_ADDRESS", "LINK", "GPS", "EMAIL", "SPECIAL", "OPINION",
)  # fmt: skip


def dull(d: Draw, n: int = 0) -> str:
    """Sentences that name nobody: `n`, or one to four."""
    own = d.rng.sample(_DULL, n or d.rng.choice([1, 1, 2, 3, 4]))
    return " ".join(d.sentence() if d.rng.random() < 0.3 else one for one in own)


def topic(d: Draw) -> str:
    """What it is about."""
    return d.rng.choice(_TOPICS) if d.rng.random() < 0.7 else d.topic()


def special(d: Draw) -> str:
    """Something about a person that only art. 5.1.1d covers."""
    return mark("SPECIAL", d.rng.choice(_SPECIALS)) if d.rng.random() < 0.6 else d.special()


def opinion(d: Draw) -> str:
    """What somebody thinks, for internal use."""
    return mark("OPINION", d.rng.choice(_OPINIONS), "flag") if d.rng.random() < 0.5 else d.opinion()


def general_number(d: Draw) -> str:
    """A number that anybody may know."""
    return mark("PHONE", d.rng.choice(_GENERAL), "keep") if d.rng.random() < 0.4 else d.office_phone()


def lookalike(d: Draw) -> str:
    """A place or organisation that is called after somebody."""
    p = d.person()
    title = d.pick("Burgemeester", "Pastoor", "Dokter", "Dr.", "Meester", "Wethouder", "Prof.")
    ways = [
        mark("LOC", f"{title} {p.plain_last()}{d.pick('straat', 'laan', 'plein', 'park', 'weg')}", "keep"),
        mark("LOC", f"{p.plain_full()}{d.pick('brug', 'plantsoen', 'tunnel', 'sluis', 'pad')}", "keep"),
        mark("ORG", f"Stichting {p.plain_full()}", "keep"),
        mark("ORG", f"{d.pick('Basisschool', 'obs', 'PCB')} {p.plain_full()}", "keep"),
        mark("ORG", f"{p.plain_last()} {d.pick('Advocaten', 'Bouw B.V.', 'Groep', 'Accountants', '& Zonen')}", "keep"),
        mark("ORG", f"{d.pick('Bakkerij', 'Garage', 'Manege', 'Slagerij')} {p.plain_last()}", "keep"),
        mark("LOC", f"{p.plain_last()}{d.pick('polder', 'hoeve', 'bos', 'kanaal')}", "keep"),
        d.school_mark(), d.company_mark(), d.street_mark(),
    ]  # fmt: skip
    return d.rng.choice(ways)


def lookalike_sentence(d: Draw) -> str:
    """A sentence with something in it that looks like personal data and is not."""
    return d.pick(
        f"De omleiding loopt via {lookalike(d)} en {lookalike(d)}.",
        f"Bij {lookalike(d)} is hetzelfde gemeld.",
        f"Meer weten? Bel {general_number(d)} of mail naar {d.mailbox()}.",
        f"Zie ook ons kenmerk {d.file_number()} van {d.date()}.",
        f"Het loket is gevestigd aan {d.office_address()}.",
        f"Over te maken op {d.office_iban()} ten name van {d.body_mark()}.",
        f"Offerte {d.file_number()} van {lookalike(d)} komt uit op € {d.digits(5)}.",
        f"De Werkgroep {d.department()} heeft daar in {d.month()} naar gekeken.",
    )


def fact(d: Draw, p: Person, *kinds: str) -> str:
    """A sentence with one fact about somebody, of one of the kinds where they are named."""
    ways = {
        "ADDRESS": lambda: d.pick(
            f"{p.last()} woont aan de {d.home_address()}.",
            f"Adres betrokkene: {d.home_address()}",
            f"De melder staat ingeschreven op {d.home_address()}.",
            f"Sinds {d.month()} verblijft {p.given()} op het adres {d.home_address()}.",
        ),
        "PHONE": lambda: d.pick(
            f"{p.given()} is bereikbaar op {d.phone()}.",
            f"Terugbellen na vieren: {d.phone()} ({p.last()}).",
            f"06 van {p.given()}: {d.phone()}",
            f"tel. {d.phone()}",
        ),
        "BIRTH_DATE": lambda: d.pick(
            f"{p.formal()}, geboren {d.birth_date()}.",
            f"Geboortedatum betrokkene: {d.birth_date()}.",
            f"{p.last()} (geb. {d.birth_date()}) kwam zelf langs.",
            f"Het gaat om {p.full()} van {d.birth_date()}.",
        ),
        "BSN": lambda: d.pick(
            f"BSN: {d.bsn()}",
            f"Zijn burgerservicenummer is {d.bsn()}.",
            f"{p.formal()} (bsn {d.bsn()})",
            f"Burgerservicenr. {d.bsn()}",
        ),
        "IBAN": lambda: d.pick(
            f"Terugbetalen op {d.iban()} t.n.v. {p.formal()}.",
            f"Rekeningnummer {d.iban()}",
            f"Het bedrag mag naar {d.iban()}.",
        ),
        "NUMBER_PLATE": lambda: d.pick(
            f"De auto van {p.last()} heeft kenteken {d.plate()}.",
            f"Kenteken {d.plate()}, grijze bestelbus.",
            f"Hij reed weg in een witte Polo ({d.plate()}).",
        ),
        "PASSPORT": lambda: d.pick(
            f"Legitimatie: paspoort {d.passport()}.",
            f"Documentnummer identiteitskaart {d.passport()}",
            f"{p.last()} toonde een ID-kaart met nummer {d.passport()}.",
        ),
        "BIG_NUMBER": lambda: d.pick(
            f"BIG-nummer {d.big_number()}",
            f"De verpleegkundige is geregistreerd onder BIG {d.big_number()}.",
            f"Arts {p.last()}, BIG-registratie {d.big_number()}.",
        ),
        "V_NUMBER": lambda: d.pick(
            f"V-nummer {d.v_number()}",
            f"Bij de IND bekend onder v-nr. {d.v_number()}.",
            f"Vreemdelingnummer: {d.v_number()}",
        ),
        "CASE_NUMBER": lambda: d.pick(
            f"Het dossier van {p.last()} heeft zaaknummer {d.personal_case_number()}.",
            f"Cliëntnummer {d.personal_case_number()}",
            f"Zie de aangifte van {p.given()}, zaaknr. {d.personal_case_number()}.",
        ),
        "USERNAME": lambda: d.pick(
            f"Laatst gewijzigd door gebruiker {d.username(p)}.",
            f"Inlognaam: {d.username(p)}",
            f"{p.given()} kan er niet in, account {d.username(p)}.",
        ),
        "HANDLE": lambda: d.pick(
            f"Op X schrijft {d.handle(p)} daar al weken over.",
            f"Instagram: {d.handle(p)}",
            f"Het filmpje staat online bij {d.handle(p)}.",
        ),
        "IP_ADDRESS": lambda: d.pick(
            f"Verzonden vanaf IP-adres {d.ip()}.",
            f"Het formulier is ingestuurd vanaf {d.ip()}.",
            f"IP: {d.ip()}",
        ),
        "LINK": lambda: d.pick(
            f"Zie {d.link(p)}",
            f"Profiel: {d.link(p)}",
            f"{p.given()} had het gedeeld ({d.link(p)}).",
        ),
        "GPS": lambda: d.pick(
            f"Locatie melder: {d.gps()}",
            f"De foto is genomen op {d.gps()}.",
            f"Laatste positie van de telefoon {d.gps()}.",
        ),
        "EMAIL": lambda: d.pick(
            f"Mail: {p.mail(d.general_domain())}",
            f"Stukken graag naar {p.mail(d.general_domain())}.",
            f"{p.given()} mailt vanaf {p.mail(d.general_domain())}.",
        ),
        "SPECIAL": lambda: d.pick(
            f"Betrokkene {special(d)}.",
            f"{p.last()} {special(d)}.",
            f"Let op: {p.given()} {special(d)}.",
        ),
        "OPINION": lambda: opinion(d),
    }  # fmt: skip
    return ways[d.rng.choice(kinds or KINDS)]()


def facts(d: Draw, p: Person, n: int, *kinds: str) -> list[str]:
    """Sentences with facts of different kinds."""
    every = kinds or KINDS
    return [fact(d, p, kind) for kind in d.rng.sample(list(every), min(n, len(every)))]


def wrapped(d: Draw, marked: str, p: float = 0.35) -> str:
    """Some texts broken off at a margin, as old mail programs and scanners do; a break may fall inside a name."""
    if d.rng.random() > p:
        return marked
    width = d.rng.randrange(52, 96)
    out: list[str] = []
    column, space = 0, -1
    inside = False
    for sign in marked:
        out.append(sign)
        if sign == OPEN:
            inside = True
        elif sign == SPLIT:
            inside = False
        elif inside or sign == CLOSE:
            continue
        elif sign == "\n":
            column, space = 0, -1
        else:
            column += 1
            if sign == " ":
                space = len(out) - 1
            if column > width and space >= 0:
                out[space] = "\n"
                column = sum(1 for c in out[space + 1 :] if c not in (OPEN, SPLIT, CLOSE))
                space = -1
    return "".join(out)


def blocks(d: Draw, *parts: str, shuffle: bool = False) -> str:
    """The parts that hold something, with an empty line between them."""
    kept = [p.strip("\n") for p in parts if p.strip()]
    if shuffle:
        d.rng.shuffle(kept)
    return "\n\n".join(kept)


def official(d: Draw) -> tuple[str, Person]:
    """An office and who holds it."""
    return d.role_keep(), d.person(keep=True)


def official_first(d: Draw, role: str, p: Person) -> str:
    """The first mention of an office holder, the title beside the name."""
    return d.pick(
        f"{role} {p.last()}",
        f"{role} {p.full()}",
        f"{p.full()} ({role})",
        f"{p.formal()}, {role}",
        f"{role} {p.honorific().split()[-1]} {p.last()}" if p.sex == "f" else f"{role} de heer {p.last()}",
    )
