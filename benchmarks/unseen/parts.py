"""What several unseen formats need: people who differ, addresses on one line, health and views in plain words."""

from __future__ import annotations

from models.recipe.invented.draw import Draw
from models.recipe.invented.marks import mark
from models.recipe.invented.people import Person

# What goes behind a subject.
_SICK = (
    "is sinds de geboorte doof aan beide oren", "wordt behandeld voor darmkanker", "is aan beide ogen geopereerd",
    "heeft een chronische nierziekte en moet driemaal per week dialyseren", "heeft een pacemaker",
    "slikt medicijnen tegen paniekaanvallen", "heeft reumatoïde artritis in beide handen", "heeft een IQ van 72",
    "is onder behandeling bij de ggz vanwege een psychose", "heeft vorig jaar een herseninfarct gehad",
    "heeft astma en gebruikt elke dag een inhalator", "heeft een lichte verstandelijke beperking",
    "heeft suikerziekte en spuit insuline", "is verslaafd aan slaappillen", "is bijna blind",
    "heeft vorige week een nieuwe heup gekregen", "heeft een vorm van autisme", "kampt met een zware depressie",
)  # fmt: skip
_ELSE = (
    "draagt uit geloofsovertuiging een hoofddoek", "is belijdend katholiek", "bezoekt de synagoge",
    "is bekeerd tot het christendom", "behoort tot de Hazara", "is van Tamil-afkomst", "is alevitisch",
    "stemt al jaren op de PVV", "is kaderlid van de FNV", "is aangesloten bij CNV Vakmensen", "is homoseksueel",
    "is in transitie van man naar vrouw", "is in 2016 veroordeeld voor drugshandel", "is biseksueel",
    "heeft een taakstraf gekregen voor winkeldiefstal", "heeft twee jaar gevangenisstraf uitgezeten",
    "is eerder aangehouden voor rijden onder invloed", "is verslaafd aan cocaïne",
)  # fmt: skip
# What goes behind `vanwege`.
_ILL = (
    "een hernia", "migraine", "een zware longontsteking", "ernstige hartklachten", "een postnatale depressie",
    "een terugval in de verslaving", "de ziekte van Crohn", "een beroerte", "een burn-out", "chemotherapie",
    "een angststoornis", "epileptische aanvallen", "een gebroken heup", "een eetstoornis", "reuma", "een miskraam",
    "een hersenschudding", "beginnende dementie", "artrose in beide knieën", "diabetes",
)  # fmt: skip
_VIEWS = (
    "Als je het mij vraagt, kopen we hiermee alleen maar tijd.",
    "Ik zie hier eerlijk gezegd niets in.",
    "Mijn voorkeur gaat uit naar variant B, al is die duurder.",
    "Ik zou de raad hier nu nog niet over informeren.",
    "M.i. kunnen we dit besluit beter intrekken dan straks verliezen bij de rechter.",
    "Zelf zou ik kiezen voor een waarschuwing in plaats van een dwangsom.",
    "Het lijkt me verstandig om de pers voor te zijn.",
    "Ik maak me grote zorgen over de haalbaarheid van dit plan.",
    "Wij moeten dit volgens mij helemaal niet willen.",
    "Ik vind dat we de omwonenden hier slecht hebben behandeld.",
    "Persoonlijk zou ik de subsidie gewoon toekennen.",
    "Ik ben er niet gerust op dat het bureau dit onafhankelijk heeft uitgezocht.",
    "Naar mijn idee is de onderbouwing flinterdun.",
    "Ik denk dat we beter kunnen schikken.",
    "Wat mij betreft gaat het voorstel zo niet naar het college.",
    "Volgens mij is dit bestuurlijk niet uit te leggen.",
    "Mijn inschatting is dat de bezwaarmaker gelijk gaat krijgen.",
    "Ik twijfel of we hier wel bevoegd zijn.",
    "Het zou mij verbazen als dit standhoudt bij de Raad van State.",
    "Ik adviseer om de aanvraag buiten behandeling te laten.",
    "Eigenlijk vind ik dat we dit veel eerder hadden moeten zeggen.",
    "Ik ben geen voorstander van nog een onderzoek.",
)  # fmt: skip
_PLAIN = (
    "Dat is op verzoek ook schriftelijk bevestigd.", "Hierover bestaat geen verschil van mening.",
    "De bijlage telt veertien pagina's en is apart meegestuurd.", "Dit punt blijft op de lijst staan.",
    "De termijn loopt af op de laatste dag van de maand.", "Het onderwerp komt over twee weken terug.",
    "Verder is er op dit moment niets te melden.", "De kosten blijven binnen het budget van dit jaar.",
    "Zie ook de folder die bij de balie ligt.", "Er zijn drie mogelijkheden onderzocht.",
    "Dit is besproken in het overleg van maandagochtend.", "Het vervolg hangt af van de begroting.",
    "De gegevens zijn vergeleken met de Basisregistratie Personen.", "Een afschrift is toegevoegd aan het dossier.",
    "In de Algemene wet bestuursrecht staat hoe dat moet.", "De brief van vorige maand ging daar ook over.",
    "Door het mooie weer was het drukker dan anders.", "De Koningsdagmarkt gaat dit jaar gewoon door.",
    "Op de tekening is dat met rood aangegeven.", "Het kantoor is tussen Kerst en Nieuwjaar gesloten.",
    "Het rapport verwijst naar de Wet milieubeheer.", "Dat gebeurt voortaan digitaal, via het portaal.",
    "De vertraging komt door een storing bij de leverancier.", "Er hoeft nu nog niets te worden besloten.",
    "Het is niet de eerste keer dat dit wordt gevraagd.", "De afdeling Financiën rekent dit nog na.",
    "De planning is onder voorbehoud van de levering van materiaal.", "Voor de pont geldt een ander tarief.",
    "Volgens het protocol wordt dit binnen vijf werkdagen opgepakt.", "Een boom van die leeftijd is groot en breed.",
    "Er is koffie en thee vanaf half acht.", "Met ingang van het nieuwe jaar verandert de werkwijze.",
    "De opmerkingen zijn verwerkt in de tweede versie.", "Voor de zomer wordt dit opnieuw bekeken.",
    "Het bestand was te groot voor de mail en staat op de schijf.", "De eerdere afspraken blijven gelden.",
    "Daarvoor moet eerst de Huisvestingsverordening worden gewijzigd.", "De sloot is acht meter breed en niet diep.",
    "Op de website staat een overzicht van alle regelingen.", "Het ging om een misverstand over de begindatum.",
    "Of er nog meer kosten komen, is nu niet te zeggen.", "De cijfers over het derde kwartaal volgen later.",
    "Daarom is gekozen voor een aanpak in twee stappen.", "Op verzoek is een papieren exemplaar verkrijgbaar.",
    "De Archiefwet schrijft een bewaartermijn van zeven jaar voor.", "De hal is die dag tot acht uur open.",
    "Dat staat zo in het Handboek Dienstverlening.", "Het Servicepunt kan daarbij helpen.",
    "De Regionale Uitvoeringsdienst is hierover geïnformeerd.", "De nieuwe regels gelden vanaf het schooljaar.",
    "Er wordt gewerkt met het model van de VNG.", "In het Gemeenteblad is daarvan melding gemaakt.",
    "De stukken zijn voorzien van een zaaktype en een bewaartermijn.", "De vraag is doorgezet naar team Beheer.",
    "Over de uitvoering zijn werkafspraken gemaakt.", "Voor spoed is er een aparte procedure.",
    "Een deel van het werk is al in het voorjaar gedaan.", "Het terras mag tot tien uur open blijven.",
    "Bij regen wordt uitgeweken naar de sporthal.", "Het formulier vraagt daar niet naar.",
    "De wachttijd is op dit moment ongeveer drie weken.", "De route is met borden aangegeven.",
    "Achter de school is een klein veld met twee doelen.", "Het Bestuurlijk Overleg Water is in november.",
    "Daar is vorig jaar een subsidie van de provincie voor ontvangen.", "De lift is sinds vrijdag weer in gebruik.",
)  # fmt: skip
_OFFICES = ("Stadhuis", "Bezoekadres", "Publieksbalie", "Kantoor", "Gemeentehuis", "Postadres")


def cast(d: Draw, citizens: int, officials: int = 0) -> list[Person]:
    """People who share neither surname nor first name; those who hold an office come last."""
    found: list[Person] = []
    used: set[str] = set()
    while len(found) < citizens + officials:
        one = d.person(keep=len(found) >= citizens)
        names = {w.casefold() for w in (one.first, one.surname, one.other_surname)}
        if not names & used:
            used |= names
            found.append(one)
    return found


def some(d: Draw, n: int, *options: str) -> list[str]:
    """`n` of the options in their order."""
    chosen = sorted(d.rng.sample(range(len(options)), min(n, len(options))))
    return [options[i] for i in chosen]


def prose(d: Draw, n: int, *options: str) -> str:
    """`n` of the sentences in their order, with general ones that name nobody between them."""
    out = []
    for one, other in zip(some(d, n, *options), d.rng.sample(_PLAIN, n), strict=False):
        out += [one, other] if d.rng.random() < 0.75 else [one]
    return " ".join(out)


def plain(d: Draw, n: int) -> str:
    """`n` sentences that name nobody."""
    return " ".join(d.rng.sample(_PLAIN, n))


def paragraphs(*parts: str) -> str:
    """What is not empty, with an empty line between."""
    return "\n\n".join(p.strip("\n") for p in parts if p.strip())


def lines(*parts: str) -> str:
    """What is not empty, each on a line."""
    return "\n".join(p for p in parts if p.strip())


def home(d: Draw) -> str:
    """Where somebody lives, on one line."""
    street = f"{d.street_name()} {d.house_number()}"
    place = d.place()
    ways = (
        f"{street}, {d.postcode()} {place}", f"{street} in {place}", f"{street} te {place}", street,
        f"{street}, {place}", f"{street}, {d.postcode()} {place}",
    )  # fmt: skip
    return mark("ADDRESS", d.rng.choice(ways))


def home_block(d: Draw) -> str:
    """Where somebody lives, as it stands over a letter."""
    street = f"{d.street_name()} {d.house_number()}"
    return mark("ADDRESS", f"{street}\n{d.postcode()} {d.pick(d.place(), d.place().upper())}")


def office(d: Draw) -> str:
    """Where a body has its office, on one line, with what says so before it."""
    text = d.pick(
        f"{d.street_name()} {d.rng.randrange(1, 90)}, {d.postcode()} {d.place()}",
        f"Postbus {d.rng.randrange(1, 9999)}, {d.postcode()} {d.place()}",
    )
    return f"{d.rng.choice(_OFFICES)}: {mark('ADDRESS', text, 'keep')}"


def sensitive(d: Draw) -> str:
    """What art. 5.1.1d covers, to stand behind a subject."""
    return mark("SPECIAL", d.rng.choice(_SICK + _ELSE)) if d.rng.random() < 0.8 else d.special()


def unwell(d: Draw) -> str:
    """How somebody's health is, to stand behind a subject."""
    return mark("SPECIAL", d.rng.choice(_SICK))


def illness(d: Draw) -> str:
    """An illness, to stand behind `vanwege`."""
    return mark("SPECIAL", d.rng.choice(_ILL))


def view(d: Draw) -> str:
    """What a civil servant thinks of it."""
    return mark("OPINION", d.rng.choice(_VIEWS), "flag") if d.rng.random() < 0.75 else d.opinion()


def he(p: Person) -> str:
    """Hij or zij."""
    return "hij" if p.sex == "m" else "zij"


def his(p: Person) -> str:
    """Zijn or haar."""
    return "zijn" if p.sex == "m" else "haar"


def sir(p: Person) -> str:
    """De heer Kaya, dhr. Kaya, meneer Kaya."""
    spoken = "meneer" if p.sex == "m" else "mevrouw"
    return f"{p.rng.choice([p.honorific(), p.hon_short().replace('heer', 'dhr.'), spoken])} {p.last()}"


def upper_first(text: str) -> str:
    """A capital where a sentence begins."""
    return text[:1].upper() + text[1:]
