"""Letters to and from citizens and firms."""

# ruff: noqa: E501  (a line of a document is a line here)

from __future__ import annotations

from benchmarks.heldout.common import wrapped
from benchmarks.unseen.parts import (
    cast,
    he,
    his,
    home,
    home_block,
    illness,
    lines,
    office,
    paragraphs,
    prose,
    sir,
    unwell,
    upper_first,
    view,
)
from models.recipe.invented.draw import Draw
from models.recipe.invented.marks import mark
from models.recipe.invented.people import Person


def _sender(d: Draw, p: Person) -> str:
    """Who writes, over the letter."""
    return lines(
        d.pick(p.full(), p.formal(), p.partner_full()),
        home_block(d),
        d.maybe(d.phone(), 0.4),
        d.maybe(p.mail(d.general_domain()), 0.4),
    )


def woo_verzoek(d: Draw) -> str:
    """A citizen asks for documents."""
    asker, clerk, boss, neighbour = cast(d, 4)
    return wrapped(d, paragraphs(
        _sender(d, asker),
        f"Aan {d.body_mark()}, t.a.v. {d.pick('de Woo-contactpersoon', 'de afdeling Juridische Zaken')}\n{office(d)}",
        f"{d.muni_mark()}, {d.date_long()}\n\nBetreft: verzoek op grond van de Wet open overheid",
        d.pick("Geachte heer, mevrouw,", "L.S.,", f"{clerk.salutation()},"),
        prose(
            d, 6,
            "Hierbij verzoek ik u om openbaarmaking van alle documenten over de verkoop van het voormalige klooster.",
            f"Het gaat om e-mails, notities en WhatsApp-berichten tussen {clerk.full()} en {boss.formal()} in de periode januari tot en met juni {d.year()}.",
            f"Ik weet dat {boss.honorific()} {boss.last()} hierover met {d.company_mark()} heeft gesproken.",
            f"Mijn buurman {neighbour.full()} heeft eerder een verzoek gedaan, uw kenmerk {d.file_number()}." if neighbour.sex == "m" else f"Mijn buurvrouw {neighbour.full()} heeft eerder een verzoek gedaan, uw kenmerk {d.file_number()}.",
            f"Op {d.date()} belde ik met {clerk.given()}, die mij vertelde dat de stukken niet te vinden waren.",
            "Ik wijs u op de termijn van vier weken uit artikel 4.4 van de Woo.",
            f"U mag de stukken digitaal sturen naar {asker.mail(d.general_domain())}.",
            f"Overdag ben ik te bereiken op {d.phone()}.",
            f"Een kopie van mijn identiteitskaart, nummer {d.passport()}, voeg ik bij.",
            f"Ook de correspondentie met {sir(neighbour)} hoort erbij.",
        ),
        f"Hoogachtend,\n\n{d.pick(asker.full(), asker.formal(), asker.initial_full())}",
    ))  # fmt: skip


def zienswijze(d: Draw) -> str:
    """Neighbours against a draft plan."""
    a, b, agent, wet = cast(d, 3, 1)
    return wrapped(d, paragraphs(
        f"{a.full()} en {b.full()}\n{home_block(d)}",
        f"Gemeenteraad van {d.muni_mark()}\n{office(d)}",
        f"Onderwerp: zienswijze ontwerpbestemmingsplan {d.pick('De Weitjes', 'Spoorzone', 'Landgoed Zuid')} (uw kenmerk {d.file_number()})",
        "Geachte raad,",
        "Wij hebben kennisgenomen van het ontwerp dat zes weken ter inzage ligt en dienen een zienswijze in.",
        prose(
            d, 5,
            f"Onze tuin grenst aan het perceel; {a.given()} werkt drie dagen thuis.",
            "Op de verbeelding staat een bouwhoogte van elf meter, in de toelichting negen.",
            f"Mijn man {b.given()} {unwell(d)} en heeft veel last van bouwlawaai." if b.sex == "m" else f"Mijn vrouw {b.given()} {unwell(d)} en heeft veel last van bouwlawaai.",
            f"Wethouder {wet.last()} zei op de inloopavond dat de bomen zouden blijven.",
            f"Het verkeer moet straks door {d.street_mark()}, die daar te smal voor is.",
            "Het akoestisch rapport gaat uit van tellingen van zes jaar geleden.",
            f"Onze makelaar, {agent.honorific()} {agent.last()}, schat de waardedaling op vijftien procent.",
        ) + f" Wethouder {wet.last()} heeft dat in het verslag laten zetten.",
        prose(
            d, 3,
            f"Voor een toelichting belt u {a.given()} ({d.phone()}) of {b.given()} ({d.phone()}).",
            f"Het taxatierapport van {agent.full()} is bijgevoegd.",
            f"De foto's zijn gemaakt vanuit onze slaapkamer, {d.gps()}.",
            f"Wij machtigen {agent.formal()} om namens ons het woord te voeren.",
        ),
        f"Met vriendelijke groet,\n\n{a.formal()}\n{d.pick(b.formal(), b.partner_full(), b.initial_full())}",
    ))  # fmt: skip


def klachtbrief(d: Draw) -> str:
    """A complaint about how staff behaved, and how it was handled."""
    citizen, boa, boa2, handler = cast(d, 4)
    return paragraphs(
        f"Klachtformulier, ontvangen {d.date()} {d.time()} (IP-adres inzender {d.ip()})",
        lines(
            f"Naam: {d.pick(citizen.full(), citizen.formal(), citizen.lower())}",
            f"Adres: {home(d)}",
            f"Telefoon: {d.phone()}",
            f"E-mail: {citizen.mail(d.general_domain())}",
            d.maybe(f"Geboortedatum: {d.birth_date()}"),
        ),
        "Uw klacht:\n" + prose(
            d, 5,
            "Op de markt werd ik aangesproken door twee handhavers omdat ik op de stoep fietste.",
            f"De ene heette {boa.full()}, dat stond op {his(boa)} jas.",
            f"De ander werd {boa2.given()} genoemd en die deed heel lelijk tegen mijn zoontje.",
            f"Ik heb uitgelegd dat ik niet ver kan lopen vanwege {illness(d)} maar {boa.given()} lachte mij uit.",
            f"Toen pakte {boa2.given()} mijn tas af en moest ik mijn ID laten zien, nummer {d.passport()}.",
            "Een vrouw van de bloemenkraam heeft alles gezien.",
            f"Ik wil excuses van {sir(boa)}.",
        ),
        f"Behandeling (klachtbehandelaar {handler.full()})\n" + prose(
            d, 4,
            f"Ik heb op {d.date()} gesproken met {boa.last()} en {boa2.last()}.",
            f"{boa.last()} zegt dat {citizen.honorific()} {citizen.last()} boos werd en wegreed.",
            f"{boa2.full()} bevestigt dat; de bon is uitgeschreven onder proces-verbaalnummer {d.personal_case_number()}.",
            f"{upper_first(citizen.honorific())} {citizen.last()} is gebeld en wil een gesprek.",
            "De camerabeelden zijn na een week automatisch gewist.",
            f"{view(d)}",
        ),
        d.pick("Oordeel: gedeeltelijk gegrond.", "Oordeel: ongegrond.", "Afgehandeld in der minne."),
    )  # fmt: skip


def handhavingsbrief(d: Draw) -> str:
    """An order under penalty."""
    owner, inspector, neighbour, wet = cast(d, 3, 1)
    return wrapped(d, paragraphs(
        f"AANGETEKEND\n{upper_first(owner.honorific())} {owner.formal()}\n{home_block(d)}",
        lines(f"Ons kenmerk: {d.file_number()}", f"Contactpersoon: {inspector.initial_full()}", f"Doorkiesnummer: {d.phone()}", "Onderwerp: last onder dwangsom"),
        f"Geachte {'heer' if owner.sex == 'm' else 'mevrouw'} {owner.last()},",
        prose(
            d, 5,
            f"Op {d.date()} heeft onze toezichthouder {inspector.last()} een controle uitgevoerd op uw perceel {home(d)}.",
            "Daarbij is vastgesteld dat het bijgebouw zonder vergunning als woning wordt gebruikt.",
            f"In het bijgebouw troffen wij {neighbour.honorific()} {neighbour.formal()} aan, geboren op {d.birth_date()}, die verklaarde daar te wonen.",
            f"Op het erf stond een caravan en een bestelauto met kenteken {d.plate()}.",
            f"Toezichthouder {inspector.full()} heeft foto's genomen (coördinaten {d.gps()}).",
            "Dit is in strijd met artikel 5.1 van de Omgevingswet.",
            f"U heeft telefonisch aan {inspector.last()} verklaard dat {neighbour.last()} een familielid is.",
        ),
        prose(
            d, 3,
            f"Wij gelasten u de bewoning door {neighbour.honorific()} {neighbour.last()} binnen twaalf weken te beëindigen.",
            f"Doet u dat niet, dan verbeurt u € {d.digits(2)}.000 ineens.",
            "De begunstigingstermijn vangt aan op de dag na verzending van deze brief.",
            f"De dwangsom maakt u over op {d.office_iban()} van de gemeente.",
        ),
        f"Tegen dit besluit kunt u bezwaar maken. Vragen? Bel {d.office_phone()} of mail {d.mailbox()}.",
        f"Namens burgemeester en wethouders,\n{wet.initial_full()}, wethouder Wonen\n\nAfschrift aan: {sir(neighbour)}",
        office(d),
    ))  # fmt: skip


def subsidieaanvraag(d: Draw) -> str:
    """A form of an association, and the advice under it."""
    chair, cash, sec, officer = cast(d, 4)
    club = d.pick("Toneelgroep De Kluit", "Volleybalvereniging Smash", "Buurthuis 't Anker", "Koor Melodia")
    return paragraphs(
        f"Aanvraagformulier {d.pick('activiteitensubsidie', 'Leefbaarheidsfonds', 'Kunst en Cultuur')}",
        lines(
            f"Aanvrager: {mark('ORG', club, 'keep')}",
            f"Voorzitter: {chair.full()}",
            f"Penningmeester: {cash.formal()}, {home(d)}",
            f"Secretaris: {d.pick(sec.full(), sec.inverted())}, {d.phone()}",
            f"E-mailadres contactpersoon: {sec.mail(d.general_domain())}",
            f"Rekeningnummer vereniging: {d.office_iban()}",
            f"Aangevraagd bedrag: € {d.digits(4)}",
            f"Ingediend met eHerkenning door gebruiker {d.username(sec)} (IP {d.ip()})",
        ),
        "Omschrijving\n" + prose(
            d, 4,
            "Met de bijdrage willen wij twaalf voorstellingen geven voor scholen in de regio.",
            f"{chair.given()} en {sec.given()} verzorgen de workshops.",
            f"De repetities zijn in {d.school_mark()}.",
            f"Ons lid {cash.full()} bouwt het decor in de schuur.",
            f"Filmpjes staan op het kanaal van {chair.given()}: {d.link(chair)}.",
            "Leden betalen zelf de helft van de kosten.",
            f"Vooruitbetaalde kosten graag aan {cash.given()} op {d.iban()}.",
        ),
        f"Advies medewerker subsidies ({officer.full()}, {d.date()})\n" + prose(
            d, 3,
            "De aanvraag is tijdig en volledig.",
            f"Met {sec.last()} is gebeld over de begroting; {he(sec)} stuurt een nieuwe versie.",
            f"{view(d)}",
            f"Vorig jaar was {cash.last()} ook penningmeester van een andere aanvrager.",
            "Het plafond is nog niet bereikt.",
        ),
        f"Paraaf: {officer.code()}",
    )  # fmt: skip


def schademelding(d: Draw) -> str:
    """Damage to a car, claimed from a road authority."""
    victim, driver, witness, clerk = cast(d, 4)
    rows = [
        ("Naam", d.pick(victim.full(), victim.inverted_first(), victim.formal())),
        ("Woonadres", home(d)),
        ("Geboortedatum", d.birth_date()),
        ("BSN", d.bsn()),
        ("Telefoon", d.phone()),
        ("E-mail", victim.mail(d.general_domain())),
        ("IBAN", d.iban()),
        ("Kenteken", d.plate()),
        ("Bestuurder", d.pick(driver.full(), driver.initial_full())),
        ("Getuige", f"{witness.full()}, {d.phone()}"),
        ("Plaats van het voorval", d.gps()),
    ]
    sep = d.pick(": ", "\t", " | ")
    return paragraphs(
        f"Schadeformulier aansprakelijkstelling {d.body_mark()}\nOns kenmerk {d.file_number()}",
        "\n".join(f"{k}{sep}{v}" for k, v in rows if d.rng.random() < 0.8 or k in ("Naam", "Bestuurder", "Getuige")),
        "Toedracht\n" + prose(
            d, 4,
            f"Mijn dochter {driver.given()} reed rond {d.time()} over de N-weg." if driver.sex == "f" else f"Mijn zoon {driver.given()} reed rond {d.time()} over de N-weg.",
            "In het donker was een diep gat in het asfalt niet te zien.",
            f"De velg brak en {driver.given()} belandde met de auto in de berm.",
            f"{upper_first(witness.honorific())} {witness.last()} stopte en heeft geholpen.",
            f"{driver.given()} {mark('SPECIAL', d.pick('heeft er een whiplash aan overgehouden', 'had een gebroken pols', 'heeft een hersenschudding opgelopen'))}.",
            "De ANWB heeft de wagen weggesleept.",
        ),
        "Interne beoordeling\n" + prose(
            d, 3,
            f"Gebeld met {sir(victim)}, die wacht op de offerte van {d.company_mark()}.",
            f"Getuige {witness.last()} bevestigt het verhaal.",
            f"{view(d)}",
            "Uit het inspectierapport blijkt dat het gat twee dagen eerder was gemeld.",
            f"Schadenummer verzekeraar {d.personal_case_number()}.",
        ),
        f"Beoordeeld door {clerk.full()} op {d.date()}",
    )  # fmt: skip


def evenement(d: Draw) -> str:
    """A permit for an event with the people who answer for it."""
    holder, safety, medic, nb, bm = cast(d, 4, 1)
    return wrapped(d, paragraphs(
        f"Evenementenvergunning {d.pick('Kermis', 'Rockweekend', 'Stratenloop', 'Lichtjesparade')} {d.year()}\nOns kenmerk: {d.file_number()}",
        f"De burgemeester van {d.muni_mark()} besluit aan {holder.honorific()} {holder.formal()}, {home(d)}, vergunning te verlenen voor een evenement op {d.date_long()}.",
        "Overwegingen\n" + prose(
            d, 4,
            f"De aanvraag is op {d.date()} ontvangen en aangevuld door {holder.last()}.",
            f"Omwonende {nb.full()} heeft laten weten geluidsoverlast te vrezen; {nb.honorific()} {nb.last()} {unwell(d)}.",
            "De politie en de veiligheidsregio hebben positief geadviseerd.",
            f"Het terrein is bereikbaar via {d.street_mark()}.",
            f"De eindtijd is op verzoek van {nb.last()} vervroegd naar 23.00 uur.",
        ),
        lines(
            "Voorschriften",
            f"a. {holder.last()} is tijdens het evenement bereikbaar op {d.phone()}.",
            f"b. Hoofd beveiliging is {safety.full()} (screening onder dossiernummer {d.personal_case_number()}).",
            f"c. De medische post staat onder leiding van {medic.full()}, BIG-nummer {d.big_number()}.",
            f"d. De aggregaatwagen ({d.plate()}) staat op het achterterrein.",
            "e. Er wordt geschonken in plastic; glas is niet toegestaan.",
            f"f. Bij calamiteiten overlegt {safety.given()} met de meldkamer, 112.",
        ),
        f"De burgemeester,\n\n{bm.formal()}\nburgemeester" if d.rng.random() < 0.4 else f"Burgemeester {bm.formal()}",
        f"Bezwaar kan binnen zes weken. Informatie: {d.office_phone()}, {d.mailbox()}.",
    ))  # fmt: skip


def bibob(d: Draw) -> str:
    """A screening for a licence of a bar."""
    owner, manager, lender, advisor, bm = cast(d, 4, 1)
    crime = mark(
        "SPECIAL",
        d.pick(
            "is in 2015 veroordeeld wegens witwassen",
            "heeft een strafbeschikking gekregen voor mishandeling",
            "is verdachte in een onderzoek naar hennepteelt",
            "heeft een jaar vastgezeten voor afpersing",
        ),
    )
    return paragraphs(
        f"VERTROUWELIJK\nAdvies Wet Bibob inzake exploitatievergunning {d.pick('Grand Café De Kade', 'Lunchroom Zuid', 'Shisha Lounge Oase', 'Brasserie 1900')}",
        f"Aan burgemeester {bm.full()}\nVan {advisor.full()}, {d.department()}\nDatum {d.date_long()}",
        "Betrokkenen\n" + lines(
            f"- exploitant: {owner.full()}, geboren {d.birth_date()}, wonende {home(d)}, BSN {d.bsn()}",
            f"- leidinggevende: {manager.formal()}, geboren {d.birth_date()}, paspoort {d.passport()}",
            f"- geldverstrekker: {lender.full()}",
        ),
        "Bevindingen\n" + prose(
            d, 5,
            f"{owner.last()} {crime}.",
            f"De lening van € 60.000 is door {lender.last()} contant verstrekt, buiten de bank om.",
            f"Later is toch een overschrijving van {d.iban()} gevonden.",
            f"{manager.last()} werkte eerder voor {d.company_mark()}.",
            f"Bij de controle stond de auto van {lender.last()} ({d.plate()}) voor de deur.",
            f"Op sociale media presenteert {manager.given()} zich als eigenaar ({d.link(manager)}).",
            "De jaarstukken zijn niet gedeponeerd bij de Kamer van Koophandel.",
            f"Het Landelijk Bureau Bibob kent {owner.honorific()} {owner.last()} uit een eerder dossier, nummer {d.personal_case_number()}.",
        ),
        f"Weging\n{view(d)} " + prose(
            d, 2,
            f"Burgemeester {bm.last()} kan de vergunning weigeren of voorschriften stellen.",
            f"Voor een gesprek met {owner.given()} en {manager.given()} is {d.weekday()} gereserveerd.",
            "De zienswijzetermijn bedraagt twee weken.",
        ),
        f"Inlichtingen bij {advisor.full()}, {d.phone()}, {advisor.mail(d.domain())}",
    )  # fmt: skip


def bomenkap(d: Draw) -> str:
    """A permit to fell, argued over by neighbours."""
    owner, eco, nb, nb2 = cast(d, 4)
    return wrapped(d, paragraphs(
        f"Omgevingsvergunning vellen houtopstand\nAanvrager: {owner.formal()}, {home(d)}\nOns kenmerk {d.file_number()}",
        f"{owner.salutation()},",
        prose(
            d, 4,
            f"U vroeg op {d.date()} toestemming om een beuk in uw achtertuin te vellen.",
            f"Onze ecoloog {eco.full()} heeft de boom op {d.date()} bekeken.",
            f"Volgens {eco.last()} is de conditie matig en is er geen verblijf van vleermuizen.",
            "De boom staat niet op de lijst van beschermde bomen.",
            f"De stam staat op {d.gps()}, twee meter van de erfgrens.",
        ),
        prose(
            d, 4,
            f"Uw buren, de familie {nb.last()}, hebben bezwaren ingediend.",
            f"{upper_first(nb.honorific())} {nb.last()} hecht aan de schaduw, want {he(nb)} {unwell(d)}.",
            f"Ook {nb2.full()} van {home(d)} stuurde een mail ({nb2.mail(d.general_domain())}).",
            f"{nb2.last()} biedt aan om de snoeikosten te delen.",
            "Wij wegen het belang van de veiligheid zwaarder.",
            f"De omwonenden aan {d.street_mark()} hebben niet gereageerd.",
        ),
        "Besluit: wij verlenen de vergunning. U plant binnen een jaar een nieuwe boom terug.",
        f"De leges van € 145 betaalt u op {d.office_iban()}. Heeft u vragen aan {eco.given()}? {upper_first(he(eco))} is te bereiken via {d.phone()}.",
        f"Hoogachtend,\nnamens het college,\n{eco.initial_full()}\n\n{office(d)}\nAlgemeen nummer {d.office_phone()}",
        d.maybe(f"Notitie behandelaar: {view(d)}", 0.4),
    ))  # fmt: skip


FORMATS = {
    "woo_verzoek": woo_verzoek,
    "zienswijze": zienswijze,
    "klachtformulier": klachtbrief,
    "last_onder_dwangsom": handhavingsbrief,
    "subsidieaanvraag": subsidieaanvraag,
    "schademelding": schademelding,
    "evenementenvergunning": evenement,
    "bibob_advies": bibob,
    "kapvergunning": bomenkap,
}
