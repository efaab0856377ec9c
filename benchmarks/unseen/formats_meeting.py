"""Minutes, lists of decisions and plans."""

# ruff: noqa: E501  (a line of a document is a line here)

from __future__ import annotations

from benchmarks.unseen.parts import (
    cast,
    he,
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


def commissieverslag(d: Draw) -> str:
    """Minutes of a council committee with residents who speak."""
    guest, guest2, staff, r1, r2, wet = cast(d, 3, 3)
    muni = d.municipality()
    return paragraphs(
        f"Verslag commissie {d.pick('Ruimte', 'Samenleving', 'Bestuur en Middelen')}, gemeente {d.muni_mark(muni)}, {d.date_long()}",
        f"Aanwezig: raadslid {r1.initial_full()} ({d.party_mark()}), raadslid {r2.full()} ({d.party_mark()}), wethouder {wet.initial_full()}, ambtelijke ondersteuning {staff.initial_full()}\nInsprekers: {guest.full()}, {guest2.full()}",
        f"1. Opening\nDe vergadering wordt om {d.time()} geopend. Er zijn twee insprekers bij agendapunt 3.",
        f"2. Vaststelling verslag van {d.date()}\nHet verslag wordt ongewijzigd vastgesteld.",
        f"3. {d.pick('Bestemmingsplan Havenkwartier', 'Sluiting bibliotheekfiliaal', 'Windpark langs de snelweg', 'Parkeernota')}",
        prose(
            d, 5,
            f"{upper_first(guest.honorific())} {guest.last()} spreekt namens de bewoners van {d.street_mark()}.",
            f"{upper_first(he(guest))} woont zelf op {home(d)} en kijkt straks tegen een blinde muur aan.",
            f"{upper_first(guest2.honorific())} {guest2.last()} sluit zich daarbij aan en wijst op de speelplek.",
            f"{guest2.last()} vertelt over haar dochter: zij {unwell(d)} en durft de weg niet over." if guest2.sex == "f" else f"{guest2.last()} vertelt over zijn dochter: zij {unwell(d)} en durft de weg niet over.",
            f"Op vragen van {r1.last()} antwoordt {guest.last()} dat er nooit een brief is gekomen.",
            f"{r2.last()} vraagt of de bezonningsstudie openbaar is.",
        ),
        prose(
            d, 4,
            f"Wethouder {wet.last()} zegt toe dat de raad voor het reces een memo krijgt.",
            f"{wet.last()} verwijst naar de cijfers van {d.company_mark()}.",
            f"Mevrouw {r2.last()} houdt een motie achter de hand." if r2.sex == "f" else f"De heer {r2.last()} houdt een motie achter de hand.",
            f"{staff.last()} licht toe dat de termijn volgens de Omgevingswet zes weken is.",
            f"{r1.last()} wil dat het college met {guest.last()} in gesprek gaat.",
            f"In de pauze heeft {staff.given()} met {sir(guest2)} afgesproken dat {he(guest2)} wordt gebeld op {d.phone()}.",
        ),
        d.pick("Het stuk gaat als bespreekstuk naar de raad.", "Het voorstel is rijp voor behandeling.", "De behandeling wordt geschorst."),
        f"De volgende vergadering is op {d.date_long()}. Inspreken kan via {d.mailbox()}.",
    )  # fmt: skip


def besluitenlijst(d: Draw) -> str:
    """Decisions of a week of a college, with a few people in them."""
    c1, c2, staff, bm, w1, gs = cast(d, 3, 3)
    items = [
        f"Bezwaar van {c1.formal()}, {home(d)}, tegen de weigering van een dakkapel. Besluit: ongegrond verklaren. {upper_first(c1.honorific())} {c1.last()} ontvangt bericht.",
        f"Verzoek om kwijtschelding van {c2.formal()} (BSN {d.bsn()}). Besluit: afwijzen conform advies.",
        f"Voordracht Koninklijke onderscheiding voor {c1.full()}, geboren {d.birth_date()}. Besluit: positief adviseren. Betrokkene mag dit nog niet weten.",
        f"Huisvesting vergunninghouder {c2.formal()} (V-nummer {d.v_number()}). Besluit: instemmen met toewijzing van een woning.",
        f"Subsidie Zomerfestival. Besluit: € 12.500 verlenen aan {d.org_mark()}. Wethouder {w1.last()} tekent.",
        f"Nadeelcompensatie {c2.last()}. Besluit: € 3.800 uitkeren op rekening {d.iban()}.",
        f"Beantwoording schriftelijke vragen over de straatverlichting. Besluit: instemmen met de brief; {w1.last()} past de derde alinea aan.",
        f"Straatnaam nieuwbouwwijk. Besluit: de nieuwe straat heet {d.street_mark()}.",
        f"Schadeclaim na ongeval met de veegwagen. Besluit: schikken met {c2.formal()} (dossiernummer verzekeraar {d.personal_case_number()}).",
        f"Interne annotatie van {staff.full()}: {view(d)}",
    ]
    chosen = some(d, 6, *items)
    return paragraphs(
        f"Besluitenlijst college van burgemeester en wethouders {d.date_long()}",
        lines(
            f"Aanwezig: burgemeester {bm.full()}, wethouder {w1.full()}, gemeentesecretaris {gs.initial_full()}",
            f"Verslag: {staff.full()}",
        ),
        *(f"{n}. {item}" for n, item in enumerate(chosen, 1)),
        f"Rondvraag\n{plain(d, 3)} {bm.last()} was bij de opening van {d.school_mark()}. {gs.last()} meldt dat {staff.given()} volgende week vrij is en dat de lijst dan door het secretariaat wordt gemaakt.",
    )  # fmt: skip


def or_notulen(d: Draw) -> str:
    """Minutes of a works council."""
    chair, sec, m1, m2, boss, sick = cast(d, 6)
    dom = d.domain()
    codes = {p: p.code() for p in (chair, sec, m1, m2)}
    return paragraphs(
        f"Notulen Ondernemingsraad {d.body_mark()}\n{d.weekday()} {d.date_long()}, {d.time()}, {d.pick('vergaderkamer Linde', 'kantine', 'via Teams')}",
        f"Aanwezig: {chair.full()} (voorzitter), {sec.full()} (notulen), {m1.full()}, {m2.full()}. Te gast: {boss.full()}, directeur bedrijfsvoering. Afwezig: {sick.full()} vanwege {illness(d)}.",
        "1. Mededelingen\n" + prose(
            d, 2,
            f"{chair.given()} heeft een kaart gestuurd naar {sick.given()}, namens ons allen.",
            f"Het adres van {sick.given()} is {home(d)}, wie langs wil gaan moet eerst bellen: {d.phone()}.",
            "De verkiezingen zijn in het voorjaar.",
            f"{sec.given()} {unwell(d)}; voor de notulen wordt vervanging geregeld.",
        ),
        "2. Adviesaanvraag reorganisatie\n" + prose(
            d, 4,
            f"{upper_first(boss.honorific())} {boss.last()} licht de planning toe: vanaf januari gaan twee teams samen.",
            f"{m1.given()} vraagt wat er met de mensen van {d.department()} gebeurt.",
            f"{boss.given()} zegt dat er geen gedwongen ontslagen vallen.",
            f"{m2.last()}: {view(d)}",
            f"Volgens {m1.last()} is artikel 25 van de WOR niet goed gevolgd.",
            f"{chair.given()} vat samen. {view(d)}",
            f"De bonden zijn ingelicht; {m2.given()} {mark('SPECIAL', d.pick('is zelf lid van de FNV', 'is kaderlid bij het CNV', 'zit in het bestuur van vakbond FNV'))} en heeft daar contact mee.",
        ),
        f"3. Rondvraag\n{plain(d, 3)} {m2.given()} heeft klachten gekregen over de klimaatinstallatie. {sec.given()} stuurt het verslag rond vanaf {sec.mail(dom)}.",
        "Actielijst\n" + "\n".join(
            f"{n} | {text} | {who} | {d.date()}"
            for n, (text, who) in enumerate(
                [("conceptadvies schrijven", codes[m1]), ("afspraak met de Arbodienst", codes[chair]), (f"bellen met {boss.given()}", codes[m2]), ("intranetbericht", f"{codes[sec]}/{codes[m1]}")], 1
            )
        ),
    )  # fmt: skip


def schoolbestuur(d: Draw) -> str:
    """Minutes of the board and parents of a school."""
    head, teacher, parent, parent2, pupil, money = cast(d, 6)
    school = d.school()
    return paragraphs(
        f"Verslag overleg bestuur en ouderraad {d.school_mark(school)}, {d.date_long()}",
        f"Aanwezig zijn {head.full()} (directeur), {teacher.full()} (groep 7), {money.full()} (penningmeester) en de ouders {parent.full()} en {parent2.full()}.",
        "Veiligheid op het plein\n" + prose(
            d, 3,
            f"{parent.given()} vertelt dat {pupil.given()} uit groep 7 in de pauze is geslagen.",
            f"Juf {teacher.given()} heeft met de ouders van {pupil.full()} gesproken." if teacher.sex == "f" else f"Meester {teacher.given()} heeft met de ouders van {pupil.full()} gesproken.",
            f"{teacher.given()} legt uit: {pupil.given()} {unwell(d)} en heeft daarom een rustige plek nodig.",
            f"De moeder van {pupil.given()} wil gebeld worden op {d.phone()}.",
            f"{head.last()} neemt contact op met de leerplichtambtenaar; het leerlingdossier heeft nummer {d.personal_case_number()}.",
        ),
        "Schoolreis\n" + prose(
            d, 3,
            "De bus vertrekt om half negen bij de kerk.",
            f"{money.given()} int de bijdrage op {d.iban()}, op naam van {money.initial_full()}.",
            f"{parent2.given()} en {parent.given()} rijden mee als begeleider.",
            f"{parent2.last()} zorgt voor het eten.",
            "Er is een tekort van 240 euro op de begroting.",
        ),
        "Gebouw\n" + prose(
            d, 2,
            f"Het adviesbureau {d.company_mark()} meet volgende maand de luchtkwaliteit.",
            f"De gemeente heeft gereageerd onder kenmerk {d.file_number()}.",
            f"De school krijgt een zij-ingang aan {d.street_mark()}.",
        ),
        f"De volgende keer is op {d.date_long()} om {d.time()}. Stukken uiterlijk een week vooraf naar {teacher.given()}, {teacher.mail(d.company_domain())}.",
        f"{d.pick('Genotuleerd door', 'Voor verslag:')} {parent2.full()}",
    )  # fmt: skip


def projectplan(d: Draw) -> str:
    """A plan with who does what."""
    lead, law, money, talk, soil, wet = cast(d, 5, 1)
    team = [
        (lead, "projectleider"),
        (law, "jurist omgevingsrecht"),
        (money, "planeconoom"),
        (talk, "communicatie"),
        (soil, "adviseur bodem"),
    ]
    codes = {p: p.plain_code() for p, _ in team}

    def code(p: object) -> str:
        return next(mark("PERSON", codes[q], "redact", q.origin) for q, _ in team if q is p)

    return paragraphs(
        f"Projectplan {d.project()}, versie 0.{d.rng.randrange(2, 9)}, {d.date_long()}",
        f"Bestuurlijk opdrachtgever: wethouder {wet.full()}\nAmbtelijk opdrachtnemer: {lead.full()}",
        "1 Aanleiding\n" + prose(
            d, 3,
            "De riolering in de wijk is aan vervanging toe en het wegdek is slecht.",
            f"Wethouder {wet.last()} heeft in het coalitieakkoord vergroening beloofd.",
            f"Uit het onderzoek van {d.company_mark()} blijkt dat de bodem plaatselijk is verontreinigd.",
            "Het project sluit aan op de Omgevingsvisie 2040.",
            f"De wijk grenst aan {d.street_mark()}.",
        ),
        "2 Team\n" + "\n".join(d.pick(f"{p.full()}, {role}, {d.phone()}", f"{p.full()} - {role}") for p, role in team),
        "3 Taken (R uitvoeren, A eindverantwoordelijk, C raadplegen, I informeren)\n"
        + "\n".join(
            [
                "taak\tR\tA\tC\tI",
                f"definitief ontwerp\t{code(soil)}\t{code(lead)}\t{code(law)}\t{code(talk)}",
                f"grondexploitatie\t{code(money)}\t{code(lead)}\t{code(law)}\t{code(soil)}",
                f"bewonersavond\t{code(talk)}\t{code(lead)}\t{code(soil)}\t{code(money)}",
            ]
        ),
        "4 Risico's\n"
        + plain(d, 3) + " " + prose(
            d, 3,
            f"De heer {soil.last()} verwacht vertraging door de kabels." if soil.sex == "m" else f"Mevrouw {soil.last()} verwacht vertraging door de kabels.",
            f"{law.given()} onderzoekt of onteigening nodig is. {view(d)}",
            f"Een eigenaar, wonend {home(d)}, wil niet verkopen.",
            f"{money.given()} houdt rekening met tien procent onvoorzien.",
            f"{view(d)}",
        ),
        f"Wijzigingen in dit plan lopen via {lead.given()} ({lead.mail(d.domain())}).",
    )  # fmt: skip


def raadsbrief(d: Draw) -> str:
    """A letter of the college to the council about an incident."""
    citizen, staff, spokes, bm, gs = cast(d, 3, 2)
    body = d.muni_mark()
    return paragraphs(
        lines(f"Raadsinformatiebrief {d.file_number()}", f"Aan: de gemeenteraad van {body}", f"Van: het college, portefeuillehouder burgemeester {bm.initial_full()}", f"Steller: {staff.full()}, {d.department()}, {d.phone()}", f"Datum: {d.date()}"),
        "Geachte leden van de raad,",
        prose(
            d, 4,
            f"In de nacht van {d.weekday()} op zondag is brand gesticht bij een woning op {home(d)}.",
            f"De bewoner, {citizen.honorific()} {citizen.formal()}, bleef ongedeerd en verblijft bij familie.",
            f"Burgemeester {bm.last()} heeft {citizen.honorific()} {citizen.last()} de volgende ochtend bezocht.",
            "De politie doet onderzoek en kan daar in dit stadium weinig over zeggen.",
            f"In de buurt ging een gerucht: {citizen.last()} {sensitive(d)}.",
            "De brandweer was binnen acht minuten ter plaatse.",
        ),
        prose(
            d, 3,
            f"Op X verspreidde {d.handle(citizen)} beelden van de brand.",
            f"Onze adviseur {staff.last()} onderhoudt het contact met de omwonenden.",
            "Wij vragen u om terughoudend te zijn met reacties in de pers.",
            f"Voor vragen van media is {spokes.full()} het aanspreekpunt, bereikbaar op {d.phone()}.",
            f"Bewoners kunnen terecht bij het Klant Contact Centrum, {d.office_phone()}.",
            f"Wij hebben {staff.given()} gevraagd de evaluatie voor te bereiden.",
        ),
        f"Met vriendelijke groet,\nhet college van burgemeester en wethouders\n\n{gs.initial_full()}, gemeentesecretaris\n{bm.initial_full()}, burgemeester",
        office(d),
        d.maybe(f"Kladje bij het stuk ({staff.code()}): {view(d)}", 0.5),
    )  # fmt: skip


def nieuwsbrief_wijk(d: Draw) -> str:
    """A newsletter of a municipality, as it stands on the website."""
    a, b, c, wet = cast(d, 3, 1)
    return paragraphs(
        f"Nieuwsbrief {d.pick('Wijk aan Zet', 'Binnenstad', 'Buitengebied', 'Samen Groen')}, {d.month()} {d.year()}",
        f"Afscheid van {a.full()}\n" + prose(
            d, 4,
            f"Na elf jaar neemt {a.given()} afscheid als wijkcoördinator.",
            f"{upper_first(he(a))} begon op een zolderkamer van {d.school_mark()}.",
            f"\"Ik ga het contact met bewoners missen\", zegt {a.last()}.",
            f"Wethouder {wet.full()} reikte de stadspenning uit en noemde {a.given()} onvermoeibaar.",
            f"Een kaart sturen kan naar {home(d)}.",
        ) + f" Ook wethouder {wet.last()} was erbij.",
        f"Even voorstellen: {b.full()}\n" + prose(
            d, 4,
            f"Ik ben {b.given()} en ik ben vanaf {d.month()} jullie nieuwe wijkcoördinator.",
            "Hiervoor werkte ik bij een woningcorporatie.",
            f"Ik ben geboren op {d.birth_date()} en woon met {c.given()} en twee katten in {d.place_mark()}.",
            f"Mail me op {b.mail(d.domain())} of app naar {d.phone()}.",
            f"Volg mij op Instagram: {d.handle(b)}.",
            f"Mijn profiel staat op {d.link(b)}.",
        ),
        prose(
            d, 3,
            f"Het speeltoestel aan {d.street_mark()} is gerepareerd.",
            f"De buurtmoestuin van {c.full()} zoekt nog vrijwilligers.",
            "De bladkorven worden half november geplaatst.",
            f"{upper_first(c.honorific())} {c.last()} won de fotowedstrijd met een plaat van de sluis.",
            f"Melding over de openbare ruimte? Bel {d.office_phone()}.",
        ),
        f"Redactie: {c.full()} en {b.given()} | {d.mailbox()}",
    )  # fmt: skip


FORMATS = {
    "commissieverslag": commissieverslag,
    "besluitenlijst": besluitenlijst,
    "or_notulen": or_notulen,
    "schoolbestuur": schoolbestuur,
    "projectplan_raci": projectplan,
    "raadsbrief": raadsbrief,
    "nieuwsbrief_wijk": nieuwsbrief_wijk,
}
