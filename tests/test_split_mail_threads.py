"""Who quotes whom, whose words are whose, and what happens to texts that no program should have made."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.split.lines import cut
from pipeline.split.mail.heads import find_heads
from pipeline.split.mail.messages import messages


def read(text, stops=()):
    lines = cut(text)
    return messages(text, lines, find_heads(text, lines, False), stops)


def block(day, body, sender="Anna"):
    return f"Van: {sender}\nVerzonden: {day} juni 2023 09:12\nAan: Bram\nOnderwerp: boom\n\n{body}\n\n"


def quoted(text):
    return "".join(f"> {line}".rstrip(" ") + "\n" for line in text.splitlines())


def words(text, message):
    return "\n".join(span.of(text) for span in message.text)


def test_a_printed_thread():
    text = block(9, "drie") + block(8, "twee") + block(7, "een")
    assert [(m.quoted_in, words(text, m)) for m in read(text)] == [(None, "drie"), (0, "twee"), (1, "een")]


def test_a_later_mail_below_starts_a_thread_of_its_own():
    text = block(8, "twee") + block(7, "een") + block(9, "nieuw") + block(8, "oud")
    assert [m.quoted_in for m in read(text)] == [None, 0, None, 2]


def test_another_document_in_between_parts_threads_unless_the_dates_go_back():
    agenda = "Agenda\n1. Opening\n\n"
    undated = "Van: Anna\nVerzonden: [5.1.2e] 09:12\nAan: Bram\nOnderwerp: boom\n\nHallo\n"
    text = block(9, "drie") + agenda + undated
    assert [m.quoted_in for m in read(text, [6])] == [None, None]
    assert [m.quoted_in for m in read(text)] == [None, 0]
    text = block(9, "drie") + agenda + block(8, "twee")
    assert [m.quoted_in for m in read(text, [6])] == [None, 0]


def test_nested_quotations():
    inner = "Op 6 juni 2023 om 09:00 schreef Cor <c@x.example>:\n" + quoted("Mag de boom weg?")
    middle = "Op 7 juni 2023 om 09:00 schreef Bram <b@x.example>:\n" + quoted("Wat vind jij?\n" + inner)
    text = block(8, "Nee.") + middle
    assert [(m.quoted_in, words(text, m)) for m in read(text)] == [
        (None, "Nee."),
        (0, "Wat vind jij?"),
        (1, "Mag de boom weg?"),
    ]


def test_answers_between_quoted_lines_are_of_who_answers():
    text = (
        block(8, "Zie onder.")
        + "Op 7 juni 2023 om 09:00 schreef Bram <b@x.example>:\n> Mag de boom weg?\n\nJa, dat mag.\n\n"
        + "> En de struik?\n> Die is ziek.\n\nDie ook.\n\nGroet,\nAnna\n"
    )
    first, second = read(text)
    assert words(text, first) == "Zie onder.\nJa, dat mag.\nDie ook."
    assert first.signature is not None
    assert first.signature.of(text) == "Groet,\nAnna"
    assert words(text, second) == "Mag de boom weg?\nEn de struik?\nDie is ziek."


def test_an_answer_below_the_quotation():
    text = (
        "Van: Anna\nVerzonden: 8 juni 2023 09:12\nAan: Bram\nOnderwerp: boom\n\n"
        "Op 7 juni 2023 om 09:00 schreef Bram:\n> Mag de boom weg?\n\nJa.\n"
    )
    assert [words(text, m) for m in read(text)] == ["Ja.", "Mag de boom weg?"]


def test_the_broken_tail_of_a_quoted_line_is_quoted():
    text = (
        block(8, "Ja.")
        + "Op 7 juni 2023 om 09:00 schreef Bram:\n> Mag de grote boom op het plein achter het stadhuis in de zomer\n"
        + "nog weg?\n> Of niet?\n"
    )
    assert words(text, read(text)[0]) == "Ja."


def test_quoted_words_of_nobody_known_are_not_of_the_sender():
    text = block(8, "> Mag de boom weg?\nJa.")
    assert words(text, read(text)[0]) == "Ja."


def test_a_message_of_nothing_but_quoted_lines_keeps_them():
    text = block(8, "> Mag de boom weg?\n> Ja.")
    assert words(text, read(text)[0]) == "> Mag de boom weg?\n> Ja."


def test_two_messages_that_one_answers():
    text = (
        block(8, "Beide goed.")
        + "Op 7 juni 2023 om 09:00 schreef Bram:\n> Mag de boom weg?\n\n"
        + "Op 7 juni 2023 om 10:00 schreef Cor:\n> En de struik?\n"
    )
    assert [m.quoted_in for m in read(text)] == [None, 0, 0]


def test_a_forward_without_own_text():
    text = block(8, "") + block(7, "Kijk eens.")
    first, second = read(text)
    assert (words(text, first), first.body.of(text), words(text, second)) == ("", "", "Kijk eens.")


def test_a_mail_that_quotes_itself():
    text = block(8, "Hallo") * 40
    found = read(text)
    assert len(found) == 40
    assert [m.quoted_in for m in found] == [None, *range(39)]


def test_sixty_levels():
    text = "bodem\n"
    for level in range(60):
        text = f"tekst {level}\n\nOp 7 juni 2023 om 09:{level:02} schreef Bram:\n" + quoted(text)
    text = block(8, "boven") + text
    found = read(text)
    assert [m.quoted_in for m in found] == [None, *range(60)]
    assert words(text, found[-1]) == "bodem"
    assert words(text, found[1]) == "tekst 58"


LONG = [
    block(8, "Hallo " * 30_000),
    block(8, "Groet,\n" * 20_000),
    block(8, "Dit bericht is niet voor u bestemd.\n" * 5_000),
    block(8, "Klik hier om deel te nemen\nx\n" * 5_000),
    block(8, "Tijd: 9:00\n" * 15_000),
    block(8, "vertrouwelijk" * 12_000),
    block(8, "a" * 170_000),
    "Van: a\nAan: b\n" * 10_000,
    "Van:\nVerzonden:\nAan:\n" * 6_000,
    "Van: a\nVerzonden: 6-6-2023 9:00\n" + "xx\n" * 40_000,
    "-----Oorspronkelijk bericht-----\n" * 5_000,
    "Op 7 juni 2023 schreef\n" * 8_000,
    "Op 7 juni 2023 om 9:00 schreef A:\n" * 5_000,
    ">" * 100_000 + "\n" + "> a\n" * 30_000,
    "Van: " + "| " * 80_000,
    "Van: a\nVerzonden: 6-6-2023 9:00\nOnderwerp: " + "&nbsp;" * 30_000,
    "".join(
        ">" * (i % 60) + f" Op 7 juni 2023 om 9:00 schreef A:\n{'>' * (i % 60 + 1)} x\n" for i in range(3_000)
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize("text", LONG, ids=lambda text: repr(text[60:90]))
def test_a_long_text_takes_time_in_proportion(text):
    started = time.process_time()
    read(text)
    # 0.02 to 0.4 s on a slow core; what is quadratic takes minutes.
    assert time.process_time() - started < 3


PIECES = (
    block(6, "Hoi|Groet,|Anna|PS x").replace("\n\n", "\n").strip().replace("\n", "|")
    + "|Van:|Verzonden:|Aan:|Onderwerp:|par: x|vn|CC|Datum: dinsdag 6 juni 2023 09:12|Bijlagen: a.pdf|"
    + "Op 6 juni 2023 om 10:41 schreef Bram:|> Hoi|>> Hoi|-----Oorspronkelijk bericht-----|>>> A 6-6-2023 9:12 >>>||"
    + "Dit bericht is niet voor u bestemd.|en vertrouwelijk|Microsoft Teams-vergadering|Klik hier om deel te nemen|"
    + "Wanneer: 9:00|Waar: x|-- |T 06-12345678|Verstuurd vanaf mijn iPhone|BEGIN:VCALENDAR|END:VCALENDAR|___________|"
    + "\x0c|**x**"
).split("|")


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("\n".join))
def test_no_word_of_a_body_is_lost_and_none_is_told_twice(text):
    found = read(text)
    parts = sorted(
        span
        for message in found
        for span in (*message.text, message.signature, *message.disclaimers, message.invitation)
        if span
    )
    assert all(one.end <= other.start for one, other in pairwise(parts))
    told = {i for span in parts for i in range(span.start, span.end)}
    for message in found:
        for line in cut(text):
            inside = message.body.start <= line.at and line.stop <= message.body.end
            if inside and ">" not in text[line.start : line.at] and any(c.isalnum() for c in line.core):
                assert line.at in told, line


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("\n".join))
def test_a_message_is_quoted_by_one_above_it(text):
    for i, message in enumerate(read(text)):
        assert message.quoted_in is None or 0 <= message.quoted_in < i
        assert message.span.covers(message.body)
        assert 0.5 <= message.confidence <= 0.9
