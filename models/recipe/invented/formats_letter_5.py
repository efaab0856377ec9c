"""Papers in which holders of a public office stand beside people who hold none."""

from __future__ import annotations

from collections.abc import Callable

from models.recipe.invented.draw import Draw
from models.recipe.invented.formats_letter_shared import (
    Scene,
    closing,
    letterhead,
    official_scene,
    shuffled,
    wrap,
)

_QUESTIONS = (
    "Bent u bekend met het bericht over {topic}?", "Heeft wethouder {w.last} hierover gesproken met {p.full}?", "Klopt het dat {q.honorific} {q.last} van {company} geen vergunning had?",
    "Waarom is de brief van {p.formal} van {date} niet beantwoord?", "Deelt burgemeester {v.last} de mening van raadslid {raad1.last} dat dit anders moet?", "Was {b.full}, {staff}, bij het gesprek aanwezig?",
    "Kunt u aangeven wat {q.given} en {r.given} is beloofd?", "Is {org} betrokken bij {street} en {pstreet}?", "{raad1.full} vroeg dit al op {date}; wat is er sindsdien gebeurd?",
    "Raadslid {raad2.last} wees op de kosten van {eur}. Klopt dat bedrag?", "Hoe vaak is {r.honorific} {r.last_small} door {dept} benaderd?", "{sentence}",
    "De familie {p.last} woont aan {home}. Kan het college uitsluiten dat meer gezinnen dit treft?", "Wie is namens het college aanspreekpunt: {t.full} of {b.full}?", "Waarom kreeg {q.full} ({birth}) geen plek op {school}?",
)  # fmt: skip
_ANSWERS = (
    "Ja.", "Nee.", "Zie het antwoord op vraag {n}.", "Wethouder {w.last} heeft op {date} gebeld met {p.honorific} {p.last}.", "{sentence}", "{b.full} van {dept} heeft dit uitgezocht.",
    "Burgemeester {v.full} gaat op {weekday} in gesprek met {q.full}.", "Dat is niet bekend bij het college.", "De brief van {p.last} is op {date} beantwoord.", "Aan {q.last} zijn geen toezeggingen gedaan.",
    "Uit privacyoverwegingen gaan wij niet in op de situatie van {r.full}.", "Projectleider {t.last} is bereikbaar op {phone}.",
)  # fmt: skip


def _council_scene(d: Draw) -> Scene:
    p, q, r = d.people(3)
    first, second = d.person(keep=True), d.person(keep=True)
    return official_scene(
        d, p=p, q=q, r=r, raad1=first, raad2=second, party1=d.party_mark(), party2=d.party_mark()
    )


def _written_questions(d: Draw) -> str:
    s = _council_scene(d)
    top = s(
        "Schriftelijke vragen ex artikel {nn} RvO\nIndiener: raadslid {raad1.full} ({party1})\nDatum: {date}", "Vragen van de raadsleden {raad1.last} en {raad2.last} ({party1}, {party2}) over {topic}",
        "Aan het college van {muni}\n\nVan: {raad1.full}, fractievoorzitter {party1}\nOnderwerp: {topic}", "RAADSVRAGEN {file}\nSteller: raadslid {raad1.initial_full} | Behandelaar: {b.full} | Portefeuille: wethouder {w.full}",
    )  # fmt: skip
    intro = s.para(0, 3, (
        "Op {date} sprak raadslid {raad1.full} met bewoonster {p.full}.", "De fractie van {party1} ontving een mail van {q.mail}.", "In de commissie zei statenlid {raad2.last} hierover al iets.",
        "{p.given} {special}.", "{sentence}",
    ))  # fmt: skip
    asked = s.some(3, 7, _QUESTIONS)
    answered = d.rng.random() < 0.6
    lines = [
        f"{i}. {one}" + (f"\n{d.pick('Antwoord: ', 'A: ', '')}{s(*_ANSWERS)}" if answered else "")
        for i, one in enumerate(asked, 1)
    ]
    end = s(
        "Raadslid {raad1.full}, {party1}", "Namens de fractie,\n{raad1.full} (raadslid)\n{raad2.full} (raadslid)", "Het college van {muni},\nwethouder {w.full}", "De griffier,\n{v.formal}",
        "Raadsleden: {raad1.formal}, {raad2.formal}\nGriffie: {t.given}, {phone}",
    )  # fmt: skip
    return "\n\n".join(x for x in (top, wrap(d, intro), wrap(d, d.pick("\n", "\n\n").join(lines)), end) if x)


_HOLDER_TITLES = (
    "raadslid",
    "wethouder",
    "fractievoorzitter",
    "statenlid",
    "gedeputeerde",
    "burgerraadslid",
    "heemraad",
    "burgemeester",
    "griffier",
    "commissielid",
)


def _office_holders(d: Draw) -> str:
    s = _council_scene(d)
    title = s(
        "Samenstelling gemeenteraad {muni}",
        "COLLEGE VAN B&W {muni}",
        "Portefeuilleverdeling {year}",
        "Raadsleden en fracties",
        "Bestuurders waterschap",
        "Presentielijst raad {date}",
        "Provinciale Staten",
    )
    between = d.pick("\t", " | ", ";", "   ", ", ", " - ", ": ")
    form = d.pick(
        "{o.full}",
        "{o.formal}",
        "{o.inverted}",
        "{o.honorific} {o.formal}",
        "{o.last}",
        "{o.initial_full}",
        "{o.upper}",
    )
    columns = [
        form,
        "{title}",
        *d.rng.sample(
            ("{party}", "{topic}", "<aanwezig|afwezig|x>", "{o.mail}", "{dept}"), d.rng.randint(0, 2)
        ),
    ]
    d.rng.shuffle(columns)
    rows = []
    for _ in range(d.rng.randint(3, 12)):
        one = Scene(
            d,
            o=d.person(keep=True),
            title=d.pick(*_HOLDER_TITLES),
            party=d.party_mark(),
            domain=str(s.names["domain"]),
        )
        rows.append(between.join(one(c) for c in columns))
    staff = s.some(0, 4, (
        "Ambtelijke ondersteuning: {b.full}, {phone}", "Notulist: {t.initial_full}", "Bodes: {p.given} en {q.given}", "Secretaresse college: {b.honorific} {b.last}", "Insprekers: {p.full}, {q.full}, {r.honorific} {r.last}",
        "Bestuursadviseur wethouder {w.last}: {t.full}", "Publieke tribune: {q.full} namens {org}", "Wijzigingen doorgeven aan {b.given_lower}, {b.mail}", "Fractie-assistent {party1}: {r.full}, {r.mail}",
        "Afgemeld: raadslid {raad1.last}; vervanger {raad2.full}, burgerraadslid",
    ))  # fmt: skip
    blocks = ["\n".join(rows), "\n".join(staff)]
    return "\n\n".join(x for x in (title, *(blocks if d.rng.random() < 0.7 else blocks[::-1])) if x)


_TO_COUNCIL = (
    "Op {date} heeft <staatssecretaris|minister|wethouder|gedeputeerde> {w.last} toegezegd u te informeren over {topic}.", "In het debat vroeg raadslid {raad1.full} ({party1}) naar de stand van zaken.",
    "Ook raadslid {raad2.last} vroeg hiernaar.", "Burgemeester {v.last} sprak op {weekday} met omwonende {p.full}.", "Onderzoeker {q.full} van {org} heeft hierover gerapporteerd.",
    "De ambtelijke werkgroep, bestaande uit {b.full} en {t.full}, heeft drie varianten uitgewerkt.", "Voor technische vragen kunt u terecht bij {b.honorific} {b.last}, {phone}.", "{sentence} {sentence}", "{sentence}",
    "De klacht van {r.formal} is inmiddels afgehandeld.", "De motie van raadslid {raad1.bare} is hiermee afgedaan.", "Het amendement van raadslid {raad2.last} c.s. is uitgevoerd.", "Directeur {q.last} van {company} is het niet met ons eens.",
    "De kosten van {eur} komen ten laste van {project}.", "Met {p.given} en {q.given} blijft {dept} in gesprek.", "{porg} aan {pstreet} krijgt een nieuw gebouw.",
)  # fmt: skip


def _letter_to_council(d: Draw) -> str:
    s = _council_scene(d)
    to = s(
        "Aan de gemeenteraad van {muni}",
        "Aan de Voorzitter van de {tk}",
        "Aan Provinciale Staten",
        "Aan de leden van de raad, t.a.v. griffier {v.full}",
    )
    head = shuffled(d, [to, letterhead(s)], 0.9)
    opening = s("Geachte leden van de raad,", "Geachte voorzitter,", "Geachte raadsleden,", "Geachte Staten,")
    end = s(
        "De minister van {topic},\n\n{w.full}", "Met vriendelijke groet,\nwethouder {w.full}", "Namens het college,\n\n{w.formal}\nwethouder\n\nSteller: {b.full}, {phone}", "De gedeputeerde,\n{w.upper}",
        "Burgemeester en wethouders van {muni},\nde gemeentesecretaris, {v.formal}\nde burgemeester, {w.formal}",
    )  # fmt: skip
    return "\n\n".join(
        [*head, opening, wrap(d, s.paras(4, 9, _TO_COUNCIL)), end if d.rng.random() < 0.7 else closing(s)]
    )


FORMATS: dict[str, Callable[[Draw], str]] = {
    "written_questions": _written_questions,
    "office_holders": _office_holders,
    "letter_to_council": _letter_to_council,
}
