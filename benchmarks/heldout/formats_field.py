"""Held-out reports, logs and forms from the field."""

# ruff: noqa: E501  (a line of a document is a line here)

from __future__ import annotations

from benchmarks.heldout.common import (
    blocks,
    dull,
    fact,
    facts,
    general_number,
    lookalike,
    lookalike_sentence,
    opinion,
    special,
    topic,
    wrapped,
)
from models.recipe.invented.draw import Draw


def dagrapportage_beveiliging(d: Draw) -> str:
    """The day report of guards: times at the start of the line."""
    a, b, c = d.people(3)
    out = [
        f"Dagrapportage {d.pick('vroege dienst', 'nachtdienst', 'late dienst')} {d.date()}",
        f"Dienst: {a.full()} / {b.last()}",
    ]
    hour = d.rng.randrange(0, 12)
    for _ in range(d.rng.randrange(5, 11)):
        hour += d.rng.randrange(0, 2)
        q = d.person()
        out.append(
            f"{hour % 24:02d}{d.pick(':', '.', 'u')}{d.rng.randrange(60):02d} "
            + d.pick(
                f"{a.last()} loopt ronde {lookalike(d)}. Geen bijz.",
                f"Bezoeker {q.formal()} meldt zich, ID {d.passport()}, komt voor {c.given()}.",
                f"Bewoner {q.full()} (kamer {d.rng.randrange(1, 99)}) {special(d)}; {b.given()} belt arts.",
                f"Ruzie tussen {q.given()} en {c.given()}, {b.last()} haalt ze uit elkaar.",
                f"Busje {d.plate()} voor de poort, bestuurder {q.last()} gesommeerd weg te gaan.",
                f"{b.code()} neemt over van {a.code()}.",
                f"Taxi voor {q.inverted()}, {d.v_number()}.",
                dull(d),
                f"Politie gebeld ({general_number(d)}). {c.last()} doet aangifte, nr {d.personal_case_number()}.",
            )
        )
    return "\n".join(out)


def logboek_waterschap(d: Draw) -> str:
    """A log of a pumping station, signed with initials."""
    people = d.people(d.rng.randrange(2, 4))
    farmer = d.person()
    out = [f"LOGBOEK {d.pick('gemaal', 'sluis', 'stuw', 'RWZI')} {lookalike(d)}"]
    for _ in range(d.rng.randrange(4, 9)):
        p = d.rng.choice(people)
        text = d.pick(
            f"peil -{d.rng.randrange(10, 99)} cm, pomp 2 aan",
            f"Ingeland {farmer.last()} belt: sloot staat vol. {p.given()} gaat kijken.",
            f"krooshek schoon met {d.rng.choice(people).given()}",
            f"{farmer.full()}, {d.home_address()}, wil schade vergoed, {d.iban()}",
            f"sleutel afgegeven aan {d.person().full()} ({lookalike(d)})",
            f"ligging muskusrattenval {d.gps()}",
            f"storing SCADA, ingelogd als {d.username(p)}",
            dull(d),
        )
        out.append(
            f"{d.date()} | {text} | {d.pick(p.code(), p.letter_only() + ' ' + p.last_small(), p.given(), p.initial_full())}"
        )
    return "\n".join(out)


def huisbezoek(d: Draw) -> str:
    """The report of a home visit by a social worker."""
    client, worker, partner, child = d.people(4)
    head = d.pick("Verslag huisbezoek", "HUISBEZOEK", "Rapportage keukentafelgesprek")
    data = [
        f"Cliënt: {d.pick(client.inverted(), client.full(), client.formal())}",
        f"Geboren: {d.birth_date()}",
        f"BSN {d.bsn()}",
        f"Adres: {d.home_address()}",
        f"Telefoon: {d.phone()}",
        f"Dossier {d.personal_case_number()}",
        f"Gesproken met: {client.given()}, partner {partner.given()} en {d.pick('zoon', 'dochter')} {child.given()}",
        f"Consulent: {worker.full()}",
    ]
    d.rng.shuffle(data)
    he = "Hij" if client.sex == "m" else "Zij"
    text = [
        f"{client.honorific().capitalize()} {client.last()} ontvangt mij aan de deur. {he} {special(d)}.",
        f"{partner.given()} vertelt dat {client.given()} de trap niet meer op komt.",
        f"{child.given()} gaat naar {d.school_mark()} en {special(d)}.",
        f"Huisarts {d.person().last()} ({d.big_number()}) is op de hoogte.",
        f"{dull(d)} {lookalike_sentence(d)}",
        opinion(d),
        f"Volgens {partner.last()} is {child.given_possessive()} begeleiding gestopt.",
        " ".join(facts(d, client, 2)),
    ]
    kept = text[:1] + [t for t in text[1:] if d.rng.random() < 0.65]
    return blocks(
        d,
        head,
        "\n".join(data[: d.rng.randrange(5, 9)]),
        wrapped(d, d.pick(" ", "\n").join(kept), 0.5),
        f"{d.date()}, {d.pick(worker.code(), worker.initial_full(), worker.given())}",
    )


def radio_log(d: Draw) -> str:
    """The log of a control room: call signs, times, names in capitals."""
    p, q, r = d.people(3)
    unit = d.pick("12-101", "08.21", "WTS 4", "Alfa 3")
    out = []
    for i in range(d.rng.randrange(6, 12)):
        x = d.pick(p.upper(), q.upper_last(), r.last(), p.lower())
        out.append(
            f"{d.rng.randrange(10, 23)}:{i * 4 + 10:02d}:{d.rng.randrange(10, 59)} {unit} "
            + d.pick(
                f"TP {lookalike(d)}",
                f"VERDACHTE {x} GEB {d.birth_date()} NEGATIEF IN SYSTEEM",
                f"KENTEKEN {d.plate()} OP NAAM VAN {x}",
                f"melder {d.pick(p.full(), q.full())} nogmaals bellen {d.phone()}",
                f"PERSOON {x} {special(d)}",
                f"woning {d.home_address()} niemand thuis",
                "STATUS 3",
                f"gps {d.gps()}",
                f"centralist {d.username(r)} sluit af",
                f"collega {r.given()} ter plaatse, {q.given()} onderweg",
            )
        )
    return "\n".join(out)


def schadeformulier(d: Draw) -> str:
    """A form with numbered questions, filled in by hand and typed over."""
    p, q = d.people(2)
    rows = [
        ("Naam en voorletters", d.pick(p.inverted(), p.formal(), p.formal_spaced())),
        ("Roepnaam", p.given()),
        ("Adres", d.home_address()),
        ("Geboortedatum", d.birth_date()),
        ("E-mail", p.mail(d.general_domain())),
        ("Mobiel", d.phone()),
        ("Rekening (IBAN)", d.iban()),
        ("Kenteken", d.plate()),
        ("Nr. rijbewijs of paspoort", d.passport()),
        ("Burgerservicenummer", d.bsn()),
        ("Getuige", f"{q.full()}, {d.phone()}"),
        ("Plaats van de schade", lookalike(d)),
        ("Wat is er gebeurd?", wrapped(d, f"{dull(d)} {q.given()} zag het gebeuren. {fact(d, q)}")),
        ("Letsel", f"ja: {special(d)}"),
        ("Polis van", d.company_mark()),
        ("Profiel", d.link(p)),
    ]
    kept = [r for r in rows if d.rng.random() < 0.75]
    dots = d.pick(" ....... ", ": ", "\n   ", "  _____ ", "\t")
    body = "\n".join(f"{i}{d.pick('.', ')', 'a')} {k}{dots}{v}" for i, (k, v) in enumerate(kept, 1))
    return f"{d.pick('Aansprakelijkstelling', 'SCHADEFORMULIER GEMEENTE', 'Melding schade openbare ruimte')}\n{body}\nOndertekend te {d.place_mark()} op {d.date()}\n{d.pick(p.formal(), p.last(), p.upper())}"


def inspectierapport(d: Draw) -> str:
    """A report of an inspection of a day nursery or a farm."""
    inspector, owner, worker, second = d.people(4)
    firm = lookalike(d)
    out = [
        f"RAPPORT VAN BEVINDINGEN {d.file_number()}",
        f"Toezichthouder: {d.pick(inspector.initial_full(), inspector.full())} {d.pick('', '(legitimatienr. ' + d.digits(5) + ')')}",
        f"Locatie: {firm}, {d.office_address()}",
        f"Houder: {owner.honorific()} {owner.formal()}, geboren {d.birth_date()}",
    ]
    text = [
        f"Op {d.date()} om {d.time()} sprak ik, {inspector.last()}, met {owner.last()}.",
        f'{owner.last()} verklaarde: "{dull(d)} {worker.given()} was er die dag niet."',
        f"Ook aanwezig: {d.pick('beroepskracht', 'stagiair', 'medewerkster')} {worker.full()} en {second.given()}.",
        f"De VOG van {worker.given()} {worker.last_small()} ontbreekt; van {second.last()} is bekend dat zij {special(d)}.",
        f"Op het terrein stond een aanhanger, {d.plate()}.",
        f"Foto 3 ({d.gps()}): {dull(d)}",
        lookalike_sentence(d),
        f"Diergeneeskundige {second.formal()}, BIG {d.big_number()}.",
        opinion(d),
        " ".join(facts(d, owner, 1)),
    ]
    kept = [t for t in text if d.rng.random() < 0.7]
    return blocks(
        d,
        "\n".join(out),
        wrapped(d, d.pick("\n", " ").join(kept)),
        f"{d.pick('Opgemaakt door', 'Aldus naar waarheid,')} {inspector.formal()}",
    )


def it_incident(d: Draw) -> str:
    """A ticket of a service desk about a data leak, with a log."""
    p, q, r = d.people(3)
    out = [
        f"{d.pick('Ticket', 'INC', 'TOPdesk')} {d.digits(6)} - {d.pick('Datalek', 'Phishing', 'Account geblokkeerd', 'Verkeerde bijlage')}",
        f"Aangemeld door {p.full()} ({d.username(p)}) {d.date()} {d.time()}",
        f"Behandelaar {q.given()} / FG: {r.formal()}",
    ]
    log = [
        f"login failed for {d.username(p)} from {d.ip()}",
        f"mail aan {r.mail(d.general_domain())} in plaats van {q.mail(d.domain())}",
        f"{q.given()}: wachtwoord van {p.given()} gereset, bevestiging naar {d.phone()}",
        f"Bijlage bevatte BSN {d.bsn()} en {d.birth_date()} van {r.full()}",
        f"client {d.ip()} -> {d.link(p)}",
        f"{p.given()} heeft op {d.link(q)} geklikt, zie ook {d.handle(q)}",
        f"Melding AP onder {d.file_number()}; {r.last()} tekent",
        dull(d),
        f"lijst met V-nummers gevonden, o.a. {d.v_number()} ({special(d)})",
        f"Oplossing: {q.code()} belt leverancier {d.company_mark()} op {general_number(d)}",
    ]
    d.rng.shuffle(log)
    out += [f"{d.pick('- ', '* ', d.time() + ' ')}{row}" for row in log[: d.rng.randrange(4, 9)]]
    return "\n".join(out)


def wijkteam_casus(d: Draw) -> str:
    """A case that is discussed by a district team: a text with a header of codes."""
    child, mother, father, worker, teacher = d.people(5)
    text = [
        f"Casus {child.given()} ({d.birth_date()}). Moeder: {mother.full()}. Vader: {father.formal()}, {d.home_address()}.",
        f"{child.given()} {special(d)}. Juf {teacher.given()} van {d.school_mark()} maakt zich zorgen.",
        f"Moeder {special(d)}; vader {special(d)}.",
        f"{worker.given()} ({d.department()}) heeft {mother.given()} gesproken. {mother.given()} wil geen contact met {father.last()}.",
        f"Afspraak: {worker.last()} belt {father.given()} ({d.phone()}), {teacher.last()} houdt {child.given_possessive()} verzuim bij.",
        opinion(d),
        f"Zaaknummer Raad: {d.personal_case_number()}. {lookalike_sentence(d)}",
        " ".join(facts(d, d.rng.choice([mother, father]), 2)),
        f"{dull(d)} Volgende keer zit {teacher.given()} er niet bij.",
    ]
    kept = text[:2] + [t for t in text[2:] if d.rng.random() < 0.65]
    return (
        f"{d.pick('MDO', 'Casusoverleg', 'Bespreking wijkteam')} {d.place_mark()} {d.date()} - {topic(d)}\n"
        + wrapped(d, d.pick(" ", "\n").join(kept), 0.5)
    )


FORMATS = {
    "dagrapportage_beveiliging": dagrapportage_beveiliging,
    "logboek_waterschap": logboek_waterschap,
    "huisbezoek": huisbezoek,
    "radio_log": radio_log,
    "schadeformulier": schadeformulier,
    "inspectierapport": inspectierapport,
    "it_incident": it_incident,
    "wijkteam_casus": wijkteam_casus,
}
