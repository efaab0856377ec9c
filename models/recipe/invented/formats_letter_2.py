"""Letters with weight in law: defence, enforcement, invoices and quotes, contracts, powers of attorney."""

from __future__ import annotations

from collections.abc import Callable

from models.recipe.invented.draw import Draw
from models.recipe.invented.formats_letter_shared import (
    Scene,
    address_block,
    amount,
    closing,
    home_lines,
    letterhead,
    official_scene,
    shuffled,
    wrap,
)

_DEFENCE = (
    "Eiser, {p.honorific} {p.formal}, woont aan {home}.",
    "Eiseres {q.last} heeft beroep ingesteld tegen het besluit van {dlong}, zaaknummer {file}.",
    "Verweerder wordt vertegenwoordigd door {b.honorific} mr. {b.formal} en {t.honorific} {t.last}.",
    "Op {date} heeft toezichthouder {t.full} het perceel aan {street} bezocht.",
    "Anders dan {p.last} stelt, heeft {b.last} nooit toegezegd dat het dossier gesloten zou worden.",
    "De getuigenverklaring van {r.full} (geboren {birth}) overtuigt niet.",
    "Derde-belanghebbende {r.honorific} {r.last} sluit zich bij dit verweer aan.",
    "Het college verwijst naar de raadsbrief van wethouder {w.full} van {date}.",
    "Uit de stukken volgt het volgende: {q.formal} {special}.",
    "Het beroep van {p.last} op het vertrouwensbeginsel slaagt niet.",
    "De gemachtigde van eiser, mr. {q.formal}, heeft zijn gronden niet aangevuld.",
    "Verweerder verzoekt {court} het beroep ongegrond te verklaren.",
    "Artikel {art} van de {law} biedt hiervoor geen grondslag.",
    "{p.last_s} stelling dat {b.last} partijdig was, is niet onderbouwd.",
    "Het bedrag van {eur} is op {date} overgemaakt naar {iban}.",
    "{sentence}",
    "{opinion}",
    "In de {system}-notitie van {b.given} staat dat {p.last} op {date} om {time} belde met {phone}.",
)


def _defence(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    top = s(
        "VERWEERSCHRIFT\n\nin de zaak van:\n{p.full}, eiser\ntegen\nhet college van {muni}, verweerder",
        "Aan {court}\nSector bestuursrecht\n{office}\n\nVerweerschrift in beroepszaak {file}",
        "Inzake: {p.formal} / gemeente {muni}\nZaaknummer: {file}",
        "{p.last} / {org}\nVerweer",
        "Eiser:\t{p.full}\nGemachtigde:\tmr. {q.formal}\nVerweerder:\t{org}\nBehandelaar:\t{b.initial_full}",
    )
    facts = s.some(5, 11, _DEFENCE)
    if d.rng.random() < 0.5:
        body = "\n".join(f"{i}. {one}" for i, one in enumerate(facts, 1))
    else:
        cut = d.rng.randint(1, len(facts) - 1)
        titles = (
            d.pick("Feiten", "De feiten", "Voorgeschiedenis"),
            d.pick("Verweer", "Beoordeling", "Conclusie"),
        )
        body = f"{titles[0]}\n{' '.join(facts[:cut])}\n\n{titles[1]}\n{' '.join(facts[cut:])}"
    return "\n\n".join([top, s("", "{place}, {dlong}", "Edelachtbaar college,"), wrap(d, body), closing(s)])


_ENFORCE = (
    "Op {date} om {time} heeft onze toezichthouder {b.full} <een controle uitgevoerd|geconstateerd> aan {home}.",
    "Bij de controle waren {q.honorific} {q.last} en {b.last} aanwezig.",
    "{p.honorific} {p.last} verklaarde: 'Dat heeft {r.given} daar neergezet.'",
    "Eigenaar van het perceel is volgens het Kadaster {r.formal}, geboren {birth}.",
    "Wij leggen {p.formal} een last onder dwangsom op van {eur} per week met een maximum van {eur}.",
    "Het voertuig met kenteken {plate} <is weggesleept|staat op naam van {q.full}>.",
    "De overtreding houdt in dat in strijd met artikel {art} van de {law} is gebouwd.",
    "{p.last} kan zienswijzen indienen bij {t.honorific} {t.last}, {phone}.",
    "De dwangsom maakt u over op {oiban} onder vermelding van {nine}.",
    "In de schuur is {r.full} aangetroffen, die daar zegt te verblijven (BSN {bsn}).",
    "Op {date} is door {b.formal} en {t.formal} een hercontrole gedaan.",
    "De vooraankondiging van {dlong} is door {p.last} in ontvangst genomen.",
    "Locatie van de overtreding: {gps}.",
    "De aangetroffen ketel heeft typenummer {code} en serienummer {nine}.",
    "{q.given_s} bedrijf {company} is op hetzelfde adres gevestigd.",
    "{sentence}",
    "De burgemeester, {w.formal}, heeft op {date} tot sluiting besloten.",
    "Betrokkene {special}.",
    "De vaartuigen aan {pstreet} vallen buiten deze last.",
)


def _enforcement(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    top = s(
        "LAST ONDER DWANGSOM", "Voornemen tot handhaving", "Handhavingsbesluit {file}", "Besluit tot invordering",
        "Bestuurlijke waarschuwing", "Onderwerp: last onder bestuursdwang {home}", "Dwangsombeschikking inzake {p.formal}",
    )  # fmt: skip
    titles = d.rng.sample(
        (
            "Constatering",
            "Overtreding",
            "Zienswijze",
            "Last",
            "Belangenafweging",
            "Begunstigingstermijn",
            "Kosten",
        ),
        3,
    )
    style = d.pick("{h}\n", "{h}: ", "**{h}**\n", "{i}. {h}\n")
    body = "\n\n".join(style.format(h=h, i=i) + s.para(2, 4, _ENFORCE) for i, h in enumerate(titles, 1))
    head = shuffled(d, [address_block(s), letterhead(s)], 0.85)
    end = s(
        "Rechtsmiddelen: bezwaar binnen zes weken.", "Een afschrift zenden wij aan {r.formal}, {home}.", ""
    )
    return "\n\n".join(
        [*head, top, s("{p.salutation},", "Geachte heer, mevrouw,"), wrap(d, body), end, closing(s)]
    )


_NOTES = (
    "Contactpersoon: {r.full}, {phone}",
    "t.a.v. {q.honorific} {q.last}",
    "Uw referentie: {q.code} / {file}",
    "Uitgevoerd door {r.given} en {q.given} op {date}",
    "Geleverd aan {q.full}, {home}",
    "Akkoord: {t.initial_full}, budgethouder",
    "Besteld door {b.full}, afdeling {dept}",
    "Vragen over deze factuur: {r.given} ({r.mail})",
    "Budgethouder {t.last}, kostenplaats {six}",
    "In opdracht van {b.honorific} {b.last}",
    "Getekend voor ontvangst: {q.formal}",
    "Chauffeur {r.full}, kenteken {plate}",
    "Prestatie akkoord {b.code} {date}",
    "Bezwaren tegen deze factuur graag aan {r.honorific} {r.last}",
)
_GOODS = (
    "Levering bureaustoel type {code}", "Advieswerkzaamheden {month}", "Huur zaal {pstreet}", "Onderhoud {street}",
    "Tolk {n} uur", "Inhuur {q.full}, {nn} uur", "Inzet {r.initial_full} ({month})", "Artikel {nine}", "Voorrijkosten",
    "Training {q.first_bare}", "Reiskosten {q.last}", "Licentie {system}", "Drukwerk afd. {dept}", "Uren {r.given}",
)  # fmt: skip


def _invoice(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r, company=Scene(d)("{company}"))
    kind = d.pick(
        "FACTUUR",
        "Factuur",
        "OFFERTE",
        "Offerte",
        "Creditnota",
        "Prijsopgave",
        "Declaratie",
        "Pro-formafactuur",
    )
    private = d.rng.random() < 0.4
    seller = (
        s("{p.full}\n", "{p.initial_full}, {staff}\n") + home_lines(d)
        if private
        else s("{company}\n{office}")
    )
    bank = (
        s("IBAN {iban} t.n.v. {p.formal}", "Rekening: {iban} ({p.initial_full})")
        if private
        else s("IBAN {oiban}")
    )
    registers = s(
        "KvK {kvk}",
        "KvK-nummer: {kvk}\nBtw-nummer: NL{nine}B01",
        "RSIN/fiscaal nr. {nine}",
        "Btw NL{nine}B02",
    )
    to = s("Gemeente {muni}\n{office}", "{org}\nCrediteurenadministratie\n{office}", "Aan: {b.full}\n{org}")
    between = d.pick("\t", "    ", " | ", ";", "  ..... ")
    lines = [f"{s(one)}{between}{amount(d)}" for one in d.rng.sample(_GOODS, d.rng.randint(2, 6))]
    total = f"{d.pick('Totaal', 'Totaal incl. btw', 'Te betalen', 'Subtotaal')}{between}{amount(d)}"
    number = s(
        "<Factuurnummer|Nummer|Offertenr.>: {nine}\nDatum: {date}",
        "Nr. {six}, {dlong}",
        "Ons kenmerk {file}\n{date}",
    )
    notes = "\n".join(s.some(2, 5, _NOTES))
    parts = [seller, to, number, notes]
    end = s("Graag betalen binnen {nn} dagen.\n", "Geldig tot {date}.\n", "") + bank + "\n" + registers
    sign = s(
        "\n\nMet vriendelijke groet,\n{r.full}",
        "\n\nVoor akkoord:\n{b.formal}\n\n....................",
        "",
        "",
    )
    return "\n\n".join([kind, *shuffled(d, parts), "\n".join([*lines, total]), end]) + sign


_CLAUSES = (
    "Opdrachtnemer zet voor deze opdracht in: {q.full} en {r.full}.",
    "Contactpersoon namens opdrachtgever is {b.honorific} {b.last}, bereikbaar op {phone}.",
    "Bij afwezigheid wordt {b.last} vervangen door {t.full}.",
    "Betaling vindt plaats op {oiban} ten name van {company}.",
    "De huurprijs van {eur} wordt overgemaakt op {iban} van {p.last}.",
    "Huurder verklaart dat hij met {q.honorific} {q.last} een gezamenlijke huishouding voert.",
    "{p.last} blijft tot {date} aansprakelijk voor schade aan het gehuurde aan {home}.",
    "Geschillen worden voorgelegd aan {court}.",
    "{q.last} heeft recht op {nn} uur per week tegen een tarief van {eur}.",
    "Op deze overeenkomst is de {law} van toepassing.",
    "Het voertuig met kenteken {plate} wordt om niet in bruikleen gegeven aan {r.formal}.",
    "De werkzaamheden worden verricht aan {street}, nabij {pstreet}.",
    "Opdrachtgever machtigt {b.formal} om wijzigingen te ondertekenen.",
    "Bijlage {n} (offerte {nine}) maakt deel uit van deze overeenkomst.",
    "Partijen stellen vast dat {r.last} niet langer bij {company} werkt.",
    "Werknemer {q.initial_full} geniet vakantie volgens de cao.",
    "De burgemeester, {w.formal}, tekent namens de gemeente.",
    "Mededelingen worden gedaan per e-mail aan {b.mail} en {q.mail}.",
)


def _party(s: Scene, key: str) -> str:
    """A party of a contract or a deed as a notary or a lawyer writes it."""
    return s(
        f"{{{key}.full}}, geboren te {{place}} op {{birth}}, wonende te {{home}}",
        f"{{{key}.honorific}} {{{key}.formal}}, BSN {{bsn}}, adres: {{home}}",
        f"de {{{key}.honorific}} {{{key}.full}}, wonende {{home}}, houder van paspoort {{passport}}",
        f"{{{key}.upper}}, {{birth}}, {{home}}, identiteitskaart nummer {{passport}}",
        f"{{{key}.formal}} (geb. {{birth}}), tel. {{phone}}",
        f"{{company}}, gevestigd {{office}}, KvK {{kvk}}, vertegenwoordigd door {{{key}.full}}",
        f"{{company}}, te dezen rechtsgeldig vertegenwoordigd door haar directeur, {{{key}.honorific}} {{{key}.formal}}",
        f"{{{key}.inverted_first}}, geboren op {{birth}} te {{place}}",
    )


def _contract(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r, company=Scene(d)("{company}"))
    kind = s(
        "<Huur|Koop|Bruikleen|Arbeids|Vaststellings|Raam|Dienstverlenings|Anterieure |Geheimhoudings>overeenkomst",
        "OVEREENKOMST VAN OPDRACHT", "CONTRACT {file}", "Verwerkersovereenkomst {system}", "Convenant {topic}",
    )  # fmt: skip
    roles = s(
        "<opdrachtgever/opdrachtnemer|verhuurder/huurder|de gemeente/wederpartij|werkgever/werknemer>"
    ).split("/")
    public = s(
        "de gemeente {muni}, rechtsgeldig vertegenwoordigd door haar burgemeester, {w.honorific} {w.formal}",
        "Gemeente {muni}, {office}, namens deze {t.full}, manager {dept}",
        "{org}, vertegenwoordigd door {t.formal}, {staff}",
    )
    named = d.pick("hierna te noemen", "hierna:", "verder te noemen", "hierna aangeduid als")
    mark = d.pick('"{}"', "'{}'", "{}", "“{}”")
    between = f", {named} "
    two = (
        f"{public}{between}{mark.format(roles[0])}\n\nen\n\n{_party(s, 'p')}{between}{mark.format(roles[1])}"
    )
    start = d.pick("De ondergetekenden:", "Partijen:", "PARTIJEN", "Tussen:", "Ondergetekenden,")
    if d.rng.random() < 0.3:
        two = "1. " + two.replace("\n\nen\n\n", ";\n2. ")
    head = d.pick("Artikel {}\n", "Artikel {}. ", "{}. ", "Art. {} ", "{}.1 ")
    body = "\n\n".join(head.format(i) + one for i, one in enumerate(s.some(4, 9, _CLAUSES), 1))
    end = _signatures(s)
    return "\n\n".join(
        [
            kind,
            f"{start}\n\n{two}",
            s("komen het volgende overeen:", "zijn overeengekomen:", ""),
            wrap(d, body),
            end,
        ]
    )


def _signatures(s: Scene) -> str:
    return s(
        "Aldus overeengekomen en in tweevoud ondertekend te {place} op {dlong}.\n\nDe burgemeester,\t\t\tDe wederpartij,\n{w.formal}\t\t\t{p.formal}",
        "Getekend:\n\nNamens de gemeente:          Namens wederpartij:\n{t.initial_full}          {p.initial_full}\ndatum: {date}",
        "Voor akkoord,\n\n{p.full}\n{place}, {date}",
        "Handtekening: ______________\nNaam: {p.full}\nFunctie: <directeur|eigenaar|bestuurder>\nDatum: {date}",
        "w.g. {p.formal}\nw.g. {t.formal}",
        "{place}, {date}            {place}, {date}\n\n{p.upper}            {t.upper}",
    )


_POWERS = (
    "{p.full} machtigt hierbij {q.full} om namens {p.last} op te treden bij {org}.",
    "De volmacht geldt voor het ophalen van het paspoort ({passport}) van {p.initial_full}.",
    "{q.honorific} {q.last} mag stukken ondertekenen en inzien, waaronder dossier {pcase}.",
    "Bij overlijden van {q.last} treedt {r.full}, geboren {birth}, in de plaats.",
    "De gemachtigde legitimeert zich met rijbewijs {passport}.",
    "Hiermee geef ik {q.given} toestemming om mijn post op te halen aan {home}.",
    "Betalingen verlopen via {iban} op naam van {p.formal}.",
    "De verschenen personen zijn mij, notaris, bekend: {p.formal} en {q.formal}.",
    "{p.last} verklaart dat {r.given} en {q.given} zijn kinderen zijn.",
    "Deze machtiging vervalt op {date} of zodra {p.last} die intrekt.",
    "Het registergoed aan {street}, kadastraal bekend {muni} sectie {n} nummer {six}, wordt geleverd aan {r.full}.",
    "De koopprijs van {eur} is voldaan op de rekening {oiban} van het kantoor.",
    "Ik machtig de {dept} om {iban} maandelijks af te schrijven.",
    "Reden: {p.last} {special}.",
    "Voor vragen is {q.last} bereikbaar op {phone} of {q.mail}.",
)


def _power_of_attorney(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    kind = s(
        "MACHTIGING",
        "Volmacht",
        "Machtigingsformulier",
        "AKTE VAN LEVERING",
        "Verklaring van erfrecht",
        "Toestemmingsverklaring",
    )
    first = _who_gives(s)
    second = s("verleent volmacht aan\n", "machtigt\n", "geeft toestemming aan ", "\ngemachtigde: ") + _party(
        s, "q"
    )
    fields = _power_fields(s)
    body = wrap(d, s.para(3, 7, _POWERS))
    parts = [first + " " + second, body] if d.rng.random() < 0.7 else [fields, body]
    return "\n\n".join([kind, *parts, _signatures(s)])


def _who_gives(s: Scene) -> str:
    given = _party(s, "p")
    return (
        s(
            "Ondergetekende, ",
            "Ik, ",
            "Heden, {dlong}, verscheen voor mij, mr. {t.formal}, notaris te {place}: ",
            "",
        )
        + given
        + ","
    )


def _power_fields(s: Scene) -> str:
    fields = (
        "Naam: {p.full}", "Achternaam en voorletters: {p.inverted}", "Geboortedatum: {birth}", "BSN: {bsn}", "Adres: {home}",
        "Telefoon: {phone}", "Naam gemachtigde: {q.formal}", "Relatie: <partner|buurvrouw|zoon|advocaat>", "Kenteken: {plate}",
        "Datum: {date}", "Documentnummer: {passport}", "Dossiernummer: {file}",
    )  # fmt: skip
    return "\n".join(s.some(4, 10, fields))


FORMATS: dict[str, Callable[[Draw], str]] = {
    "defence": _defence,
    "enforcement": _enforcement,
    "invoice": _invoice,
    "contract": _contract,
    "power_of_attorney": _power_of_attorney,
}
