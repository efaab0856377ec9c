"""Plain official prose and tables in which nobody is named: what must be left alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.recipe.invented.draw import Draw
from models.recipe.invented.formats_letter_shared import Scene, amount, wrap

# Words that are names elsewhere stand here as what they are: a king, a baker, a storm, a rose, a floor.
_WORDS = (
    "De koning bezoekt {muni} op {dlong}.", "Bakker, slager en kapper mogen op zondag open.", "Storm en wateroverlast: wat doet de gemeente?",
    "Een roos, een iris of een vos in de tuin is geen reden voor een melding.", "Mark en penning waren de oude munten.", "Groen in de wijk Noord krijgt voorrang.",
    "De bisschop, de keizer en de paus hebben hier nooit gewoond.", "Vos en das zijn beschermd.", "Bos, Hei en Duin zijn toegankelijk van zonsopgang tot zonsondergang.",
    "De smid en de molenaar vallen onder milieucategorie {n}.", "Koningsdag valt op 27 april.", "Bel bij storm de {fire}.", "Meer en minder groen per wijk",
    "De boer en de visser ontvangen subsidie.", "Zwart, wit, bruin en de groot formaat containers", "Het {green} is een gebied, een Blauwe Zone niet.",
)  # fmt: skip
_PLAIN = (
    "{sentence}", "{sentence}", "{sentence} {sentence}", "De <aanvrager|inwoner|indiener|burgemeester|wethouder|behandelaar|inspecteur> <beslist|tekent|beoordeelt> binnen {n} weken.",
    "Neem uw <paspoort|identiteitskaart|rijbewijs> en een pasfoto mee.", "De leges bedragen {eur} per {date}.", "U kunt terecht aan {office}.", "Bel {ophone} op werkdagen van 9.00 tot 17.00 uur.",
    "Mail naar {mailbox} onder vermelding van uw kenmerk.", "Betaal op rekening {oiban} ten name van de gemeente {muni}.", "Het loket aan {pstreet} is op {weekday} gesloten.",
    "De afdeling {dept} gebruikt {system}.", "De {law} regelt in artikel {art} wie belanghebbende is.", "Subsidie voor {porg} bedraagt {eur}.", "Het formulier heeft nummer {nine}.",
    "De meter van het type {code} is geijkt op {date}.", "Op {dlong} is het beleid vastgesteld.", "De wijziging geldt van {date} tot {date}.", "{org} voert de regeling uit.",
    "Vul uw geboortedatum in als dag, maand en jaar.", "Een BSN heeft negen cijfers en een kenteken zes tekens.", "De bewoners van {street} ontvangen bericht.", "{company} voert het werk uit in opdracht van {muni}.",
    "Zie zaaknummer {file}.", "Het zaaknummer is {file}, de Wet werk en bijstand is vervallen.", "De {rvs} deed uitspraak: ECLI:NL:RVS:2021:{n}{nn}.", *_WORDS,
    "Het bestemmingsplan ‘{project}’ ligt ter inzage.", "In wijk {n} wonen {nn}00 mensen.", "De raad heeft de motie <aangenomen|verworpen> met {nn} stemmen voor.", "De leden van de commissie zijn onafhankelijk.",
    "KvK {kvk}, btw-nummer NL{nine}B01.", "Het Wetboek van Strafrecht is niet gewijzigd.", "De scholen, waaronder {school}, blijven open.", "Afvalkalender {year}: GFT op {weekday}.",
    "Openbaar vervoer: bus {nn} rijdt over {pstreet} naar {place}.", "Namens het college is de teammanager bevoegd.", "De heer of mevrouw die parkeert, betaalt.", "Vragen over het Sociaal Domein? Bel het Klant Contact Centrum.",
)  # fmt: skip


def _faq(d: Draw) -> str:
    s = Scene(d)
    questions = (
        "Hoe vraag ik <een paspoort|een vergunning|bijstand> aan?", "Wat kost het?", "Wanneer is het loket open?", "Kan ik <bezwaar maken|mijn afspraak verzetten>?", "Mag ik iemand machtigen?",
        "Wie beslist over {topic}?", "Wat als ik verhuis naar {place}?", "Moet ik mijn BSN geven?", "Geldt dit ook voor {street}?", "Wat doet {dept}?", "Wanneer wordt {project} opgeleverd?", "Hoe lang duurt het?",
    )  # fmt: skip
    style = d.pick(
        "{i}. {q}\n{a}", "Vraag: {q}\nAntwoord: {a}", "V: {q}\nA: {a}", "{q}\n{a}", "{q} {a}", "• {q}\n  {a}"
    )
    asked = s.some(3, 9, questions)
    body = "\n\n".join(style.format(i=i, q=q, a=s.para(1, 3, _PLAIN)) for i, q in enumerate(asked, 1))
    return s("Veelgestelde vragen\n\n", "FAQ {topic}\n\n", "", "Vragen en antwoorden {project}\n\n") + wrap(
        d, body, 0.2
    )


def _website_text(d: Draw) -> str:
    s = Scene(d)
    heads = (
        "Aanvragen",
        "Voorwaarden",
        "Wat u moet weten",
        "Kosten",
        "Contact",
        "Meer informatie",
        "Meenemen",
        "Bezwaar",
        "Hoe werkt het?",
        "Nieuws",
        "{product}",
        "Openingstijden",
    )
    parts = []
    for _ in range(d.rng.randint(2, 6)):
        body = (
            s.para(1, 4, _PLAIN)
            if d.rng.random() < 0.6
            else "\n".join(d.pick("- ", "* ", "") + x for x in s.some(2, 5, _PLAIN))
        )
        parts.append(f"{s(*heads)}\n{body}")
    crumbs = s(
        "Home > {dept} > {product}\n\n",
        "Naar de inhoud  Zoeken  Menu\n\n",
        "www.{domain} | {product}\n\n",
        "",
    )
    foot = s(
        "",
        "\n\nGemeente {muni}, {office}, {ophone}",
        "\n\nPrivacyverklaring | Toegankelijkheid | Proclaimer",
        "\n\nLaatst gewijzigd: {date}",
    )
    return crumbs + wrap(d, "\n\n".join(parts), 0.2) + foot


_LAW_SENTENCES = (
    "Het college kan nadere regels stellen omtrent {topic}.", "Onder aanvrager wordt verstaan: degene die een aanvraag indient.", "Burgemeester en wethouders beslissen binnen {n} weken na ontvangst.",
    "Het eerste lid is niet van toepassing op {street} en {pstreet}.", "Deze verordening treedt in werking op {dlong}.", "De <minister|inspecteur|ontvanger|burgemeester> kan ontheffing verlenen.",
    "Artikel {art} van de {law} is van overeenkomstige toepassing.", "Het is verboden zonder vergunning een weg aan te leggen.", "De subsidie bedraagt ten hoogste {eur}.", "Aldus vastgesteld in de openbare vergadering van {dlong}.",
    "De toezichthouder legitimeert zich desgevraagd.", "Deze regeling wordt aangehaald als: Verordening {product} {muni} {year}.", "De raad der gemeente {muni};", "gelezen het voorstel van het college van {date}, nr. {file};",
    "Overtreding wordt gestraft met een geldboete van de derde categorie.", "De Koning treft de nodige maatregelen.", "Indien de betrokkene minderjarig is, treedt de wettelijk vertegenwoordiger op.", "{org} brengt jaarlijks verslag uit.",
    "De griffier, de voorzitter,", "De Verordening {product} {year} wordt ingetrokken.",
)  # fmt: skip


def _law_text(d: Draw) -> str:
    s = Scene(d)
    title = s(
        "Verordening {product} {muni} {year}",
        "Beleidsregel {topic}",
        "Hoofdstuk {n}. Algemene bepalingen",
        "Besluit van {dlong}, houdende regels over {topic}",
        "Toelichting",
    )
    head = d.pick("Artikel {}\n", "Artikel {}. Begripsbepalingen\n", "Art. {}: ", "§ {}. ", "{}. ")
    lines = []
    for i in range(1, d.rng.randint(4, 10)):
        many = s.some(1, 4, _LAW_SENTENCES)
        body = (
            many[0]
            if len(many) == 1
            else d.pick("\n", " ").join(f"{d.pick(str(n), str(n) + '.')} {x}" for n, x in enumerate(many, 1))
        )
        lines.append(head.format(i) + body)
    return title + "\n\n" + wrap(d, d.pick("\n\n", "\n").join(lines), 0.5)


_POSTS = (
    "{dept}", "{product}", "Onderhoud {street}", "Renovatie {pstreet}", "Bijdrage {porg}", "Subsidie {org}", "Inhuur derden", "Licenties {system}", "{project}", "Huur {office}", "Artikel {nine}",
    "Post {code}", "Salarissen", "Leges {year}", "{company}", "Bijdrage {school}", "Gemeentefonds", "Onvoorzien", "{topic}", "Totaal",
)  # fmt: skip


def _rows(d: Draw, s: Scene, columns: Sequence[str], count: int) -> str:
    between = d.pick("\t", " | ", ";", "   ", "  ", ",", "\n")
    return "\n".join(between.join(s(c) for c in columns) for _ in range(count))


def _amounts_table(d: Draw) -> str:
    s = Scene(d)
    posts = s.some(5, 14, _POSTS)
    between = d.pick("\t", " | ", ";", "   ", " .... ", ": ")
    years = d.rng.randint(1, 4)
    plain = d.rng.random() < 0.5

    def cell() -> str:
        return f"{d.rng.randint(10, 99_000)}" if plain else amount(d)

    lines = [between.join([post, *(cell() for _ in range(years))]) for post in posts]
    head = between.join(
        [
            d.pick("Post", "Omschrijving", "Programma"),
            *(f"{d.pick('Begroting', 'Rekening', 'Raming')} {2018 + i}" for i in range(years)),
        ]
    )
    top = s(
        "Begroting {year}",
        "Bijlage {n}: financieel overzicht",
        "JAARREKENING {muni}",
        "Kredietoverzicht {date}",
        "Tarieventabel {year}",
        "",
    )
    note = s("", "Bedragen x € 1.000", "{sentence}", "Bron: {system}, {date}. {sentence}")
    return "\n\n".join(x for x in (top, head + "\n" + "\n".join(lines), note) if x)


def _products_and_streets(d: Draw) -> str:
    s = Scene(d)
    kinds = (
        ["{street}", "{n}-{nn}", "<even|oneven>"], ["{pstreet}", "{place}", "{nn} woningen"], ["{code}", "{product}", "{eur}"], ["{nine}", "{company}", "{date}"], ["{pstreet}", "{date}", "{time}"],
        ["{system}", "{dept}", "<ja|nee>"], ["{company}", "{office}", "{ophone}"], ["{school}", "{street}", "{nn} leerlingen"], ["{project}", "{dept}", "{date}"], ["{porg}", "{place}", "{eur}"],
        ["{any_file}", "{topic}", "<verleend|geweigerd>"], ["{org}", "{mailbox}", "{ophone}"], ["{pstreet}"], ["{street}", "{pstreet}", "{street}"],
    )  # fmt: skip
    blocks = []
    for columns in d.rng.sample(kinds, d.rng.randint(1, 3)):
        head = s(
            "Straten",
            "STRATENLIJST",
            "Voorraad",
            "Objecten",
            "Overzicht {date}",
            "Winterroute {n}",
            "Producten en diensten",
            "Adressen van organisaties",
            "",
        )
        blocks.append(f"{head}\n{_rows(d, s, columns, d.rng.randint(3, 12))}".strip())
    return "\n\n".join(
        [*blocks, s("", "{sentence}", "Vragen: {ophone} of {mailbox}.", "Bijgewerkt {date}")]
    ).strip()


def _policy_prose(d: Draw) -> str:
    s = Scene(d)
    heads = (
        "Inleiding",
        "Aanleiding",
        "Doel",
        "Samenvatting",
        "Beleidskader",
        "Uitvoering",
        "Evaluatie",
        "Financiën",
        "Risico's",
        "Leeswijzer",
        "{n}.{n} {topic}",
        "Wettelijk kader",
    )
    parts = [f"{s(*heads)}\n{s.para(2, 6, (*_PLAIN, *_LAW_SENTENCES))}" for _ in range(d.rng.randint(2, 5))]
    return s(
        "Beleidsnota {topic}\n\n",
        "{project}\n{muni}, {month} {year}\n\n",
        "",
        "UITVOERINGSPROGRAMMA {year}\n\n",
    ) + wrap(d, "\n\n".join(parts), 0.5)


def _circular(d: Draw) -> str:
    s = Scene(d)
    to = s(
        "Aan de bewoners van {pstreet}",
        "Aan alle huishoudens in {place}",
        "Aan de colleges van burgemeester en wethouders",
        "Aan: alle medewerkers {dept}",
        "Aan de gemeenteraad van {muni}",
        "Aan het bestuur van {org}\n{office}",
    )
    head = s(
        "Kenmerk: {file}\nDatum: {date}\nOnderwerp: {topic}",
        "{dlong}\nBetreft: {topic}",
        "Ons kenmerk\n{file}\nBehandeld door\n{dept}\nTelefoon\n{ophone}",
        "",
    )
    opening = s(
        "Geachte heer, mevrouw,",
        "Beste bewoner,",
        "Geachte leden van de raad,",
        "Beste collega's,",
        "Geacht bestuur,",
        "L.S.,",
    )
    end = s(
        "Met vriendelijke groet,\n\ngemeente {muni}\n{dept}",
        "Hoogachtend,\n\nhet college van burgemeester en wethouders van {muni},\nde secretaris, de burgemeester,",
        "Team {dept}\n{mailbox}",
        "De directeur,\n(geen handtekening, automatisch aangemaakt)",
    )
    return "\n\n".join(x for x in (to, head, opening, wrap(d, s.paras(3, 8, _PLAIN)), end) if x)


FORMATS: dict[str, Callable[[Draw], str]] = {
    "faq": _faq,
    "website_text": _website_text,
    "law_text": _law_text,
    "amounts_table": _amounts_table,
    "products_and_streets": _products_and_streets,
    "policy_prose": _policy_prose,
    "circular": _circular,
}
