"""Held-out letters, speeches and decisions."""

# ruff: noqa: E501  (a line of a document is a line here)

from __future__ import annotations

from benchmarks.heldout.common import (
    blocks,
    dull,
    facts,
    general_number,
    lookalike,
    lookalike_sentence,
    official,
    official_first,
    opinion,
    special,
    topic,
    wrapped,
)
from models.recipe.invented.draw import Draw


def sollicitatie(d: Draw) -> str:
    """An application, and what the committee wrote under it."""
    p, ref, hr = d.people(3)
    letter = [
        f"{p.full()}\n{d.home_address()}\n{d.phone()}\n{p.mail(d.general_domain())}",
        f"{d.pick('Aan', 'T.a.v.')} {hr.honorific()} {hr.last()}\n{d.body_mark()}",
        f"{hr.salutation()},",
        f"Hierbij solliciteer ik naar de functie van {d.role_staff()} (vacature {d.file_number()}). Ik ben {p.given()}, geboren op {d.birth_date()}.",
        f"Bij {lookalike(d)} was ik {d.rng.randrange(2, 9)} jaar {d.role_staff()}. {dull(d)}",
        d.maybe(f"Zie mijn profiel: {d.link(p)}."),
        d.maybe(f"Als referentie kunt u {ref.full()} bellen, {d.phone()}."),
        f"Hoogachtend,\n{d.pick(p.formal(), p.full(), p.initial_full())}",
        d.pick(
            "",
            f"Aantekening commissie: {opinion(d)} {p.given()} {special(d)}. {hr.code()}",
            f"Notitie {hr.given()}: {ref.last()} gebeld, positief over {p.last()}.",
        ),
    ]
    return wrapped(d, blocks(d, *letter))


def jubileum_speech(d: Draw) -> str:
    """A speech for somebody who has served long."""
    p, partner, old, peer = d.people(4)
    role, boss = official(d)
    text = [
        d.pick(
            f"Beste {p.given()}, lieve {partner.given()},",
            f"Dames en heren, beste {p.given()},",
            f"{p.given()}!",
        ),
        f"Namens {official_first(d, role, boss)} mag ik je toespreken.",
        f"Veertig jaar geleden begon je bij {d.department()}, onder {old.last()}. {dull(d)}",
        f"Wie kent hem niet: {p.given()} {p.last_small()}, de man van {topic(d)}."
        if p.sex == "m"
        else f"Wie kent haar niet: {p.given()} {p.last_small()}, de vrouw van {topic(d)}.",
        f"{peer.given()} vertelde me hoe je eens de verkeerde sleutel van {lookalike(d)} meenam.",
        f"Toen {partner.given()} ziek werd, stond iedereen klaar. {partner.given()} {special(d)}, dat weten we.",
        f'{boss.last()} zei laatst nog: "zonder {p.given()} stond de stad onder water".',
        f"Voor het cadeau kun je storten op {d.iban()} van {peer.full()}.",
        f"{old.given()} en {peer.given()} hebben een lied gemaakt. {lookalike_sentence(d)}",
        f"{p.given()}, gefeliciteerd! Geef {partner.given()} de bloemen.",
    ]
    kept = text[:4] + [t for t in text[4:-1] if d.rng.random() < 0.7] + text[-1:]
    return wrapped(d, d.pick("\n", "\n\n").join(kept))


def memoriam(d: Draw) -> str:
    """An obituary in a staff magazine."""
    p, child, friend = d.people(3)
    role, boss = official(d)
    text = [
        f"In memoriam {p.full()}",
        f"Op {d.date_long()} overleed onze oud-collega {p.full()}. {p.given()} werd geboren op {d.birth_date()} in {d.place_mark()}.",
        f"{p.last()} werkte jaren bij {d.department()} en later bij {lookalike(d)}.",
        f"De laatste maanden waren zwaar: bekend was dat {p.given()} {special(d)}.",
        f"{official_first(d, role, boss)} sprak bij het afscheid.",
        f"We wensen {child.given()}, {friend.full()} en de familie {p.last()} veel sterkte.",
        f"Condoleances: {d.home_address()}, of bij {friend.mail(d.general_domain())}.",
        dull(d),
        f"{d.pick('Namens de collega’s', 'Geschreven door')}, {friend.given()} {friend.last_small()}",
    ]
    kept = text[:3] + [t for t in text[3:] if d.rng.random() < 0.75]
    return wrapped(d, "\n".join(kept))


def schoolgids(d: Draw) -> str:
    """A school guide with the people of a school and outside."""
    people = d.people(d.rng.randrange(4, 8))
    school = d.school_mark()
    jobs = [
        "directeur onderbouw",
        "intern begeleider",
        "leerkracht groep 5",
        "conciërge",
        "vertrouwenspersoon",
        "oudercommissie",
        "medezeggenschapsraad",
        "schoolarts",
    ]
    out = [
        f"{d.pick('Schoolgids', 'Wie is wie', 'Informatieboekje')} {school} {d.year()}-{d.year()}",
        d.office_address(),
        f"tel. {general_number(d)}",
    ]
    for job, p in zip(d.rng.sample(jobs, len(jobs)), people, strict=False):
        out.append(
            f"{job}: {d.pick(p.full(), 'juf ' + p.given() if p.sex == 'f' else 'meester ' + p.given(), p.formal(), p.given() + ' ' + p.last_small())}{d.maybe(', ' + d.phone())}{d.maybe(', ' + p.mail(d.company_domain()), 0.3)}{d.maybe(', BIG ' + d.big_number(), 0.15)}"
        )
    a, b = people[0], people[1]
    out.append(f"{dull(d)} Ziekmelden kan bij {a.given()} of {b.given()}. {lookalike_sentence(d)}")
    out.append(f"De ouderbijdrage mag naar {d.office_iban()}. Op {d.weekday()} is {b.last()} afwezig.")
    out.append(" ".join(facts(d, people[2], 1)))
    return wrapped(d, "\n".join(out), 0.2)


def woo_besluit(d: Draw) -> str:
    """A decision on a request for information, with views of third parties."""
    asker, third, staff = d.people(3)
    role, boss = official(d)
    out = [
        f"{asker.honorific().capitalize()} {asker.formal()}\n{d.home_address()}",
        f"Kenmerk: {d.file_number()}\nBehandeld door: {staff.initial_full()}, {general_number(d)}\nDatum: {d.date()}",
        f"{asker.salutation()},",
        f"Bij brief van {d.date()} heeft u op grond van de Woo verzocht om stukken over {topic(d)}.",
        f"Belanghebbende {third.last()} heeft een zienswijze gegeven: {third.honorific()} {third.last()} {special(d)} en wil anoniem blijven.",
        f"In document 14 schrijft een ambtenaar: {opinion(d)}",
        f"Het verslag van {lookalike(d)} is al openbaar. {dull(d)}",
        " ".join(facts(d, asker, 2, "CASE_NUMBER", "EMAIL", "IBAN", "V_NUMBER", "BSN", "PASSPORT")),
        f"Hoogachtend,\nnamens het college,\n{official_first(d, role, boss)}",
    ]
    return wrapped(d, blocks(d, *(out[:4] + [t for t in out[4:-1] if d.rng.random() < 0.75] + out[-1:])))


def bewonerspetitie(d: Draw) -> str:
    """A petition letter of neighbours with their names and addresses underneath."""
    people = d.people(d.rng.randrange(4, 9))
    role, boss = official(d)
    out = [
        f"{d.pick('Aan', 'Open brief aan')} {official_first(d, role, boss)}",
        f"{d.pick('Wij', 'De ondergetekenden', 'De bewoners van ' + lookalike(d))} maken bezwaar tegen {topic(d)}. {dull(d, 2)}",
        f"{people[0].given()} en {people[1].given()} hebben u hierover al gesproken. {boss.last()} beloofde beterschap.",
        d.maybe(f"Buurman {people[2].last()} {special(d)}."),
        d.maybe(
            f"Voor contact: {people[0].full()}, {d.phone()}, {people[0].mail(d.general_domain())}, {d.handle(people[0])}"
        ),
    ]
    rows = [
        f"{d.pick(p.full(), p.formal(), p.initial_full(), 'Fam. ' + p.last(), p.inverted_first())}{d.pick(', ', '  ', ' - ', ' | ')}{d.home_address()}"
        for p in people
    ]
    return wrapped(d, blocks(d, *out), 0.3) + "\n\n" + "\n".join(rows)


def vaststellingsbeschikking(d: Draw) -> str:
    """A ruling about a permit or benefit, with clauses."""
    p, q, clerk = d.people(3)
    out = [
        f"{d.pick('BESCHIKKING', 'Besluit', 'Dwangsomaanschrijving')} {d.file_number()}",
        f"Het college van {d.muni_mark()}, gelezen de aanvraag van {p.honorific()} {p.formal()}, wonende {d.home_address()}, geboren {d.birth_date()};",
        f"overwegende dat {p.last()} {special(d)};",
        f"gelet op artikel 2.3.5 van de Wet maatschappelijke ondersteuning en het advies van {q.formal()} (BIG-nummer {d.big_number()});",
        f"gezien de melding van {q.full()}, V-nummer {d.v_number()}, paspoort {d.passport()};",
        f"besluit: € {d.digits(3)} toe te kennen, te betalen op {d.iban()}, onder nummer {d.personal_case_number()}.",
        f"{lookalike_sentence(d)}",
        f"Vragen? {clerk.given()} {clerk.last_small()}, {general_number(d)} (op {d.weekday()}).",
        d.maybe(f"Afschrift aan {q.inverted()} en aan {lookalike(d)}."),
    ]
    kept = out[:2] + [t for t in out[2:] if d.rng.random() < 0.75]
    return wrapped(d, d.pick("\n", "\n\n").join(k for k in kept if k), 0.5)


FORMATS = {
    "sollicitatie": sollicitatie,
    "jubileum_speech": jubileum_speech,
    "memoriam": memoriam,
    "schoolgids": schoolgids,
    "woo_besluit": woo_besluit,
    "bewonerspetitie": bewonerspetitie,
    "vaststellingsbeschikking": vaststellingsbeschikking,
}
