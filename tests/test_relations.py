"""What is kept of a document, and how the documents of a case belong together by it."""

import random
from dataclasses import fields, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.items import Message, Part, PartKind, Structure
from pipeline.relations import Relation, Trace, relate, told, trace_of
from pipeline.relations.sketch import MIN_WORDS, SIZE, WIDTH, bands, hashes_of, likeness, sketch
from pipeline.relations.texts import gaps, same_form, without, words_of
from pipeline.types import Document, DocumentKind, Span

WORDS = [f"woord{n}" for n in range(2000)]
PAGE = " ".join(WORDS[:500])


def document(text, kind=DocumentKind.TEXT, **more):
    return Document("ab" * 32, "een.txt", kind, text, **more)


def trace(text, structure=None, content="", **more):
    return trace_of(document(text, **more), structure or Structure(), content)


def related(*traces, parents=None):
    return relate({f"{n:06d}": one for n, one in enumerate(traces, 1)}, parents or {})


# ------------------------------------------------------------------------------------------ the same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("De markt gaat door.", "De  markt\ngaat\u00a0door.\n"),
        ("De markt\ngaat door.", "> De markt\n> gaat door."),
        ("De markt\ngaat door.", ">> > De markt\n>\n  > gaat door."),
        ("Het café.", "Het cafe\u0301."),
    ],
)
def test_white_space_quoting_marks_and_the_coding_of_accents_make_no_difference(one, other):
    assert trace(one).same == trace(other).same != b""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("De markt gaat door.", "De markt gaat niet door."),
        ("De markt gaat door.", "De markt gaat door"),
        ("De markt gaat door.", "de markt gaat door."),
        ("5 > 3", "5 3"),
        ("Sanne Oudebos", "Sanne Oudebosch"),
    ],
)
def test_every_other_difference_makes_another_document(one, other):
    assert trace(one).same != trace(other).same


def test_running_headers_do_not_count():
    plain, paged = "Eerste blad. Tweede blad.", "Eerste blad.\nGemeente Voorbeeld 1\nTweede blad."
    at = Span(paged.index("Gemeente"), paged.index("1") + 1)
    assert trace(plain).same == trace(paged, Structure(artifacts=(at,))).same


@pytest.mark.parametrize("text", ["", " \n\f ", "...", "---\n> >"])
def test_a_document_without_words_is_the_same_as_another_by_its_bytes_only(text):
    assert trace(text).same == b""
    assert trace(text, content="aa").same == trace(text + " ", content="aa").same != b""
    assert trace(text, content="aa").same != trace(text, content="bb").same


def test_where_a_picture_was_not_read_the_words_are_not_enough():
    seen = {"obstacles": ("pagina 1 bevat een afbeelding die niemand heeft gelezen",)}
    assert trace("Tekst.", content="aa", **seen).same != trace("Tekst.", content="bb", **seen).same
    assert trace("Tekst.", **seen).same == b""
    one = {"headers": (("Message-ID", "<1@voorbeeld.nl>"),), "kind": DocumentKind.MAIL}
    two = {"headers": (("Message-ID", "<2@voorbeeld.nl>"),), "kind": DocumentKind.MAIL}
    first = trace("Tekst.", content="aa", **seen, **one).same
    assert first == trace("Tekst.", content="bb", **seen, **one).same
    assert first != trace("Tekst.", content="aa", **seen, **two).same
    assert first != trace("Andere tekst.", content="aa", **seen, **one).same


def test_all_that_are_the_same_are_told_with_the_first_by_number():
    same, other = trace("Hetzelfde."), trace("Iets anders.")
    assert [one.duplicate_of for one in related(other, same, same, other, same).values()] == [
        None,
        None,
        "000002",
        "000001",
        "000002",
    ]


# ------------------------------------------------------------------------------------------ nearly the same


def changed(text, count):
    """The text with `count` words changed, evenly spread."""
    words = text.split()
    for i in range(count):
        words[(i * len(words)) // count + 3] = f"anders{i}"
    return " ".join(words)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (PAGE, changed(PAGE, 1), True),
        (PAGE, changed(PAGE, 4), True),
        (PAGE, PAGE.upper() + "!", True),
        (PAGE, changed(PAGE, 12), False),
        (PAGE, " ".join(WORDS[600:1100]), False),
        (PAGE, " ".join(reversed(WORDS[:500])), False),
        (PAGE, " ".join(WORDS[:250]), False),
        (" ".join(WORDS[:MIN_WORDS]), " ".join(WORDS[:MIN_WORDS]) + " x", True),
        (" ".join(WORDS[: MIN_WORDS - 1]), " ".join(WORDS[: MIN_WORDS - 1]) + " x", False),
        ("", PAGE, False),
        ("", " ", False),
    ],
)
def test_documents_that_differ_in_a_few_words_a_page_are_near(one, other, near):
    first, second = related(trace(one), trace(other)).values()
    assert (first.near, second.near) == ((("000002",), ("000001",)) if near else ((), ()))


def test_all_that_is_near_one_document_is_told_with_that_one():
    copies = [trace(changed(PAGE, 1)), trace(PAGE), trace(PAGE), trace(PAGE + " slot"), trace("Los.")]
    assert [(one.duplicate_of, one.near) for one in related(*copies).values()] == [
        (None, ("000002", "000004")),
        (None, ("000001",)),
        ("000002", ()),
        (None, ("000001",)),
        (None, ()),
    ]


def test_disclaimers_do_not_make_mails_near():
    foot = " ".join(WORDS[1000:1300])
    bodies = [" ".join(WORDS[:12]), " ".join(WORDS[500:512])]

    def mail(body, disclaimers):
        text = f"{body}\n{foot}"
        span, at = Span(0, len(text)), Span(len(body) + 1, len(text))
        message = Message(
            span,
            None,
            (),
            (),
            None,
            None,
            span,
            (Span(0, len(body)),),
            None,
            disclaimers(at),
            None,
            None,
            "kop",
            0.9,
        )
        return trace(text, Structure(messages=(message,)))

    assert all(one.near for one in related(*(mail(body, lambda at: ()) for body in bodies)).values())
    assert not any(one.near for one in related(*(mail(body, lambda at: (at,)) for body in bodies)).values())


def hashes(words):
    return frozenset(hashes_of(sketch(words)))


@given(st.integers(0, 900), st.integers(100, 900))
def test_the_sketch_estimates_the_jaccard_similarity(start, length):
    one, other = WORDS[:900], WORDS[start : start + length]
    a, b = ({tuple(w[i : i + WIDTH]) for i in range(len(w) - WIDTH + 1)} for w in (one, other))
    estimate = likeness(hashes(one), hashes(other))
    assert abs(estimate - len(a & b) / len(a | b)) < 0.15
    if len(a | b) <= SIZE:
        assert estimate == len(a & b) / len(a | b)
    for least in (0.2, 0.5, 0.9):
        assert likeness(hashes(one), hashes(other), least) == (estimate if estimate >= least else 0.0)


def test_texts_that_are_alike_share_a_band_and_others_hardly_ever():
    draw = random.Random(7)
    texts = [[f"w{draw.randrange(10**6)}" for _ in range(600)] for _ in range(40)]
    keys = [set(bands(hashes_of(sketch(text)))) for text in texts]
    near = [set(bands(hashes_of(sketch(changed(" ".join(text), 5).split())))) for text in texts]
    assert all(mine & yours for mine, yours in zip(keys, near, strict=True))
    assert not any(mine & yours for mine, yours in pairwise(keys))


def test_a_sketch_is_at_most_a_kilobyte_and_says_the_same_of_no_text():
    assert len(sketch(WORDS)) == 4 * SIZE
    assert sketch(WORDS[: MIN_WORDS - 1]) == b""
    assert likeness(frozenset(), frozenset()) == 0.0


# ------------------------------------------------------------------------------------------ families and order


def test_a_family_is_a_document_and_all_that_hangs_on_it():
    traces = [trace(f"Tekst {n}.") for n in range(6)]
    parents = {"000002": "000001", "000003": "000002", "000006": "000005"}
    assert [one.family for one in related(*traces, parents=parents).values()] == [1, 1, 1, 4, 5, 5]


def test_numbers_are_compared_as_numbers():
    same = trace("Hetzelfde.")
    relations = relate({"1000000": same, "999999": same}, {})
    assert relations["1000000"].duplicate_of == "999999"
    assert relations["999999"].duplicate_of is None


@given(st.permutations(range(6)))
def test_the_order_of_the_input_does_not_matter(order):
    texts = [PAGE, changed(PAGE, 1), PAGE, changed(PAGE, 2), "Los.", "Los."]
    traces = {f"{n:06d}": trace(text) for n, text in enumerate(texts, 1)}
    names = list(traces)
    assert relate({names[i]: traces[names[i]] for i in order}, {}) == relate(traces, {})


def test_no_documents_have_no_relations():
    assert relate({}, {}) == {}


def test_nothing_of_the_text_is_kept():
    whole = trace(
        PAGE, content="aa", headers=(("Message-ID", "<geheim@voorbeeld.nl>"),), kind=DocumentKind.MAIL
    )
    kept = repr([getattr(whole, f.name) for f in fields(Trace)])
    assert "woord" not in kept
    assert "geheim" not in kept


# ------------------------------------------------------------------------------------------ what is told outside

PAIR = {
    "000001": Relation(1, 1, None, ("000003",), "000002"),
    "000002": Relation(2, 1, None, (), None),
    "000003": Relation(3, 1, None, ("000001",), None),
    "000004": Relation(4, 1, "000001", (), None),
}
BARE = {number: replace(one, near=(), contained_in=None) for number, one in PAIR.items()}
NOBODY = {number: replace(one, duplicate_of=None) for number, one in BARE.items()}


@pytest.mark.parametrize(
    ("kept_back", "cut", "says"),
    [
        ({}, set(), PAIR),
        # Of what is published and what is not, nothing is said that tells of the one what stands in the other.
        ({"000004": "niet openbaar"}, set(), {**PAIR, "000004": NOBODY["000004"]}),
        ({"000001": "niet openbaar"}, set(), NOBODY),
        ({"000001": "niet openbaar", "000004": "niet openbaar"}, set(), BARE),
        ({"000001": "niet openbaar", "000004": "buiten verzoek"}, set(), NOBODY),
        (dict.fromkeys(PAIR, "niet openbaar"), set(), BARE),
        ({"000002": "niet openbaar"}, set(), {**PAIR, "000001": replace(PAIR["000001"], contained_in=None)}),
        # A passage was taken out of one: what is near would show it, what is the same lost it too.
        ({}, {"000001", "000004"}, BARE),
        ({}, {"000002"}, {**PAIR, "000001": replace(PAIR["000001"], contained_in=None)}),
    ],
)
def test_what_is_told_outside_tells_nothing_of_what_was_kept_back(kept_back, cut, says):
    assert told(PAIR, kept_back, cut) == says


# ------------------------------------------------------------------------------------------ texts


@pytest.mark.parametrize(
    ("taken", "left"),
    [
        ([], [(0, 10)]),
        ([(0, 10)], []),
        ([(2, 4)], [(0, 2), (4, 10)]),
        ([(5, 6), (2, 4)], [(0, 2), (4, 5), (6, 10)]),
        ([(2, 8), (3, 4)], [(0, 2), (8, 10)]),
        ([(0, 1), (9, 10), (3, 3)], [(1, 3), (3, 9)]),
    ],
)
def test_gaps_are_what_stretches_leave(taken, left):
    assert list(gaps(10, [Span(*one) for one in taken])) == [Span(*one) for one in left]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("De Markt, 5 mei!", ["de", "markt", "5", "mei"]),
        ("zie <https://voorbeeld.nl/a?b=c> daar", ["zie", "daar"]),
        ("mail sanne<mailto:s@voorbeeld.nl> of [cid:image001.png@01D]", ["mail", "sanne", "of"]),
        ("_____\nnota_v2", ["nota", "v2"]),
        ("", []),
    ],
)
def test_words(text, words):
    assert words_of(text) == words


@given(st.text(alphabet="ab. \n\t\u00e9", max_size=60), st.integers(1, 3))
def test_a_quote_has_the_same_form_as_what_it_quotes(text, depth):
    assert same_form("\n".join("> " * depth + line for line in text.split("\n"))) == same_form(text)
    assert without(text, []) == text


def test_a_memo_is_no_mail_and_a_bundle_is_in_no_thread():
    def part(kind):
        return Part(kind, Span(0, 4), None, None, "kop", 0.9)

    message = Message(
        Span(0, 4), None, (), (), None, None, Span(0, 4), (Span(0, 4),), None, (), None, None, "kop", 0.9
    )
    kinds = {
        (PartKind.MAIL,): True,
        (PartKind.MAIL, PartKind.LEGEND): True,
        (PartKind.MAIL, PartKind.MAIL): False,
        (PartKind.MAIL, PartKind.MINUTES): False,
        (PartKind.MEMO,): False,
        (): False,
    }
    for parts, is_mail in kinds.items():
        structure = Structure(parts=tuple(map(part, parts)), messages=(message,))
        (relation,) = related(trace("Tekst.", structure, kind=DocumentKind.PDF)).values()
        assert relation.thread == (1 if is_mail else None)
