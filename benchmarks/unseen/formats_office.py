"""Papers about staff and money, lists and tables."""

# ruff: noqa: E501  (a line of a document is a line here)

from __future__ import annotations

from benchmarks.unseen.parts import (
    cast,
    he,
    his,
    home,
    illness,
    lines,
    office,
    paragraphs,
    plain,
    prose,
    sensitive,
    sir,
    some,
    unwell,
    upper_first,
    view,
)
from models.recipe.invented.draw import Draw
from models.recipe.invented.marks import mark


def integriteitsmelding(d: Draw) -> str:
    """Somebody reports a colleague."""
    teller, accused, chief, trusted, gs = cast(d, 4, 1)
    return paragraphs(
        f"Meldingsformulier vermoeden integriteitsschending\nOntvangen door vertrouwenspersoon {trusted.full()} op {d.date()}",
        lines(f"Melder: {teller.full()} ({d.pick('vast dienstverband', 'inhuur')})", f"Privénummer: {d.phone()}", f"Privémail: {teller.mail(d.general_domain())}", f"Betreft: {accused.full()}, {d.department()}"),
        prose(
            d, 6,
            f"Sinds {d.month()} zie ik dat {accused.given()} opdrachten gunt aan het bedrijf van {his(accused)} broer.",
            f"Het gaat om {d.company_mark()}, dat drie facturen heeft gestuurd.",
            f"Toen ik er bij {chief.given()} over begon, zei {he(chief)} dat ik mij met mijn eigen werk moest bemoeien.",
            f"{accused.given()} heeft in het systeem gewerkt met het account van een collega, {d.username(chief)}.",
            f"Op {d.date()} is vanaf {d.ip()} een bestand gewist.",
            f"{upper_first(accused.honorific())} {accused.last()} rijdt privé in de dienstauto, kenteken {d.plate()}.",
            f"Ik heb thuis gezeten vanwege {illness(d)}.",
            f"Een foto waarop {accused.last()} met de directeur van die firma op een boot staat, vindt u op {d.link(accused)}.",
            "De facturen heb ik bewaard.",
        ),
        f"Gespreksnotitie {trusted.last()}\n" + prose(
            d, 3,
            f"{teller.given()} wil anoniem blijven tegenover {chief.last()}.",
            f"Gemeentesecretaris {gs.last()} is bevoegd om onderzoek te laten doen.",
            f"{view(d)}",
            f"Volgende afspraak met {sir(teller)} bij {teller.given()} thuis, {home(d)}.",
            "Het protocol schrijft geheimhouding voor.",
        ),
        f"Doorgestuurd naar gemeentesecretaris {gs.initial_full()}.",
    )  # fmt: skip


def declaratie(d: Draw) -> str:
    """Travel costs and lunches, claimed and checked."""
    who, chief, fin, guest, wet = cast(d, 4, 1)
    sep = d.pick(" | ", "\t", "; ")
    rows = [
        f"{d.date()}{sep}trein naar {d.place_mark()}, overleg met {guest.full()}{sep}€ 23,40",
        f"{d.date()}{sep}lunch met {guest.given()} en wethouder {wet.last()}{sep}€ 41,00",
        f"{d.date()}{sep}parkeren eigen auto {d.plate()}{sep}€ 8,50",
        f"{d.date()}{sep}bloemen voor {chief.given()}{sep}€ 25,00",
        f"{d.date()}{sep}kilometers huisbezoek {sir(guest)}, {home(d)}{sep}€ 12,88",
        f"{d.date()}{sep}vakliteratuur Omgevingswet{sep}€ 69,95",
    ]
    return paragraphs(
        f"Declaratieformulier {d.month()} {d.year()}\nKostenplaats {d.digits(6)}",
        lines(
            f"Naam medewerker: {d.pick(who.full(), who.formal(), who.inverted_first())}", f"Gebruikersnaam: {d.username(who)}", f"Privéadres: {home(d)}",
            f"IBAN: {d.iban()}", f"Leidinggevende: {chief.full()}", f"Bestuurder: wethouder {wet.full()}",
        ),
        f"datum{sep}omschrijving{sep}bedrag\n" + "\n".join(some(d, 5, *rows)),
        "Toelichting\n" + prose(
            d, 3,
            f"{plain(d, 2)} {who.given()} reisde namens {chief.given()}, die verhinderd was.",
            "De bonnetjes van de trein zijn bijgevoegd.",
            f"{upper_first(guest.honorific())} {guest.last()} had geen eigen vervoer.",
            f"Wethouder {wet.last()} betaalde zelf het diner.",
            f"Bij vragen is {who.given()} bereikbaar op {d.phone()}.",
        ),
        f"Controle door {fin.full()}: {d.pick('akkoord', 'bon van de lunch ontbreekt, nagevraagd bij ' + who.given())}.\nParaaf {fin.code()} / {chief.code()}",
    )  # fmt: skip


def factuur(d: Draw) -> str:
    """A freelancer's invoice with mail about paying it."""
    seller, buyer, fin, sub = cast(d, 4)
    return paragraphs(
        lines(
            f"FACTUUR {d.year()}-{d.digits(3)}", f"{seller.full()}, zelfstandig {d.pick('notulist', 'tolk', 'projectleider', 'fotograaf')}", home(d),
            f"tel. {d.phone()}, {seller.mail(d.general_domain())}", f"Bankrekening {d.iban()} t.n.v. {seller.formal()}",
        ),
        f"Aan: {d.body_mark()}\nT.a.v. {buyer.full()}\n{office(d)}\nUw referentie: {d.file_number()}",
        "\n".join(
            some(
                d, 4,
                "Verslaglegging bewonersavond, 6 uur à € 85,00: € 510,00",
                f"Overleg met {buyer.given()} over de opzet, 2 uur: € 170,00",
                f"Interview met {sub.full()}, 3 uur: € 255,00",
                f"Reistijd naar {d.muni_mark()}, 1,5 uur: € 127,50",
                f"Inzet vervanger {sub.last()} op {d.date()}: € 400,00",
            )
        ) + "\nBtw 21%\nTe betalen binnen 30 dagen",
        f"{d.pick('Aantekening', 'Notitie')} crediteurenadministratie\n" + prose(
            d, 4,
            f"{fin.given()} heeft {seller.honorific()} {seller.last()} gebeld over het ontbrekende inkoopnummer.",
            f"{buyer.given()} keurt goed, behalve de uren van {sub.given()}.",
            f"Volgens {buyer.last()} is er een raamcontract met {d.company_mark()}.",
            f"{seller.given()} stuurt een creditnota.",
            "De factuur staat in de werkvoorraad van volgende week.",
            f"{seller.last()} {unwell(d)} en vraagt of het sneller kan.",
        ),
        f"Geboekt door {fin.initial_full()}, gebruiker {d.username(fin)}, {d.date()}",
    )  # fmt: skip


def aanbesteding(d: Draw) -> str:
    """Opening tenders, and what the assessors said."""
    chair, a1, a2, bid1, bid2 = cast(d, 5)
    firm1, firm2 = d.company(), d.company()
    return paragraphs(
        f"Proces-verbaal van beoordeling aanbesteding {d.pick('groenonderhoud', 'leerlingenvervoer', 'schoonmaak', 'baggerwerk')}\nKenmerk {d.file_number()}",
        f"Voorzitter: {chair.full()} (inkoop)\nBeoordelaars: {a1.full()} en {a2.full()}\nDe inschrijvingen zijn geopend op {d.date()} om {d.time()} door {chair.given()}.",
        "Inschrijvers\n" + lines(
            f"1. {d.company_mark(firm1)}, tekenbevoegd {bid1.formal()}, {bid1.mail(d.company_domain())}",
            f"2. {d.company_mark(firm2)}, contactpersoon {bid2.full()}, {d.phone()}",
        ),
        "Beoordeling\n" + prose(
            d, 5,
            f"{a1.last()} geeft inschrijver 1 een acht voor het plan van aanpak.",
            f"{upper_first(a2.honorific())} {a2.last()} mist bij inschrijver 2 een planning.",
            f"{a2.given()}: {view(d)}",
            f"Tijdens de presentatie kon {bid2.last()} de vragen over duurzaamheid niet beantwoorden.",
            f"{bid1.given()} lichtte toe dat de referentie bij {d.org_mark()} loopt tot volgend jaar.",
            f"Het CV van {bid1.full()} is te vinden op {d.link(bid1)}.",
            "De prijzen liggen vier procent uit elkaar.",
            f"Van {bid2.last()} ontbreekt de verklaring; die is opgevraagd op {d.date()}.",
        ),
        f"Uitkomst\n{plain(d, 2)} De opdracht gaat naar {d.company_mark(d.pick(firm1, firm2))}. {chair.last()} stelt de brieven op; {a1.given()} belt de verliezende partij.",
        f"Vastgesteld te {d.muni_mark()}: {chair.initial_full()}, {a1.initial_full()}, {a2.initial_full()}",
    )  # fmt: skip


def functioneringsgesprek(d: Draw) -> str:
    """A yearly talk between staff and chief."""
    one, chief, peer, hr = cast(d, 4)
    return paragraphs(
        f"Verslag {d.pick('functioneringsgesprek', 'jaargesprek', 'Het Goede Gesprek')}\nVertrouwelijk",
        lines(
            f"Medewerker: {one.full()}", f"Geboortedatum: {d.birth_date()}", f"Functie: {d.role_staff()}", f"Leidinggevende: {chief.full()}",
            f"Datum gesprek: {d.date()}", d.maybe(f"Kopie aan HR: {hr.full()}"),
        ),
        "Terugblik\n" + prose(
            d, 4,
            f"{one.given()} kijkt terug op een druk jaar met twee verhuizingen.",
            f"De samenwerking met {peer.given()} verloopt stroef sinds het project is overgedragen.",
            f"{chief.given()} herkent dat en heeft er met {peer.last()} over gesproken.",
            f"{one.given()} was zes weken afwezig vanwege {illness(d)}.",
            f"Thuis is het zwaar: {his(one)} partner {unwell(d)}.",
            f"{upper_first(one.honorific())} {one.last()} heeft de cursus Helder Schrijven afgerond.",
        ),
        "Afspraken\n" + prose(
            d, 4,
            f"{one.given()} gaat twee dagen per week thuiswerken.",
            f"{chief.given()} vraagt {hr.given()} naar de mogelijkheden voor ouderschapsverlof.",
            f"{hr.full()} belt in week 40, privénummer {d.phone()}.",
            f"{peer.full()} neemt het dossier Afvalbeleid over.",
            "Het opleidingsbudget bedraagt € 1.500.",
            f"{one.given()} mailt het plan naar {hr.mail(d.domain())}.",
        ),
        f"Over het beleid wil {one.given()} kwijt: {view(d)}",
        f"Voor gezien: {one.initial_full()}\nVoor akkoord: {chief.initial_full()}",
    )  # fmt: skip


def vacaturereacties(d: Draw) -> str:
    """Candidates for a vacancy and what the committee wrote beside them."""
    people = cast(d, 6)
    c1, c2, cands = people[0], people[1], people[2:]
    notes = [
        "net afgestudeerd, wel enthousiast",
        f"werkte bij {d.company_mark()}",
        f"referentie gebeld, {d.phone()}",
        "salariseis te hoog",
        "kan pas na de zomer beginnen",
        f"gezien op {d.date()}",
        f"kent {c2.given()} van vroeger",
    ]
    rows = [
        f"{n}. {d.pick(p.full(), p.inverted_first(), p.formal())} - {d.pick(p.mail(d.general_domain()), d.phone(), d.link(p))} - {notes[d.rng.randrange(len(notes))]}"
        for n, p in enumerate(cands, 1)
    ]
    return paragraphs(
        f"Overzicht reacties vacature {d.role_staff()} ({d.file_number()})\nSelectiecommissie: {c1.full()}, {c2.full()}",
        "\n".join(rows),
        prose(
            d, 4,
            f"{c1.given()} wil {cands[0].given()} en {cands[1].last()} uitnodigen.",
            f"{c2.given()} twijfelt over {cands[2].full()}: die woont op {home(d)} en dat is ver.",
            f"{cands[3].last()} heeft zich teruggetrokken.",
            f"In de brief van {cands[0].last()} staat: ik {mark('SPECIAL', d.pick('heb een visuele beperking', 'ben slechthorend', 'heb autisme', 'ben actief lid van een pinkstergemeente'))}.",
            f"{cands[1].given()}, geboren {d.birth_date()}, is intern kandidaat.",
            "De tweede ronde duurt een half uur per kandidaat.",
            f"Assessment door {d.company_mark()}.",
        ),
        f"{plain(d, 3)}\nPlanning\n{d.date()} {d.time()} {cands[0].given()}\n{d.date()} {d.time()} {cands[1].full()}\n{d.date()} {d.time()} {sir(cands[2])}",
        f"Intern: {view(d)}" if d.rng.random() < 0.5 else f"Afwijzingen verstuurt {c2.given()} ({c2.mail(d.domain())}).",
        f"Sollicitanten met vragen bellen {c1.full()}, {d.phone()}, of de receptie, {d.office_phone()}.",
    )  # fmt: skip


def zaaksysteem(d: Draw) -> str:
    """An export of a case system."""
    people = cast(d, 8)
    staff, citizens = people[:3], people[3:]
    codes = [p.code() for p in staff]
    sep = d.pick(" | ", "\t", ";")
    kinds = [
        "bijzondere bijstand",
        "parkeervergunning",
        "bezwaar WOZ",
        "melding overlast",
        "leerlingenvervoer",
        "adresonderzoek",
    ]
    rows = [
        sep.join(
            [
                d.personal_case_number(),
                d.pick(p.formal(), p.inverted(), p.upper_last()),
                d.rng.choice(kinds),
                f"{s}",
                d.date(),
            ]
        )
        for p in citizens
        for s in [d.rng.choice(codes)]
    ]
    x, y = citizens[0], citizens[1]
    return paragraphs(
        f"Export {d.pick('zaaksysteem', 'werkvoorraad', 'openstaande zaken')} {d.department()}, peildatum {d.date()}\nAangemaakt door gebruiker {d.username(staff[0])}",
        sep.join(["zaaknummer", "aanvrager", "zaaktype", "behandelaar", "streefdatum"]) + "\n" + "\n".join(rows),
        "Toelichting bij de lijst\n"
        + plain(d, 3) + " " + prose(
            d, 5,
            f"{x.last()} belde voor de derde keer; terugbellen op {d.phone()}.",
            f"Van {sir(y)} ontbreekt het burgerservicenummer; telefonisch doorgegeven: {d.bsn()}.",
            f"De zaak van {citizens[2].full()} ligt bij {staff[1].given()}.",
            f"{staff[2].full()} is tot {d.date()} met verlof, {staff[0].given()} neemt waar.",
            f"Adresonderzoek {citizens[3].last()}: staat ingeschreven op {home(d)}.",
            f"{citizens[4].last()} (geb. {d.birth_date()}) {sensitive(d)}.",
            f"{view(d)}",
            "Zaken ouder dan acht weken gaan naar de teamleider.",
        ),
        f"Contact functioneel beheer: {staff[1].full()}, {staff[1].mail(d.domain())}",
    )  # fmt: skip


def contactlijst(d: Draw) -> str:
    """Who to call about a project or in a crisis."""
    people = cast(d, 6, 2)
    bm, wet = people[6], people[7]
    roles = [
        "projectleider",
        "communicatie",
        "toezicht",
        "omwonende, contactpersoon straat",
        "aannemer",
        "huisarts in de wijk",
    ]
    sep = d.pick(", ", " | ", "\t", " - ")
    own = [
        lambda p: d.phone(),
        lambda p: p.mail(d.domain()),
        lambda p: f"{d.phone()} / {d.phone()}",
        lambda p: p.mail(d.general_domain()) + sep + home(d),
        d.handle,
        d.link,
    ]
    rows = [
        f"{d.pick(p.full(), p.inverted_first(), p.address_book())}{sep}{role}{sep}{d.rng.choice(own)(p)}"
        for p, role in zip(people[:6], roles, strict=True)
    ]
    rows[5] += f"{sep}BIG {d.big_number()}"
    d.rng.shuffle(rows)
    return paragraphs(
        f"Contactlijst {d.pick('evacuatie', 'herinrichting', 'dijkversterking', 'hoogwater')} (versie {d.date()})",
        lines(f"burgemeester {bm.full()}{sep}via het bestuurssecretariaat, {d.office_phone()}", f"wethouder {wet.full()}{sep}{wet.mail(d.domain())}", *rows),
        prose(
            d, 4,
            f"Bij spoed belt {people[0].given()} altijd eerst burgemeester {bm.last()}.",
            f"{people[1].last()} doet de pers; niemand anders praat met journalisten.",
            f"Meneer {people[3].last()} heeft de sleutel van het buurthuis." if people[3].sex == "m" else f"Mevrouw {people[3].last()} heeft de sleutel van het buurthuis.",
            f"Kraanwagen van {people[4].given()}: kenteken {d.plate()}.",
            f"Verzamelplaats is het terrein van {d.school_mark()}.",
            f"De bewoner van {home(d)} {unwell(d)} en moet als eerste worden opgehaald.",
            "De lijst is alleen voor intern gebruik.",
        ),
        f"{plain(d, 3)}\nWijzigingen doorgeven aan {people[2].full()} of {people[0].given()}. {office(d)}",
    )  # fmt: skip


FORMATS = {
    "integriteitsmelding": integriteitsmelding,
    "declaratie": declaratie,
    "factuur_zzp": factuur,
    "aanbesteding": aanbesteding,
    "functioneringsgesprek": functioneringsgesprek,
    "vacaturereacties": vacaturereacties,
    "zaaksysteem": zaaksysteem,
    "contactlijst": contactlijst,
}
