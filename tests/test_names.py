"""The grammar of names as the pipeline of models/nl_woo runs it: what is a name, which rule says so, and what is none.

All people are invented. `X...` names stand for names that no list knows.
"""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.detect import context, names, nlp
from pipeline.detect.lexicon import load as lists
from pipeline.detect.surnames import is_place, surname_end, thing_before
from pipeline.detect.tokens import Kind, kind_of, plain, tokens_of

# rule, text, the name that it finds there and nothing else
HITS = [
    ("honorific", "Wij spraken dhr. J. Oudebosch vandaag.", "J. Oudebosch"),
    ("honorific", "Het gesprek met mevrouw Van den Heuvel was kort.", "Van den Heuvel"),
    ("honorific", "Toen kwam mw. drs. K.M. Xandrink binnen.", "K.M. Xandrink"),
    ("honorific", "De heer en mevrouw Xandrink waren er.", "Xandrink"),
    ("honorific", "Volgens de fam. Xandrink-Terwiel klopt dat.", "Xandrink-Terwiel"),
    ("initials", "Volgens J.P. van der Xandrink klopt het.", "J.P. van der Xandrink"),
    ("initials", "Volgens Th.J. Xandrink klopt het.", "Th.J. Xandrink"),
    ("first name and surname", "Gisteren sprak Fenna van der Horst over de kade.", "Fenna van der Horst"),
    ("first name and surname", "Later kwam Nadia Amal El Idrissi langs.", "Nadia Amal El Idrissi"),
    ("first name and surname", "Gisteren sprak Fenna Xandrink erover.", "Fenna Xandrink"),
    ("first name and surname", "Gisteren sprak Anne-Marie van 't Hof-Kuiper mee.", "Anne-Marie van 't Hof-Kuiper"),
    ("first name and surname", "Daarna belde Fenna XANDRINK nog.", "Fenna XANDRINK"),
    ("first names", "Gisteren kwam Sjoerd Fenna langs.", "Sjoerd Fenna"),
    ("first name", "Daarna belt Sjoerd terug.", "Sjoerd"),
    ("first name", "Ik zag Jaaps fiets.", "Jaaps"),
    ("first name", "Anna's fiets staat buiten.", "Anna's"),
    ("rare first name", "Vraag het aan Thuy.", "Thuy"),
    ("unknown first name", "Gisteren sprak Xqandra Wiersma erover.", "Xqandra Wiersma"),
    ("surname alone", "Wij lezen het besluit van Wiersma nog eens.", "Wiersma"),
    ("after a title", "Dit meldde wethouder Xandrink aan de raad.", "Xandrink"),
    ("after a title", "Vraag collega Thuy maar.", "Thuy"),
    ("prefix and surname", "Wij lezen het stuk van Ten Cate nog eens.", "Ten Cate"),
    ("prefix and surname", "Wij lezen het stuk Van der Meer nog eens.", "Van der Meer"),
    ("small letters", "gisteren heeft peter de haan gebeld", "peter de haan"),
    ("small first name", "heb noa gebeld over de kade", "noa"),
    ("closing", "Dat is geregeld.\n\nHartelijke groet,\nXMD", "XMD"),
    ("closing", "Komt goed.\nmvg XMD", "XMD"),
    ("inverted", "Aan: Jansen, P.", "Jansen, P."),
    ("inverted", "Op de lijst staat Berg, J.P. van der", "Berg, J.P. van der"),
    ("inverted", "Op de lijst staat Wit, de, Sjoerd", "Wit, de, Sjoerd"),
    ("inverted", "3) Xwijngaard, Cornelis van den  Loket", "Xwijngaard, Cornelis van den"),
    ("surname and initials", "3  Xmeeuwsen E.  Loket Zorg  afwezig", "Xmeeuwsen E."),
    ("subject", "Wiersma bevestigt de afspraak.", "Wiersma"),
    ("subject", "De Swart licht toe dat het kan.", "De Swart"),
    ("capitals", "Gisteren is JAAP DE VRIES gezien.", "JAAP DE VRIES"),
    ("capitals", "Gisteren is PIET BAKKER gezien.", "PIET BAKKER"),
    ("capitals", "Gisteren is SJOERD XANDRINK gezien.", "SJOERD XANDRINK"),
    ("field", "Namens: Xandrink", "Xandrink"),
    ("field", "Van: XANDRINK Sjoerd", "XANDRINK Sjoerd"),
    ("list", "Aanwezig:\nXqandra\n", "Xqandra"),
    ("salutation", "Beste Xqandra,", "Xqandra"),
    ("salutation", "Hoi jaap, kun je bellen?", "jaap"),
    ("closing", "Met vriendelijke groet,\nXqandra", "Xqandra"),
    ("speaker", "[10:41] XQ: tot zo", "XQ"),
    ("alone on a line", "De brief is weg.\n\nDoornbos\n\nTot ziens allemaal.", "Doornbos"),
]  # fmt: skip

# the rule that must not be taken in, and a text without any name
MISSES = [
    ("honorific", "De dhr. is afwezig."),
    ("honorific", "Geachte heer, mevrouw,"),
    ("honorific", "Hij is mr. in de rechten."),
    ("initials", "A. Opening"),
    ("initials", "Dit valt onder B.V. en N.V. samen."),
    ("initials", "Wij kozen plan B Nieuwstraat."),
    ("initials", "Bijlage A.\nOpening van de zaal"),
    ("first name and surname", "Wij kozen de Stichting Albert Schweitzer."),
    ("first names", "Wij zien Maart April Mei staan."),
    ("first name", "De Stichting Fenna komt langs."),
    ("first name", "Het Emma Kinderziekenhuis is open."),
    ("rare first name", "Het is weer Mei."),
    ("unknown first name", "De omgevingsvisie van Groningen is af."),
    ("surname alone", "Het Wiersma Advocaten gebouw is leeg."),
    ("surname alone", "Wij wonen aan de Wiersmastraat."),
    ("after a title", "De wethouder financiën is er niet."),
    ("after a title", "De wethouder is ziek."),
    ("prefix and surname", "Hij woont in De Bilt."),
    ("small letters", "hij liep over de markt"),
    ("small first name", "het gras is groen"),
    ("inverted", "Hengelo, J."),
    ("inverted", "Wij gaan naar Hengelo, Borne en Almelo."),
    ("surname and initials", "Bijlage B."),
    ("first name and surname", "Het water staat aan de Lange Akker."),
    ("surname and initials", "Hengelo A. B. en C."),
    ("inverted", "Wij kochten appels, peren, enz."),
    ("subject", "Besluit bevestigt het."),
    ("capitals", "VERGADERING WERKGROEP MARKT"),
    ("capitals", "Wij stemden op JAAP VVD."),
    ("field", "Afzender: gemeente Voorbeeld"),
    ("field", "Aanwezig op: maandag"),
    ("field", "Onderwerp: Markt"),
    ("list", "Aanwezig:\nGemeente Hengelo"),
    ("salutation", "Beste collega's,"),
    ("salutation", "Hoi allemaal,"),
    ("closing", "Met vriendelijke groet,\nGemeente Voorbeeld"),
    ("closing", "Met vriendelijke groet,\n\nde afdeling Markten"),
    ("speaker", "Let op: het is glad"),
    ("speaker", "XQ: tot zo"),
    ("alone on a line", "Tekst.\n\nOpening\n\nTekst"),
]

# text, all names in it
NASTY = [
    ("", []),
    ("\n", []),
    (" \t\n\f\n ", []),
    (".", []),
    ("'s", []),
    ("dhr.", []),
    ("van der", []),
    ("J.", []),
    # all capitals
    ("DHR. J. DE VRIES", ["J. DE VRIES"]),
    ("MEVROUW XANDRINK", ["XANDRINK"]),
    ("Aanwezig: JAAP DE VRIES, PIET BAKKER", ["JAAP DE VRIES", "PIET BAKKER"]),
    ("GEACHTE HEER VAN DEN HEUVEL", ["VAN DEN HEUVEL"]),
    # no spaces
    ("Sjoerd/Fenna", ["Sjoerd", "Fenna"]),
    ("(Sjoerd)", ["Sjoerd"]),
    ("@Sjoerd, kun jij dit?", ["Sjoerd"]),
    ("*Sjoerd*", ["Sjoerd"]),
    ("“Fenna Xandrink”", ["Fenna Xandrink"]),
    ("Sjoerd_Xandrink", ["Sjoerd"]),
    # other spaces
    ("Wij zagen Fenna\u00a0Xandrink lopen", ["Fenna\u00a0Xandrink"]),
    ("Wij zagen Fenna\tXandrink lopen", ["Fenna\tXandrink"]),
    # accents in two characters, ligatures, wide and mathematical letters, as a PDF may hold them
    ("Wij zagen Rene\u0301 Xandrink lopen", ["Rene\u0301 Xandrink"]),
    ("Wij zagen Fenna Gri\ufb03oen lopen", ["Fenna Gri\ufb03oen"]),
    ("Wij zagen \uff26enna \uff38andrink lopen", ["\uff26enna \uff38andrink"]),
    ("Wij zagen \U0001d405enna Xandrink lopen", ["\U0001d405enna Xandrink"]),
    # invisible signs
    ("Wij zagen Fen\u200bna Xandrink lopen", ["Fen\u200bna Xandrink"]),
    ("Wij zagen Fen\u00adna Xan\u00addrink lopen", ["Fen\u00adna Xan\u00addrink"]),
    ("\ufeffFenna Xandrink liep", ["\ufeffFenna Xandrink"]),
    # Cyrillic letters that look like ours: a in Fenna, e in de
    ("Wij zagen Fenn\u0430 Xandrink lopen", ["Fenn\u0430 Xandrink"]),
    ("Wij zagen dhr. J. d\u0435 Vries lopen", ["J. d\u0435 Vries"]),
    # over a line break: in wrapped text, and where a line breaks off inside a name
    (
        "Gisteren is op verzoek van de afdeling gesproken met Fenna\nXandrink over de kade.",
        ["Fenna\nXandrink"],
    ),
    ("Wij zagen dhr. J. de\nVries lopen", ["J. de\nVries"]),
    ("Wij zagen mevrouw\nXandrink lopen", ["Xandrink"]),
    ("Wij zagen Fenna van der\nHorst lopen", ["Fenna van der\nHorst"]),
    ("Wij zagen J.P.\nXandrink lopen", ["J.P.\nXandrink"]),
    # not over a blank line or a page
    ("Wij zagen dhr.\n\nXandrink", []),
    ("Wij zagen dhr.\fXandrink", []),
    ("Aanhef: mevrouw\nNaam: Xandrink", ["Xandrink"]),
    # initials belong to what stands behind them
    ("Later liep Jaap, A. Bos was er ook", ["Jaap", "A. Bos"]),
    ("1. Fenna Xandrink\n2. Sjoerd Terwiel", ["Fenna Xandrink", "Sjoerd Terwiel"]),
    ("Aanwezig: Jansen, P., Bakker, K.", ["Jansen, P.", "Bakker, K."]),
]

# Where the same sign or word goes on and on, each rule looks ahead no further than a name is long.
ENDLESS = [
    "Fenna Xandrink kwam met dhr. J.P. van der Berg naar de markt, zei wethouder Van Weerd. ",
    " van der",
    " J.P.",
    " mr.",
    " wethouder J.P.",
    " Jansen, P.",
    " Sjoerd,",
    " SJOERD",
    " dhr. J.\nde",
    "\nVan: Sjoerd,",
    "\n\nDoornbos",
    "é",
    "-",
    "=",
    "a-------------",
]


def by_rules(text):
    """What the rules alone find: the trained components have tests of their own (test_trained.py)."""
    pipeline = nlp.load()
    doc = pipeline.get_pipe("woo_gazetteer")(pipeline.make_doc(text))
    return pipeline.get_pipe("woo_names").by_rules(doc)


def found_in(text):
    return [text[name.start : name.end] for name in by_rules(text)]


def rules_in(module):
    source = Path(module.__file__).read_text(encoding="utf-8")
    return set(re.findall(r'(?:Name|loose_names)\([^"]*?"([a-z ]+)"', source))


RULES = sorted(rules_in(names) | rules_in(context))


@pytest.mark.parametrize(("rule", "text", "name"), HITS)
def test_hit(rule, text, name):
    found = by_rules(text)
    assert [text[f.start : f.end] for f in found] == [name]
    assert 0 < found[0].score < 1
    assert found[0].rule == rule or rule in NOT_ALONE


# A name in these places is found by another rule too, which may be surer of it.
NOT_ALONE = {
    "field",
    "list",
    "closing",
    "alone on a line",
    "rare first name",
    "inverted",
    "unknown first name",
}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_earns_a_name(rule):
    assert rule in {by_rules(text)[0].rule for _, text, _ in HITS}


@pytest.mark.parametrize(("rule", "text"), MISSES)
def test_miss(rule, text):
    assert rule in RULES
    assert found_in(text) == []


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_says_what_it_leaves(rule):
    assert rule in {r for r, _ in MISSES}


@pytest.mark.parametrize(("text", "found"), NASTY)
def test_nasty(text, found):
    assert found_in(text) == found


@pytest.mark.slow
@pytest.mark.parametrize("piece", ENDLESS)
def test_time_grows_no_faster_than_the_text(piece):
    def seconds(size):
        text = (piece * (size // len(piece) + 1))[:size]
        start = time.process_time()
        nlp.load()(text)
        return time.process_time() - start

    # Eight times the text; quadratic would be 64 times the time.
    assert any(seconds(24_000) < 30 * max(seconds(3_000), 0.01) for _ in range(3))


@pytest.mark.slow
def test_a_megabyte_on_one_line():
    words = ["de", "markt", "kade", "brief,", "gesproken", "over", "voor", "Besluit", "is"]
    line = " ".join(random.Random(1).choices(words, k=190_000)) + " met dhr. J. Xandrink besproken"
    assert len(line) > 1_000_000
    start = time.perf_counter()
    assert found_in(line) == ["J. Xandrink"]
    assert time.perf_counter() - start < 20


def test_a_megabyte_without_a_space():
    assert found_in("a" * 1_000_000) == []


def test_the_same_names_every_time():
    text = "\n".join(text for _, text, _ in HITS)
    assert found_in(text) == found_in(text)


@given(st.text(alphabet=st.sampled_from("JjaPp.,:'’-() \n\tvdeé\u200b\u0430A1"), max_size=60))
@settings(max_examples=150, deadline=None)
def test_names_lie_in_the_text_in_order(text):
    place = 0
    for ent in nlp.load()(text).ents:
        if ent.label_ == "PER":
            assert ent.id_
            assert 0 < float(ent.kb_id_) <= 1
        assert place <= ent.start_char < ent.end_char <= len(text)
        assert not ent.text.isspace()
        place = ent.end_char


def test_a_name_of_the_lists_in_each_of_many_sentences():
    frames = [
        "Gisteren sprak {} over de kade.",
        "Volgens {} kan dat.",
        "Het besluit van {} ligt er.",
        "Beste {},",
    ]
    for frame in frames:
        assert found_in(frame.format("Fenna Terwiel")) == ["Fenna Terwiel"]


KINDS = [
    ("J.P.", Kind.INITIALS),
    ("Th.", Kind.INITIALS),
    ("A", Kind.INITIALS),
    ("van", Kind.PREFIX),
    ("Van", Kind.PREFIX),
    ("'t", Kind.PREFIX),
    ("mw.", Kind.HONORIFIC),
    ("DHR.", Kind.HONORIFIC),
    ("Xandrink", Kind.NAME),
    ("Xandrink-Oudebosch", Kind.NAME),
    ("McXandrink", Kind.NAME),
    ("O'Xandrink", Kind.NAME),
    ("İpek", Kind.NAME),
    ("VVD", Kind.UPPER),
    ("XANDRINK", Kind.UPPER),
    ("markt", Kind.LOWER),
    ("iPhone", Kind.LOWER),
    ("XanDrink", Kind.LOWER),
    ("b.v.", Kind.PUNCTUATION),
    ("m.b.t.", Kind.PUNCTUATION),
    ("12", Kind.PUNCTUATION),
    ("-", Kind.PUNCTUATION),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind(text, kind):
    assert kind_of(text) is kind


PLAIN = [
    ("Fenna", "Fenna"),
    ("Rene\u0301", "Ren\u00e9"),
    ("Gri\ufb03oen", "Griffioen"),
    ("Fen\u200bna", "Fenna"),
    ("Fenn\u0430", "Fenna"),
    ("\u0421емён", "\u0421емён"),  # a name in Cyrillic stays one
    ("\u200b", "\u200b"),  # never nothing
]


@pytest.mark.parametrize(("word", "expected"), PLAIN)
def test_plain(word, expected):
    assert plain(word) == expected


@given(st.text(min_size=1, max_size=12))
@settings(deadline=None)
def test_plain_twice_is_plain_once(word):
    assert plain(plain(word)) == plain(word)
    assert plain(word)


def toks(text):
    return tokens_of(nlp.load().tokenizer(text), lists())


def test_tokens_keep_their_place_whatever_they_are_read_as():
    text = "dhr. J. d\u0435 Vri\u00ades\nbelt"
    for tok in toks(text):
        assert plain(text[tok.start : tok.end]) == tok.text or tok.kind is Kind.BREAK


# text, whether a surname must stand there, the surname at its start
SURNAMES = [
    ("Wiersma belt", False, "Wiersma"),
    ("van der Wiersma belt", False, "van der Wiersma"),
    ("Xandrink belt", False, None),
    ("Xandrink belt", True, "Xandrink"),
    ("XANDRINK belt", False, None),
    ("XANDRINK belt", True, "XANDRINK"),
    ("XVD belt", True, None),
    ("Oude Elferink belt", True, "Oude Elferink"),
    ("Wiersma - Terwiel belt", False, "Wiersma - Terwiel"),
    ("Wiersma-de Graaf belt", True, "Wiersma-de Graaf"),
    ("in Wiersma", False, None),
    ("in 't Wiersma", False, "in 't Wiersma"),
    ("Wiersma Advocaten", True, None),
    ("Wiersmastraat", True, None),
    ("van der", True, None),
    ("", True, None),
]


@pytest.mark.parametrize(("text", "expected", "name"), SURNAMES)
def test_surname_end(text, expected, name):
    tokens = toks(text)
    end = surname_end(tokens, 0, expected=expected) if tokens else None
    assert (None if end is None else text[: tokens[end - 1].end]) == name


@pytest.mark.parametrize(
    ("text", "place"),
    [("Wiersma", False), ("Xandrinkstraat", True), ("Wiersma Museum", True), ("Fenna 12", False)],
)
def test_is_place(text, place):
    assert is_place(toks(text), 0) is place


@pytest.mark.parametrize(
    ("text", "thing"),
    [("Stichting Fenna", True), ("Oudkantoor Fenna", True), ("de Fenna", False), ("stichting, Fenna", False)],
)
def test_thing_before(text, thing):
    tokens = toks(text)
    assert thing_before(tokens, len(tokens) - 1) is thing
    assert not thing_before(tokens, 0)
