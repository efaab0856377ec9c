"""Letters between citizens and public bodies: questions, decisions, objections, defence, enforcement, views."""

from __future__ import annotations

from collections.abc import Callable

from models.recipe.invented.draw import Draw
from models.recipe.invented.formats_letter_shared import (
    address_block,
    closing,
    home_lines,
    letterhead,
    official_scene,
    shuffled,
    wrap,
)
from models.recipe.invented.marks import mark

_OPENINGS = (
    "{p.salutation},",
    "Geachte {p.dear} {p.last},",
    "Beste {p.given},",
    "Geachte {p.dear} {p.last_small},",
    "Geachte <heer/mevrouw|heer, mevrouw|heer of mevrouw> {p.last},",
    "L.S.,",
)
_TO_CITIZEN = (
    "Op {dlong} <ontvingen wij|hebben wij ontvangen> uw <brief|verzoek|melding> over {topic}.",
    "U sprak hierover op {date} met <mijn collega|onze medewerker> {b.full}.",
    "{b.given} <belt|bezoekt> u op {weekday} {date} om {time}.",
    "Ook uw <buurman|buurvrouw|partner|zoon|dochter|moeder>, {q.honorific} {q.last}, heeft ons hierover <benaderd|geschreven>.",
    "Uw <gegevens|adresgegevens> zijn bij ons bekend als: {p.formal}, {home}, geboren {birth}.",
    "Uw burgerservicenummer is {bsn}. <Noem dit nummer niet aan anderen.|>",
    "Wij maken het bedrag van {eur} over op rekening {iban} ten name van {p.initial_full}.",
    "U kunt het bedrag overmaken op {oiban} t.n.v. gemeente {muni} onder vermelding van {nine}.",
    "De aanvraag is door {q.full} <mede ondertekend|ingediend namens u>.",
    "Een afschrift van deze brief is gestuurd aan {q.formal}<, uw gemachtigde|, uw advocaat|>.",
    "U bereikt ons op {ophone} of via {mailbox}.",
    "Wethouder {w.last} heeft dit op {date} ook <toegezegd|besproken> in het overleg met de bewoners van {pstreet}.",
    "De <werkzaamheden|verkeersmaatregelen> aan {street} en {pstreet} duren tot en met {dlong}.",
    "{sentence}",
    "{sentence} {sentence}",
    "Wij hebben uw verzoek doorgestuurd naar {org}, ter attentie van {t.honorific} {t.last}.",
    "{q.last} en {t.last} waren bij <dit|het> gesprek aanwezig.",
    "Uw cliëntnummer is {pcase}; vermeld dit bij <vragen|correspondentie>.",
    "Uw voertuig met kenteken {plate} <stond|was> op {date} geparkeerd aan {street}.",
    "De Woo en de {law} zijn hierop van toepassing.",
    "{q.full} heeft ons laten weten dat u <verhinderd bent|liever telefonisch contact heeft>: {phone}.",
    "In uw dossier staat: {p.last} {special}. <Dat nemen wij mee.|>",
    "Het bestelnummer {nine} en typenummer {code} vindt u op de <factuur|doos>.",
)
_FROM_CITIZEN = (
    "Mijn naam is {p.full} en ik woon <al {nn} jaar|sinds {year}> aan {home}.",
    "Ik <schrijf|stuur> u <deze brief|dit> omdat {topic} nog steeds niet is opgelost.",
    "Op {date} heb ik gebeld met <ene|een medewerker,|> {b.full}, maar <die belde niet terug|daar kwam niets uit>.",
    "{b.honorific} {b.last} <beloofde|zei> dat ik binnen {n} weken iets zou horen.",
    "Mijn buren {q.given} en {r.given} ({q.last}) hebben hier ook last van.",
    "Ook {r.full} van nummer {nn} heeft al <geklaagd|een brief gestuurd>.",
    "De auto van {q.given_s} zoon ({plate}) staat altijd voor mijn deur.",
    "Wethouder {w.full} heeft hierover in de krant gezegd dat het goed komt.",
    "Mijn buurvrouw {q.last} {special} en kan niet lang staan.",
    "Mijn dochter {r.given} zit op {school} en moet elke dag over {street}.",
    "Mijn rekeningnummer is {iban}, bsn {bsn}.",
    "U kunt mij bellen op {phone} of mailen naar {p.mail}.",
    "Mijn man {r.given} en ik zijn het hier niet mee eens.",
    "volgens {b.given_lower} moest ik een ander formulier invullen, zie kenmerk {file}",
    "Ik ben geboren op {birth} in {place}.",
    "De hond van {q.lower} blaft de hele nacht.",
    "Bij {company} aan {pstreet} wist niemand ervan.",
    "In uw brief van {date} staat een bedrag van {eur}. Dat klopt niet.",
    "{q.misspelt} stond er toen bij en kan het bevestigen.",
    "Ik heb het algemene nummer {ophone} al {n} keer gebeld.",
)
_CITIZEN_ENDS = (
    "Met vriendelijke groet,\n\n{p.full}\n{home}\n{phone}",
    "Hoogachtend,\n\n{p.formal}",
    "groetjes {p.given_lower}",
    "Met vriendelijke groeten,\n{p.given} en {partner}",
    "Een bezorgde inwoner,\n{p.initial_full}\n{p.mail}",
    "In afwachting van uw antwoord,\n\n(handtekening)\n\n{p.upper}\ntel {phone}",
    "Namens de bewoners van {street},\n\n{p.full}, {q.full}, {r.full}",
    "Alvast bedankt. {p.initial_full}",
)
_DECIDE = (
    "Op {dlong} heeft {p.honorific} {p.last} een aanvraag ingediend voor {topic}.",
    "Wij hebben besloten de <gevraagde|aangevraagde> vergunning <te verlenen aan|te weigeren aan> {p.formal}, wonende {home}.",
    "De aanvraag is geregistreerd onder nummer {file}<; uw klantnummer is {pcase}|>.",
    "Gelet op artikel {art} van de {law} en het advies van {org} van {date}.",
    "Uit de Basisregistratie Personen blijkt dat {p.initial_full} (geboren {birth}, BSN {bsn}) staat ingeschreven op {home}.",
    "Het perceel aan {street} is eigendom van {q.formal}.",
    "De <adviseur|gemandateerde>, {b.honorific} {b.formal}, heeft op {date} een huisbezoek afgelegd.",
    "Uw partner, {q.full}, heeft een inkomen van {eur} per maand.",
    "U ontvangt met ingang van {date} een <uitkering|vergoeding|tegemoetkoming> van {eur} op {iban}.",
    "De leges bedragen {eur} en kunnen worden voldaan op {oiban}.",
    "Er zijn <geen|{n}> zienswijzen ingediend<, waaronder die van {r.formal}|>.",
    "Uit <medisch|sociaal-medisch> advies blijkt het volgende: {p.last} {special}.",
    "De <arts|verzekeringsarts>, {t.formal} (BIG {big}), adviseert positief.",
    "{p.honorific} {p.last} stelt dat {q.last} <hiervan op de hoogte was|toestemming heeft gegeven>.",
    "Met {b.last} is afgesproken dat {p.last} de stukken uiterlijk {date} aanvult.",
    "De voorziening wordt geleverd door {company}, contactpersoon {r.full}, {phone}.",
    "Parkeervergunning voor kenteken {plate}, gebied {pstreet} en omgeving.",
    "{sentence}",
    "{sentence}",
    "De kosten zijn begroot op {eur}, artikelnummer {nine}.",
)
_CLAUSES = (
    "Bent u het niet eens met dit besluit? Stuur binnen zes weken een bezwaarschrift naar {office}.",
    "Tegen dit besluit kunnen belanghebbenden op grond van artikel {art} Awb bezwaar maken.",
    "U kunt een voorlopige voorziening vragen bij de voorzieningenrechter van {court}.",
    "Vragen? Bel {ophone} of mail {mailbox} en noem kenmerk {file}.",
    "Dit besluit treedt in werking op de dag na bekendmaking.",
)


def _letter_to_citizen(d: Draw) -> str:
    s = official_scene(d, p=d.person(), q=d.person())
    head = letterhead(s)
    block = address_block(s)
    parts = [head, block] if d.rng.random() < 0.3 else [block, head]
    body = wrap(d, s.paras(3, 9, _TO_CITIZEN))
    return "\n\n".join([*parts, s(*_OPENINGS), body, d.maybe(s(*_CLAUSES), 0.4), closing(s)]).replace(
        "\n\n\n\n", "\n\n"
    )


def _letter_from_citizen(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    s.names["partner"] = mark("PERSON", f"{r.first} {p.plain_last()}", "redact", p.origin)
    sender = s("{p.full}\n", "{p.initial_full}\n", "Van: {p.full}\n", "Afz. {p.inverted}\n") + home_lines(d)
    sender += d.maybe(s("\n{phone}", "\n{p.mail}", "\nTel: {phone}\nE-mail: {p.mail}", "\nBSN {bsn}"), 0.6)
    to = s(
        "Aan het college van burgemeester en wethouders van {muni}\n{office}",
        "Gemeente {muni}\nt.a.v. {b.honorific} {b.last}\n{office}",
        "{org}\n{dept}\n{office}",
        "Aan burgemeester {w.last}\nGemeentehuis {muni}",
        "Aan: wethouder {w.full}",
    )
    date = s("{place}, {dlong}", "{date}", "Datum: {date}", "{muni} {dlong}")
    subject = s("Betreft: {topic}", "Onderwerp: {topic} (uw kenmerk {file})", "{topic}", "")
    opening = s(
        "Geacht college,", "Geachte {b.dear} {b.last},", "Beste gemeente,", "Beste {b.given},", "L.S.",
        "Geachte burgemeester {w.last},", "Geachte wethouder {w.last}, beste {w.given},", "Hallo,",
    )  # fmt: skip
    body = wrap(d, s.paras(3, 9, _FROM_CITIZEN))
    if d.rng.random() < 0.15:
        body = body.replace(". ", " ")
    parts = [sender, to] if d.rng.random() < 0.8 else [to]
    return "\n\n".join(x for x in (*parts, date, subject, opening, body, s(*_CITIZEN_ENDS)) if x)


def _decision_on_application(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    titles = (
        "<Aanvraag|De aanvraag>",
        "Overwegingen",
        "Besluit",
        "Motivering",
        "Beoordeling",
        "Wat betekent dit voor u?",
    )
    blocks = [f"{s(t)}\n{s.para(2, 4, _DECIDE)}" for t in d.rng.sample(titles, d.rng.randint(2, 4))]
    if d.rng.random() < 0.4:
        blocks = [f"{i}. {b}" for i, b in enumerate(blocks, 1)]
    top = s(
        "BESLUIT",
        "Besluit op uw aanvraag",
        "Beschikking",
        "OMGEVINGSVERGUNNING\nreguliere procedure",
        "Besluit {topic}",
        "",
    )
    head = shuffled(d, [letterhead(s), address_block(s)], 0.9)
    opening = s(
        *_OPENINGS,
        "Het college van burgemeester en wethouders van {muni};",
        "Beschikkende op het verzoek van {p.formal},",
    )
    return "\n\n".join(
        x for x in (*head, top, opening, wrap(d, "\n\n".join(blocks)), s(*_CLAUSES), closing(s)) if x
    )


_OBJECT = (
    "Hierbij maak ik, {p.full}, <wonende te|woonachtig aan> {home}, bezwaar tegen uw besluit van {date}, kenmerk {file}.",
    "Namens cliënt, {p.honorific} {p.formal}, geboren {birth}, teken ik bezwaar aan tegen het besluit van {dlong}.",
    "Cliënt stelt dat {b.honorific} {b.last} op {date} <mondeling|telefonisch> heeft toegezegd dat de vergunning er zou komen.",
    "De buren, {q.formal} en {r.formal}, zijn niet gehoord.",
    "Het besluit is ondertekend door {t.last} terwijl {b.last} het gesprek voerde.",
    "{q.first_bare} heeft een verklaring opgesteld (bijlage {n}).",
    "Het besluit is onzorgvuldig voorbereid en in strijd met artikel {art} Awb.",
    "Bezwaarde {special}, zodat een belangenafweging anders had moeten uitvallen.",
    "Ter hoorzitting laat {p.last} zich bijstaan door mr. {r.formal}.",
    "U kunt mij bereiken op {phone} of via {p.mail}.",
    "De opmerking van wethouder {w.last} in de raad van {date} bevestigt dit.",
    "De beslagvrije voet van {p.last} is onjuist berekend: {eur} in plaats van {eur}.",
    "Ik verzoek u de kosten van rechtsbijstand over te maken op {iban}.",
    "Op de foto is te zien dat het voertuig, kenteken {plate}, van {r.honorific} {r.last} is.",
    "Van {company} kreeg ik factuur {nine}, maar die hoort niet bij dit dossier.",
    "{sentence}",
    "Zie ook de zaak van de familie {q.last} aan {pstreet}, die wél toestemming kreeg.",
    "Mijn gemachtigde is {r.full}, {company}, {office}.",
)
_SIGNED = (
    "Hoogachtend,\n\n{p.formal}",
    "{place}, {date}\n\n{p.full}",
    "Met vriendelijke groet,\n{r.full}\nadvocaat\n{phone} | {r.mail}",
    "mr. {r.formal}\n{company}\n{office}",
    "(handtekening)\n{p.initial_full}\n{home}",
    "p.o. {r.initial_full}",
)


def _objection(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    top = s(
        "BEZWAARSCHRIFT",
        "Bezwaarschrift tegen besluit {file}",
        "Pro forma bezwaar",
        "Betreft: bezwaar {topic}",
        "Bezwaar",
    )
    to = s(
        "Aan: college van B&W van {muni}\n{office}",
        "{org}\nCommissie bezwaarschriften\n{office}",
        "Gemeente {muni}, {office}",
    )
    who = s(
        "{p.full}\n",
        "Van: {p.formal}\n",
        "Indiener: {p.inverted}\n",
        "Cliënt: {p.full}\nGemachtigde: mr. {r.formal}\n",
    ) + home_lines(d)
    grounds = s.some(3, 8, _OBJECT)
    sign = d.pick("{}. ", "{}) ", "- ", "", "")
    body = ("\n" if sign else d.pick(" ", "\n\n")).join(
        sign.format(i) + one for i, one in enumerate(grounds, 1)
    )
    begin = [*shuffled(d, [who, to, s("{dlong}", "Datum: {date}")], 0.9), top]
    return "\n\n".join(
        [*begin, s("Geacht college,", "L.S.,", "Geachte leden van de commissie,"), wrap(d, body), s(*_SIGNED)]
    )


_REVIEW = (
    "Op {date} heeft {p.honorific} {p.formal}, wonende {home}, bezwaar gemaakt tegen ons besluit van {date}.",
    "Bezwaarmaker is op {date} gehoord door de commissie, bestaande uit mr. {t.formal} (voorzitter) en {b.formal} (lid).",
    "Namens het college verscheen {b.honorific} {b.last}, juridisch medewerker.",
    "Bezwaarde werd vergezeld door {q.honorific} {q.last}, <zijn|haar> <broer|zus|buurman|begeleider>.",
    "{p.last} voert aan dat {r.honorific} {r.last} van nummer {nn} de schutting zonder vergunning heeft geplaatst.",
    "Verweerder stelt zich op het standpunt dat {q.last} geen belanghebbende is in de zin van artikel {art} Awb.",
    "De commissie adviseert het bezwaar van {p.formal} <gegrond|ongegrond|niet-ontvankelijk> te verklaren.",
    "Uit het verslag van toezichthouder {t.full} blijkt dat op {date} niemand aanwezig was.",
    "Op de vraag van de voorzitter antwoordt {p.last}: 'mijn partner {special}'.",
    "Mr. {r.formal} verzoekt om vergoeding van {eur} op {iban}.",
    "Het bezwaar staat geregistreerd onder {file}; het persoonsdossier onder {pcase}.",
    "Volgens de BRP is {p.initial_full} geboren op {birth} en ingeschreven met BSN {bsn}.",
    "De verklaring van {q.full} maakt dit niet anders.",
    "In de uitspraak ECLI:NL:RVS:2022:{kvk} is overwogen dat dit voor rekening van de aanvrager komt.",
    "{sentence}",
    "De gestelde schade van {eur} is niet onderbouwd; ordernummer {nine} ziet op iets anders.",
    "{opinion}",
    "Ter zitting zijn {p.last}, {q.last} en {b.last} verschenen.",
)


def _decision_on_objection(d: Draw) -> str:
    p, q, r = d.people(3)
    s = official_scene(d, p=p, q=q, r=r)
    heads = (
        "Procesverloop",
        "Ontvankelijkheid",
        "Gronden van bezwaar",
        "De hoorzitting",
        "Overwegingen",
        "Beslissing",
        "Advies",
    )
    chosen = d.rng.sample(heads, d.rng.randint(2, 5))
    style = d.pick("{i}. {h}", "{h}", "{h}:", "{i} {h}")
    body = "\n\n".join(f"{style.format(i=i, h=h)}\n{s.para(1, 4, _REVIEW)}" for i, h in enumerate(chosen, 1))
    top = s(
        "BESLISSING OP BEZWAAR",
        "Beslissing op uw bezwaarschrift",
        "Besluit op bezwaar inzake {p.last}",
        "Advies bezwaarschriftencommissie",
    )
    start = shuffled(d, [address_block(s, d.pick("p", "p", "r")), letterhead(s)], 0.9)
    opening = s(*_OPENINGS)
    return "\n\n".join([*start, top, opening, wrap(d, body), d.maybe(s(*_CLAUSES), 0.6), closing(s)])


FORMATS: dict[str, Callable[[Draw], str]] = {
    "letter_to_citizen": _letter_to_citizen,
    "letter_from_citizen": _letter_from_citizen,
    "decision_on_application": _decision_on_application,
    "objection": _objection,
    "decision_on_objection": _decision_on_objection,
}
