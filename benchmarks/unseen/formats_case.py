"""Reports about people: care, school, police, asylum, doctors, people in the field."""

# ruff: noqa: E501  (a line of a document is a line here)

from __future__ import annotations

from benchmarks.heldout.common import wrapped
from benchmarks.unseen.parts import (
    cast,
    he,
    his,
    home,
    illness,
    lines,
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
from models.recipe.invented.people import Person


def verhoor(d: Draw) -> str:
    """An interview by a social investigator, question by question."""
    client, partner, officer, second = cast(d, 4)
    q = d.pick("V: ", "Vraag: ", "VRAAG ")
    a = {"V: ": "A: ", "Vraag: ": "Antwoord: ", "VRAAG ": "ANTWOORD "}[q]
    pairs = [
        (
            f"Klopt het dat u met {partner.full()} samenwoont?",
            f"Nee. {partner.given()} komt wel vaak eten, meer niet.",
        ),
        (
            "Waar slaapt hij dan?" if partner.sex == "m" else "Waar slaapt zij dan?",
            f"Bij {his(partner)} zus op {home(d)}.",
        ),
        (
            f"De auto met kenteken {d.plate()} staat elke nacht voor uw deur.",
            f"Die is van {partner.given()}, ik mag hem lenen.",
        ),
        ("Van welke rekening betaalt u de huur?", f"Van {d.iban()}, die staat op mijn naam."),
        (
            "Heeft u werk gehad in deze periode?",
            f"Soms hielp ik {sir(second)} op de markt. Ik kan niet veel vanwege {illness(d)}.",
        ),
        (
            f"Wij zagen op {d.date()} dat u werd opgehaald.",
            f"Dat was {second.given()}, een vriend van vroeger."
            if second.sex == "m"
            else f"Dat was {second.given()}, een vriendin van vroeger.",
        ),
        ("Wie heeft u gekeurd?", f"Dokter {second.last()}. Op het papier staat BIG-nummer {d.big_number()}."),
        ("Is er nog iets dat u wilt zeggen?", f"Alleen dat {partner.last()} hier niets mee te maken heeft."),
    ]
    chosen = [pairs[0], *d.rng.sample(pairs[1:], 4)]
    return paragraphs(
        f"PROCES-VERBAAL VAN VERHOOR\nProces-verbaalnummer: {d.personal_case_number()}",
        f"Op {d.date_long()} te {d.time()} hoorden wij, {officer.full()} en {d.pick('een collega', 'een tweede rapporteur')}, beiden sociaal rechercheur, als betrokkene:",
        lines(
            f"Achternaam en voornamen: {d.pick(client.full(), client.inverted_first(), client.upper())}",
            f"Geboren op: {d.birth_date()}",
            f"BSN: {d.bsn()}",
            f"Adres: {home(d)}",
            f"Identiteitsbewijs: {d.pick('paspoort', 'Nederlandse identiteitskaart')} {d.passport()}",
        ),
        "Wij deelden betrokkene mee dat zij niet tot antwoorden verplicht was." if client.sex == "f" else "Wij deelden betrokkene mee dat hij niet tot antwoorden verplicht was.",
        "\n".join(f"{q}{one}\n{a}{two}" for one, two in chosen),
        f"Opmerking rapporteur {officer.last()}: {client.honorific()} {client.last()} las de verklaring door en tekende haar in ons bijzijn.",
        f"{officer.initial_full()}\n{client.initial_full()}",
    )  # fmt: skip


def wmo_verslag(d: Draw) -> str:
    """What was said at somebody's kitchen table about help."""
    client, child, carer, consultant, doctor = cast(d, 5)
    return wrapped(d, paragraphs(
        f"Onderzoeksverslag Wet maatschappelijke ondersteuning\nCliëntnummer {d.personal_case_number()}",
        lines(
            f"Cliënt: {client.honorific()} {client.formal()} (geb. {d.birth_date()})",
            f"Adres: {home(d)}", f"Telefoon: {d.phone()}", f"BSN: {d.bsn()}",
            f"Gesprek gevoerd door: {consultant.full()} op {d.date()}",
            f"Ook aanwezig: {child.full()} ({'zoon' if child.sex == 'm' else 'dochter'})",
        ),
        "Situatie\n" + prose(
            d, 5,
            f"{upper_first(client.honorific())} {client.last()} woont alleen in een bovenwoning zonder lift.",
            f"{upper_first(he(client))} {unwell(d)}.",
            f"{child.given()} doet op zaterdag de boodschappen, maar werkt fulltime.",
            f"Huisarts {doctor.full()} (BIG {d.big_number()}) heeft op {d.date()} een verwijzing gestuurd.",
            f"De buurvrouw, mevrouw {carer.last()}, heeft de reservesleutel." if carer.sex == "f" else f"De buurman, meneer {carer.last()}, heeft de reservesleutel.",
            f"Volgens {child.given()} is het huis sinds {d.month()} niet meer goed schoongemaakt.",
        ),
        "Wat is er nodig?\n" + prose(
            d, 3,
            f"{client.last()} vraagt om een traplift en drie uur hulp in de week.",
            f"{child.given()} kan de administratie blijven doen en is te mailen op {child.mail(d.general_domain())}.",
            f"{consultant.given()} vraagt medisch advies bij {d.org_mark()}.",
            f"Het persoonsgebonden budget kan worden gestort op {d.iban()}.",
            f"{carer.given()} wil ook een keer per week koken.",
        ),
        f"Interne notitie: {view(d)}" if d.rng.random() < 0.4 else "",
        f"{consultant.full()}\nWmo-consulent\nU kunt reageren via {d.mailbox()} of {d.office_phone()}.",
    ))  # fmt: skip


def leerplicht(d: Draw) -> str:
    """A report of a school attendance officer."""
    pupil, mother, father, officer, mentor = cast(d, 5)
    return paragraphs(
        f"Rapportage leerplicht\nLeerling: {d.pick(pupil.full(), pupil.inverted_first())}, geboren {d.birth_date()}\nSchool: {d.school_mark()}\nDossiernummer leerling: {d.personal_case_number()}",
        "Aanleiding\n" + prose(
            d, 3,
            f"Mentor {mentor.last()} meldde op {d.date()} dat {pupil.given()} achttien uur heeft gemist.",
            f"{pupil.given()} woont bij {mother.full()} op {home(d)}.",
            f"{'Vader' if father.sex == 'm' else 'De andere ouder,'} {father.full()} heeft ook gezag en is bereikbaar op {d.phone()}.",
            "Eerdere meldingen zijn er niet.",
            f"Het gezin is bij de IND bekend; {pupil.given()} heeft V-nummer {d.v_number()}.",
            f"Op TikTok plaatst {pupil.given()} als {d.handle(pupil)} overdag filmpjes.",
        ),
        "Gesprek\n" + prose(
            d, 5,
            f"Ik sprak {pupil.given()} en {'moeder' if mother.sex == 'f' else 'vader'} op het kantoor van de school.",
            f"{pupil.given()} zegt met niemand in de klas om te gaan en liever te werken.",
            f"{mother.given()} vertelt over thuis. {upper_first(he(mother))} {sensitive(d)}.",
            f"{upper_first(mother.honorific())} {mother.last()} heeft de huisarts gebeld.",
            f"Vader ({father.given()}) wil dat {pupil.given()} bij hem komt wonen." if father.sex == "m" else f"De andere ouder ({father.given()}) wil dat {pupil.given()} verhuist.",
            f"Met {mentor.given()} is afgesproken dat de lessen rustig worden opgebouwd.",
            "De schoolarts nodigt het gezin uit.",
        ),
        "Vervolg\n" + prose(
            d, 2,
            f"Over zes weken bel ik {mother.given()} en {mentor.full()}.",
            "Er wordt nu geen proces-verbaal opgemaakt.",
            f"De stukken zijn geüpload onder account {d.username(officer)}.",
        ),
        f"{officer.full()}, leerplichtambtenaar ({officer.mail(d.domain())})",
    )  # fmt: skip


def inburgering(d: Draw) -> str:
    """A plan of somebody who has to learn Dutch."""
    one, partner, coach, teacher, friend = cast(d, 5)
    return paragraphs(
        "Plan Inburgering en Participatie (PIP)",
        lines(
            f"Inburgeraar\t{one.full()}", f"V-nummer\t{d.v_number()}", f"BSN\t{d.bsn()}", f"Geboortedatum\t{d.birth_date()}",
            f"Adres\t{home(d)}", f"Mobiel\t{d.phone()}", f"Klantmanager\t{coach.full()}", d.maybe(f"Klantnummer\t{d.personal_case_number()}"),
        ),
        prose(
            d, 6,
            f"{one.given()} kwam in {d.month()} met {partner.given()} en de kinderen naar Nederland.",
            f"In het land van herkomst was {he(one)} {d.pick('elektricien', 'leraar wiskunde', 'apotheker', 'naaister')}.",
            f"{one.given()} {mark('SPECIAL', d.pick('behoort tot de Jezidi-minderheid', 'is soenniet', 'is Koptisch christen', 'is Koerdisch', 'heeft nachtmerries en is doorverwezen voor traumabehandeling'))}.",
            f"Docent {teacher.full()} ziet goede vooruitgang bij lezen.",
            f"Taalmaatje {friend.full()} komt elke {d.weekday()} langs.",
            "De leerbaarheidstoets wijst op de B1-route.",
            f"Volgens {teacher.given()} is het leertempo hoog genoeg.",
            f"{partner.full()} volgt de Z-route bij {d.org_mark()}.",
        ),
        "Afspraken\n" + "\n".join(
            f"{n}) {t}" for n, t in enumerate(
                some(
                    d, 3,
                    f"{one.given()} levert de diploma's in bij {coach.given()}.",
                    f"{coach.last()} regelt een stage bij {d.company_mark()}.",
                    f"Reiskosten worden vergoed op {d.iban()}.",
                    f"{teacher.given()} mailt de cijfers naar {coach.mail(d.domain())}.",
                    f"{friend.given()} gaat mee naar het ziekenhuis.",
                ), 1,
            )
        ),
        f"Getekend te {d.muni_mark()}, {d.date()}\n{one.initial_full()}\n{coach.initial_full()}",
    )  # fmt: skip


def asielgehoor(d: Draw) -> str:
    """A hearing of somebody who asks for asylum."""
    one, brother, tolk, officer, lawyer = cast(d, 5)
    faith = mark(
        "SPECIAL",
        d.pick(
            "ben christen geworden",
            "ben homoseksueel",
            "behoor tot de Hazara",
            "ben ahmadi",
            "ben lid van de Koerdische partij PYD",
            "ben atheïst",
        ),
    )
    return paragraphs(
        d.pick("Rapport nader gehoor", "Verslag aanmeldgehoor", "Verslag aanvullend gehoor"),
        lines(
            f"V-nummer: {d.v_number()}", f"Naam: {one.full()}", f"Geboortedatum: {d.birth_date()}",
            f"Documenten: paspoort met nummer {d.passport()}", f"Hoormedewerker: {officer.full()}",
            f"Tolk: {tolk.full()}" + d.maybe(f" (telefonisch, {d.phone()})", 0.4), f"Gemachtigde: mr. {lawyer.formal()}",
        ),
        f"{officer.given()} stelt zich voor en legt uit dat alles wat wordt gezegd vertrouwelijk is. Betrokkene verklaart de tolk goed te verstaan.",
        "\n".join(
            f"{n}. {t}" for n, t in enumerate(
                some(
                    d, 7,
                    "Wanneer bent u vertrokken?\nIn het voorjaar, met de bus.",
                    f"Hoe heet uw broer?\n{brother.full()}. Wij noemen hem {brother.given()}." if brother.sex == "m" else f"Hoe heet uw zus?\n{brother.full()}. Wij noemen haar {brother.given()}.",
                    f"Waarom bent u vertrokken?\nIk {faith} en dat werd bekend op mijn werk.",
                    f"Wie wist daarvan?\n{brother.given()} en later ook mijn buurman.",
                    f"Hoe heeft u contact met uw familie?\nVia het account {d.handle(one)} en het nummer {d.phone()}.",
                    f"Kunt u de foto van het huis laten zien?\nDie staat op {d.link(brother)}.",
                    f"Waar verblijft {brother.given()} nu?\nIn Duitsland, bij een oom.",
                    f"Heeft u medische klachten?\nIk ben hier een keer bij de dokter geweest vanwege {illness(d)}.",
                    "Bent u onderweg gecontroleerd?\nAlleen aan de grens, zij namen mijn telefoon.",
                ), 1,
            )
        ),
        prose(
            d, 2,
            f"Mr. {lawyer.last()} krijgt twee dagen voor correcties en aanvullingen.",
            f"{tolk.last()} heeft het verslag voorgelezen.",
            f"Het gehoor eindigt om {d.time()}.",
            f"De gemachtigde is bereikbaar via {lawyer.mail(d.company_domain())}.",
        ),
        f"Opgemaakt door {officer.initial_full()} op {d.date()}",
    )  # fmt: skip


def medisch_advies(d: Draw) -> str:
    """A doctor's advice about somebody's fitness for work or a parking card."""
    client, doctor, gp, asker = cast(d, 4)
    return wrapped(d, paragraphs(
        f"{d.pick('Sociaal-medisch advies', 'Medisch advies gehandicaptenparkeerkaart', 'Advies urgentie woning')}\nOpdrachtgever: {d.body_mark()}, {asker.full()}",
        lines(
            f"Betreft: {client.formal()}, geboren op {d.birth_date()}", f"Woonadres: {home(d)}", f"Cliëntnummer: {d.personal_case_number()}",
            f"Arts: {doctor.full()}, BIG-registratie {d.big_number()}",
        ),
        "Onderzoek\n" + prose(
            d, 4,
            f"Ik zag {sir(client)} op het spreekuur van {d.date()}.",
            f"{client.last()} {unwell(d)}.",
            f"Vanwege {illness(d)} werd informatie bij de specialist opgevraagd.",
            f"Huisarts {gp.full()} (BIG {d.big_number()}) stuurde informatie.",
            f"{upper_first(client.honorific())} {client.last()} komt met de auto, kenteken {d.plate()}, omdat de bus te ver is.",
            "De gegevens zijn voldoende om een uitspraak te doen.",
        ),
        "Conclusie\n" + prose(
            d, 3,
            "Er wordt voldaan aan de voorwaarden van de regeling.",
            f"Ik heb dit telefonisch besproken met {client.honorific()} {client.last()} ({d.phone()}).",
            f"Over een jaar kan {asker.last()} een herbeoordeling vragen.",
            f"Collega {gp.last()} ontvangt geen afschrift.",
            "De geldigheid van dit advies is vijf jaar.",
        ),
        f"{doctor.initial_full()}, arts\n{doctor.mail(d.company_domain())}",
    ))  # fmt: skip


def politiemutatie(d: Draw) -> str:
    """What the police wrote down of a night."""
    man, woman, caller, cop, cop2 = cast(d, 5)
    return paragraphs(
        lines(
            f"{d.pick('Mutatienummer', 'Proces-verbaalnummer', 'BVH-zaaknummer')} {d.personal_case_number()}", f"Maatschappelijke klasse: {d.pick('ruzie/twist', 'overlast', 'hulpverlening', 'verkeersongeval')}",
            f"Kennisname {d.date()} {d.time()}", f"Verbalisanten: {cop.inverted()} / {cop2.inverted()}", f"Laatst gewijzigd door: {d.username(cop)}",
        ),
        "Betrokkenen\n" + lines(
            f"{man.upper()}, geb. {d.birth_date()}, {home(d)}", f"{d.pick(woman.upper(), woman.inverted_first())}, geb. {d.birth_date()}, tel. {d.phone()}",
            f"Melder {caller.full()}",
        ),
        "Toelichting\n" + prose(
            d, 7,
            f"Via de meldkamer kregen wij opdracht te gaan naar de woning van {man.last()}.",
            f"Melder {caller.last()} hoorde geschreeuw en glasgerinkel.",
            f"Ter plaatse troffen wij {woman.last()} op straat aan, zonder jas.",
            f"{woman.given()} verklaarde dat {man.given()} al vertrokken was.",
            f"Ambtshalve bekend: {man.last()} {mark('SPECIAL', d.pick('heeft een veroordeling voor openlijke geweldpleging', 'is eerder aangehouden voor bedreiging', 'is verslaafd aan speed', 'staat onder behandeling voor schizofrenie'))}.",
            f"De Seat met kenteken {d.plate()} stond met open portier op de stoep.",
            f"Collega {cop2.last()} heeft {man.last()} naar een vriend gebracht.",
            f"{woman.last()} overnacht bij {caller.given()}.",
            f"Telefoon van {man.given()} straalde een mast aan bij {d.gps()}.",
            "De buren zijn geïnformeerd en de rust keerde terug.",
        ),
        d.pick("Geen aangifte gewenst.", "Aangifte volgt.", f"Zorgmelding gedaan bij {d.org_mark()}."),
    )  # fmt: skip


def schouwlogboek(d: Draw) -> str:
    """The log of a water board's inspector, days under each other."""
    insp, farmer, farmer2, mate, dike = cast(d, 4, 1)
    day = [
        f"Sloot langs perceel van {farmer.last()} ligt dicht met riet. {farmer.given()} zegt het na de oogst te doen.",
        f"Melding van {farmer2.full()} over dode vissen bij {d.gps()}. Monster genomen, zuurstof te laag.",
        f"Samen met {mate.given()} de duiker onder {d.street_mark()} doorgespoten.",
        f"Bezoek aan {sir(farmer2)} op {home(d)}: illegale dam van betonpuin. {mate.last()} maakte foto's.",
        f"Dijkgraaf {dike.last()} en gevolg rondgeleid langs de kade. {mate.given()} heeft de pomp gedemonstreerd.",
        f"Onbekende auto op het onderhoudspad, kenteken {d.plate()}. Bleek van {farmer.full()} te zijn.",
        f"{farmer2.last()} belde boos ({d.phone()}) over het peil. {view(d)}",
        f"Gemaal in storing; via de webportal ingelogd als {d.username(insp)} en gereset.",
        f"Muskusratten gezien bij de stuw op {d.gps()}, doorgegeven aan {mate.full()}.",
        "Regen, 14 mm. Peil 6 cm boven zomerpeil. Geen bijzonderheden.",
        f"Schouwbrief voor {farmer.formal()} klaargezet, kenmerk {d.file_number()}.",
    ]
    return paragraphs(
        f"Logboek rayon {d.pick('Noord', 'Zuid', 'Polder')}, {d.org_mark('Waterschap ' + d.pick('Zonnemeer', 'De Blauwe Vliet', 'Oosterbroek'))}\nInspecteur: {insp.full()}, dienstauto {d.rng.randrange(1, 30)}\nMaat: {mate.full()}",
        "\n".join(f"{d.date()}{d.pick(' - ', ': ', chr(9))}{t}" for t in some(d, 8, *day)),
        f"Weekverslag gaat naar dijkgraaf {dike.full()} en het secretariaat. Storingen buiten kantoortijd: {d.office_phone()}. Ziek? App {insp.given()}, {d.phone()}.",
    )  # fmt: skip


def some_pairs(d: Draw, n: int, entries: list[tuple[Person, str]]) -> list[tuple[Person, str]]:
    """`n` entries in their order."""
    chosen = sorted(d.rng.sample(range(len(entries)), n))
    return [entries[i] for i in chosen]


def opvanglogboek(d: Draw) -> str:
    """The log of a shelter, shift after shift."""
    g1, g2, r1, r2, r3 = cast(d, 5)
    entries = [
        (g1, f"{r1.given()} niet gezien vandaag, kamer 12 is leeg. Gebeld op {d.phone()}, voicemail."),
        (g2, f"{r2.full()} ingeschreven, V-nummer {d.v_number()}, geboren {d.birth_date()}."),
        (
            g1,
            f"Ruzie in de keuken tussen {r1.given()} en {r2.given()} over de koelkast. Uit elkaar gehaald, {r3.given()} heeft vertaald.",
        ),
        (g2, f"{r3.last()} {unwell(d)} en heeft een eenpersoonskamer gekregen."),
        (
            g1,
            f"Post van de IND voor {r2.last()} persoonlijk overhandigd (zaaknummer {d.personal_case_number()}).",
        ),
        (g2, f"Fiets van {r3.given()} gestolen. Aangifte doet {he(r3)} zelf, {g1.given()} gaat mee."),
        (g1, "Brandalarm om half vier, loos. Iedereen binnen tien minuten weer op de kamer."),
        (g2, f"{r1.full()} terug, was bij familie op {home(d)}."),
        (g1, f"Wifi-misbruik gemeld door ICT: apparaat van {r2.given()}, adres {d.ip()}. Gesprek gevoerd."),
        (
            g2,
            f"Verpleegkundige {g2.full()} (BIG {d.big_number()}) heeft {r3.given()} gezien. {view(d)}",
        ),
        (g1, f"{r2.given()} vraagt een bankpas aan, rekening is nu {d.iban()}."),
    ]
    return paragraphs(
        f"Dag- en nachtrapport opvanglocatie {d.pick('De Kazerne', 'Het Anker', 'Hotel Zuid', 'MS Zeezicht')}, {d.muni_mark()}",
        f"Dienst: {g1.full()} (dag), {g2.full()} (nacht)",
        "\n".join(f"{d.time()} {text} {d.pick('(' + who.given() + ')', '- ' + who.code(), '')}".rstrip() for who, text in some_pairs(d, 8, entries)),
        f"Overdracht: {plain(d, 3)} Bij calamiteiten de locatiemanager bellen via {d.office_phone()}.",
    )  # fmt: skip


FORMATS = {
    "verhoor": verhoor,
    "wmo_verslag": wmo_verslag,
    "leerplicht": leerplicht,
    "inburgering": inburgering,
    "asielgehoor": asielgehoor,
    "medisch_advies": medisch_advies,
    "politiemutatie": politiemutatie,
    "schouwlogboek": schouwlogboek,
    "opvanglogboek": opvanglogboek,
}
