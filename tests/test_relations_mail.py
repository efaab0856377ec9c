"""Threads of mails, and mails that stand whole in a later one: by traces, and read from files."""

import time
from dataclasses import replace
from itertools import count

import pytest

from pipeline.ingest import read
from pipeline.relations import Trace, relate, trace_of
from pipeline.relations.mail import message_id, minutes, people, person, plain_subject, references
from pipeline.relations.trace import Said
from pipeline.split import split
from pipeline.types import Source

DAY = 24 * 60
SERIAL = count()


def digest(value):
    return str(value).encode()


def said(words, *, dated=True):
    return Said(digest(f"start {words}"), digest(f"whole {words}"), dated)


def mail(own_id="", references=(), *, subject="", people=(), sent=0, messages=(), reply=False, complete=True):
    """A mail that no other is the same as; the first of the people sent it."""
    return Trace(
        same=digest(next(SERIAL)),
        is_mail=True,
        own_id=digest(own_id) if own_id else b"",
        references=tuple(map(digest, references)),
        subject=digest(subject) if subject else b"",
        is_reply=reply,
        sent=sent,
        sender=digest(people[0]) if people else b"",
        people=tuple(map(digest, people)),
        messages=tuple(one if isinstance(one, Said) else said(one) for one in messages),
        complete=complete and bool(messages),
    )


def related(*traces, parents=None):
    return list(relate({f"{n:06d}": one for n, one in enumerate(traces, 1)}, parents or {}).values())


def threads(*traces):
    return [one.thread for one in related(*traces)]


# ------------------------------------------------------------------------------------------ threads

AB, BA = ("anna", "bert"), ("bert", "anna")
RE = {"subject": "markt", "reply": True}


@pytest.mark.parametrize(
    ("mails", "found"),
    [
        # ids
        ([mail("1"), mail("2", ["1"])], [1, 1]),
        ([mail("2", ["1"]), mail("1")], [1, 1]),
        ([mail("1", subject="markt"), mail("2", ["1"], subject="iets anders")], [1, 1]),
        ([mail("1"), mail("2")], [1, 2]),
        ([mail(), mail()], [1, 2]),
        ([mail("2", ["0"]), mail("3", ["0"])], [1, 1]),  # the first mail is not in the case
        ([mail("1"), mail("9"), mail("2", ["1"]), mail("3", ["2"])], [1, 2, 1, 1]),
        ([mail("1", ["2"]), mail("2", ["3"]), mail("3", ["1"])], [1, 1, 1]),  # round in a circle
        ([mail("1", ["1"]), mail("2")], [1, 2]),
        ([mail("1"), mail("1")], [1, 1]),  # two copies
        # an id that different mails have as their own
        ([mail("1", subject="markt"), mail("1", subject="riool")], [1, 2]),
        ([mail("1", sent=5), mail("1", sent=9)], [1, 2]),
        ([mail("1", sent=5), mail("1", sent=9), mail("2", ["1"])], [1, 2, 3]),
        # the same message
        ([mail(messages="ab"), mail(messages="b")], [1, 1]),
        ([mail(messages="ab"), mail(messages="cb")], [1, 1]),
        ([mail(messages="a"), mail(messages="b")], [1, 2]),
        ([mail(messages=[said("a", dated=False)]), mail(messages=[said("a", dated=False)])], [1, 2]),
        (
            [
                mail(subject="markt", messages=[said("a", dated=False)]),
                mail(subject="markt", messages=[said("a", dated=False)]),
                mail(subject="riool", messages=[said("a", dated=False)]),
            ],
            [1, 1, 3],
        ),
        # the same subject
        ([mail(subject="markt", people=AB), mail(**RE, people=BA, sent=9)], [1, 1]),
        ([mail(**RE, people=BA, sent=9), mail(subject="markt", people=AB)], [1, 1]),
        ([mail(subject="markt", people=AB), mail(**RE, people=BA, sent=90 * DAY)], [1, 1]),
        ([mail(subject="markt", people=AB), mail(**RE, people=BA, sent=90 * DAY + 1)], [1, 2]),
        (
            [mail(subject="markt", people=AB), mail(**RE, people=BA, sent=-1)],
            [1, 2],
        ),  # before what it answers
        ([mail(subject="markt", people=AB), mail(**RE, people=BA, sent=None)], [1, 2]),
        ([mail(subject="markt", people=AB), mail(subject="markt", people=AB, sent=9)], [1, 2]),  # no reply
        ([mail(subject="markt", people=AB), mail(**RE, people=("kim", "joris"), sent=9)], [1, 2]),
        ([mail(subject="markt", people=AB), mail(**RE, people=("bert", "kim"), sent=9)], [1, 2]),
        ([mail(subject="markt", people=AB), mail(**RE, people=("kim", "anna", "bert"), sent=9)], [1, 2]),
        ([mail(subject="markt", people=AB), mail(**RE, people=(), sent=9)], [1, 2]),
        ([mail(people=AB), mail(people=BA, sent=9, reply=True)], [1, 2]),  # `FW:` and nothing else
        # One box gets the same question of two people: each answer goes to its own.
        (
            [
                mail(subject="vraag", people=("anna", "loket")),
                mail(subject="vraag", people=("bert", "loket"), sent=1),
                mail(subject="vraag", people=("loket", "anna"), sent=2, reply=True),
                mail(subject="vraag", people=("loket", "bert"), sent=3, reply=True),
            ],
            [1, 2, 1, 2],
        ),
        # A mail that belongs to both makes one thread of two, under the lowest number.
        ([mail("1"), mail("2"), mail("3", ["1", "2"])], [1, 1, 1]),
        ([Trace(same=b"x"), mail("1")], [None, 2]),
    ],
)
def test_threads(mails, found):
    assert threads(*mails) == found


# ------------------------------------------------------------------------------------------ mails in mails


def chain(messages, sent, **more):
    return mail(messages=messages, sent=sent, **more)


@pytest.mark.parametrize(
    ("mails", "holders"),
    [
        ([chain("a", 1), chain("ba", 2)], ["000002", None]),
        ([chain("a", 1), chain("ba", 2), chain("cba", 3)], ["000003", "000003", None]),  # the largest
        ([chain("a", 1), chain("ba", 2), chain("ca", 3)], ["000002", None, None]),
        ([chain("ba", 2), chain("a", 1)], [None, "000001"]),
        ([chain("a", 2), chain("ba", 1)], [None, None]),  # what quotes it can't be earlier
        ([chain("a", 1), chain("ba", 1)], [None, None]),
        ([chain("a", None), chain("ba", 2)], [None, None]),
        ([chain("a", 1), chain("ba", None)], [None, None]),
        ([chain("ab", 1), chain("ca", 2)], [None, None]),  # b stands in the first only
        ([chain("a", 1, complete=False), chain("ba", 2)], [None, None]),
        ([chain("a", 1), chain("a", 2)], [None, None]),  # no more than the first
        ([chain("aa", 1), chain("ba", 2)], ["000002", None]),  # a mail that quotes itself
        ([chain("", 1), chain("", 2)], [None, None]),
    ],
)
def test_a_mail_whose_messages_all_stand_in_a_later_one(mails, holders):
    mails = [replace(one, messages=tuple(dict.fromkeys(one.messages))) for one in mails]
    assert [one.contained_in for one in related(*mails)] == holders


def test_a_mail_with_attachments_stands_in_no_other():
    mails = [chain("a", 1), chain("ba", 2), Trace(same=b"x")]
    assert related(*mails, parents={"000003": "000001"})[0].contained_in is None
    assert related(*mails, parents={"000003": "000002"})[0].contained_in == "000002"


def test_a_copy_stands_in_nothing_and_holds_nothing():
    one = chain("ba", 2)
    assert [r.contained_in for r in related(chain("a", 1), one, one)] == ["000002", None, None]
    first = chain("a", 1)
    assert [r.contained_in for r in related(first, first, one)] == ["000003", None, None]


def test_what_stands_in_another_is_not_told_as_near_too():
    sketch = bytes(range(200))
    mails = [replace(one, sketch=sketch) for one in (chain("a", 1), chain("ba", 2), chain("c", 3))]
    assert [(r.contained_in, r.near) for r in related(*mails)] == [
        ("000002", ("000003",)),
        (None, ()),
        (None, ("000001",)),
    ]


# ------------------------------------------------------------------------------------------ headers


@pytest.mark.parametrize(
    ("subject", "plain", "reply"),
    [
        ("Markt", "markt", False),
        ("RE: Markt", "markt", True),
        ("Re[2]: Markt", "markt", True),
        ("Re (3): Markt", "markt", True),
        ("FW:  Fwd: re :Markt", "markt", True),
        ("Antw: Betr.: AW: WG: Markt", "markt", True),
        ("Antwoord: Doorst: Markt", "markt", True),
        ("[Marktlijst] RE: [EXTERN] Markt", "markt", True),
        ("[Marktlijst] Markt", "markt", False),
        ("[Zaak 2024-12] Markt", "[zaak 2024-12] markt", False),
        ("FW:", "", True),
        ("", "", False),
        ("Reactie: markt", "reactie: markt", False),
        ("Rekening", "rekening", False),
        ("Markt RE: plein", "markt re: plein", False),
        ("Twee   regels\n van een  onderwerp", "twee regels van een onderwerp", False),
    ],
)
def test_a_subject_without_what_replies_put_before_it(subject, plain, reply):
    assert plain_subject(subject) == (plain, reply)


def test_a_subject_of_nothing_but_prefixes_ends():
    assert plain_subject("RE: " * 100_000) == ("", True)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sanne Oudebos <sanne.oudebos@voorbeeld.nl>", "Oudebos, Sanne", True),
        ("Sanne Oudebos <SANNE.OUDEBOS@voorbeeld.nl>", "sanne_oudebos@elders.nl", True),
        ("Loket <loket@voorbeeld.nl>", "loket@voorbeeld.nl", True),
        ("Loket <loket@voorbeeld.nl>", "loket@elders.nl", False),
        ("Sanne Oudebos", "Kim Oudebos", False),
        ("Sanne Oudebos", "Sanne Oudebos [mailto:sanne.oudebos@voorbeeld.nl]", True),
    ],
)
def test_who_is_the_same_person_in_an_address_list(one, other, same):
    assert (person(one) == person(other)) is same


def test_entries_without_letters_are_nobody():
    assert list(people(["", " ; ", "[]", "123"])) == []
    assert len(person("x" * 100_000)) == 300


def headers(**values):
    return tuple((name.replace("_", "-"), value) for name, value in values.items())


def test_the_ids_of_a_mail():
    own = message_id(headers(Message_ID="<1@voorbeeld.nl>"))
    assert (
        own
        == message_id(headers(message_id=" < 1@voorbeeld.nl > extra"))
        == message_id(headers(Message_Id="1@voorbeeld.nl"))
    )
    assert message_id(headers(Message_ID="")) == message_id(headers(Message_ID="<>")) == message_id(()) == b""
    found = references(
        headers(References="<0@a.nl> <1@voorbeeld.nl>", In_Reply_To="bericht van 3 mei <1@voorbeeld.nl>")
    )
    assert len(found) == 2
    assert found[1] == own


def test_a_long_list_of_references_keeps_its_first_and_its_last():
    ids = [f"<{n}@voorbeeld.nl>" for n in range(5000)]
    found = references(headers(References=" ".join(ids)))
    assert len(found) == 200
    assert found[0] == message_id(headers(Message_ID=ids[0]))
    assert found[-1] == message_id(headers(Message_ID=ids[-1]))


def test_the_conversation_of_outlook_counts_as_a_reference():
    first = "AdpuMzcYp1aBqMnDQXu+J0hxZ1d2Xw=="
    answer = "AdpuMzcYp1aBqMnDQXu+J0hxZ1d2XwABAgME"
    assert references(headers(Thread_Index=first)) == references(headers(Thread_Index=answer)) != ()
    for broken in ("", "geen base64!", "AdpuMw=="):
        assert references(headers(Thread_Index=broken)) == ()


@pytest.mark.parametrize(
    ("date", "stated", "found"),
    [
        ("Thu, 1 Jan 1970 01:05:00 +0100", None, 5),
        ("Thu, 1 Jan 1970 00:05:00", None, 5),
        ("", "1970-01-01T00:05", 5),
        ("onleesbaar", "1970-01-01T01:05:00+01:00", 5),
        ("", "1970-01-02", 1440),
        ("", None, None),
        ("Thu, 99 Jan 1970 00:00:00 +9999", "soms", None),
    ],
)
def test_when_a_mail_was_sent(date, stated, found):
    assert minutes(headers(Date=date), stated) == found


# ------------------------------------------------------------------------------------------ read from files

QUESTION = """\
Beste Piet,

Kun jij kijken of de markt in mei naar het andere plein kan? De kraamhouders
vragen daar al een tijd om en het zou ons veel werk schelen.
"""
ANSWER = """\
Dag Sanne,

Dat kan, maar dan moeten wij eerst met de brandweer praten over de doorgang
langs de kramen.
"""
SANNE, PIET, KIM = (
    f"{name} <{name[0].lower()}@voorbeeld.nl>" for name in ("Sanne Oudebos", "Piet Xandrink", "Kim Yldi")
)


def eml(sender, to, clock, subject, body, *more):
    fields = [
        f"From: {sender}", f"To: {to}", f"Date: Mon, 4 Mar 2024 {clock}:00 +0100", f"Subject: {subject}", *more,
        "Content-Type: text/plain; charset=utf-8",
    ]  # fmt: skip
    return "\n".join([*fields, "", body])


def block(sender, to, clock, subject, body):
    """A quote as Outlook makes it."""
    return (
        f"Van: {sender}\nVerzonden: maandag 4 maart 2024 {clock}\nAan: {to}\nOnderwerp: {subject}\n\n{body}"
    )


def quoted(body):
    """A quote as Gmail and Apple Mail make it, with the lines broken anew."""
    lines = body.replace("plein kan? De", "plein kan?\nDe").splitlines()
    return f"Op ma 4 mrt 2024 om 09:14 schreef {SANNE}:\n" + "\n".join(f"> {line}".rstrip() for line in lines)


FIRST = eml(SANNE, PIET, "09:14", "De markt", QUESTION)
SECOND = eml(PIET, SANNE, "10:20", "Antw: De markt", f"{ANSWER}\n{quoted(QUESTION)}\n")
THIRD = eml(
    SANNE, KIM, "11:00", "FW: De markt",
    f"Ter info.\n\n{block(PIET, SANNE, '10:20', 'Antw: De markt', ANSWER)}\n"
    f"{block(SANNE, PIET, '09:14', 'De markt', QUESTION)}",
)  # fmt: skip


def of_files(tmp_path, *texts):
    """The relations of mails written to files."""
    traces = {}
    for number, text in enumerate(texts, 1):
        file = tmp_path / f"{number}.eml"
        file.write_text(text)
        (document,) = read(Source(file.name, str(file)), tmp_path)
        traces[f"{number:06d}"] = trace_of(document, split(document), text)
    return list(relate(traces, {}).values())


def test_quotes_of_two_programs_tie_mails_without_ids_together(tmp_path):
    found = of_files(tmp_path, FIRST, SECOND, THIRD)
    assert [one.thread for one in found] == [1, 1, 1]
    assert [one.contained_in for one in found] == ["000003", "000003", None]


@pytest.mark.parametrize(
    "changed",
    [
        THIRD.replace("andere plein", "grote plein"),  # a quote in which a word was changed
        THIRD.replace("vragen daar al een tijd om en het zou ons veel werk schelen.", "[...]"),
        THIRD.replace("09:14", "09:15"),
    ],
)
def test_a_quote_that_is_not_whole_holds_nothing(tmp_path, changed):
    assert [one.contained_in for one in of_files(tmp_path, FIRST, changed)] == [None, None]
    assert [one.contained_in for one in of_files(tmp_path, FIRST, THIRD)] == ["000002", None]


def test_an_answer_between_the_quoted_lines_keeps_the_thread_together(tmp_path):
    inline = SECOND.replace("> vragen daar", "Dat klopt!\n> vragen daar")
    found = of_files(tmp_path, FIRST, inline, THIRD)
    assert [one.thread for one in found] == [1, 1, 1]
    assert found[1].contained_in is None  # its answer stands nowhere else


def test_other_mails_stay_apart(tmp_path):
    other = eml(
        KIM, PIET, "09:14", "De markt", "Komt er dit jaar weer een markt op het plein, of is dat afgelast?"
    )
    assert [one.thread for one in of_files(tmp_path, FIRST, other)] == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "Subject: x\n\n",
        "Message-ID: <>\nDate: nooit\n\n\n",
        eml(SANNE, PIET, "09:14", "FW: ", ""),
        eml(SANNE, PIET, "09:14", "De markt", f"{QUESTION}\n{quoted(QUESTION)}\n"),  # quotes itself
        eml(SANNE, PIET, "09:14", "x", "> " * 5000),
        eml("", "", "99:99", "=?x?q?=?=", "\x00"),
        eml(SANNE, "; ".join([KIM] * 3000), "09:14", "RE: " * 3000, "x" * 170_000),
    ],
)
def test_no_mail_is_too_odd_to_be_compared(tmp_path, text):
    found = of_files(tmp_path, text, text, FIRST)
    assert found[1].duplicate_of == "000001"
    assert found[0].thread == found[1].thread


# ------------------------------------------------------------------------------------------ thousands


def seconds_for(size, make):
    traces = {f"{n:06d}": make(n) for n in range(1, size + 1)}
    best = []
    for _ in range(3):
        start = time.process_time()
        relate(traces, {})
        best.append(time.process_time() - start)
    return min(best)


TEMPLATE = tuple(range(0, 2**32, 2**24))


def packed(values):
    return b"".join(value.to_bytes(4, "big") for value in sorted(values))


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [
        lambda n: mail(f"{n}", subject="", people=("loket", f"p{n}"), sent=n, reply=True),  # `FW: `
        lambda n: mail(f"{n}", subject="markt", people=("loket", "anna", f"p{n}"), sent=n, reply=True),
        lambda n: mail("1", subject=f"{n}", people=AB, sent=n),  # all with one id
        lambda n: mail(f"{n}", ["1"], messages=[f"{n}", "a"], sent=n),  # all answer one mail
        lambda n: mail(f"{n}", messages="a", sent=n),  # the same mail over and over
        # half hold the message of the other half, but were sent before it
        lambda n: mail(f"{n}", messages=["a"] if n % 2 else ["a", f"{n}"], sent=n if n % 2 else -n),
        lambda n: mail(f"{n}", [f"{n + 1}"], messages=[f"{m}" for m in range(n, n + 20)], sent=-n),
        lambda n: Trace(same=digest(n), sketch=packed(TEMPLATE[n % 3 :])),  # all nearly the same
        # much in common, but not enough to be near
        lambda n: Trace(same=digest(n), sketch=packed([v + 1 + (n if v % 7 else 0) for v in TEMPLATE])),
    ],
    ids=[
        "no-subject",
        "one-subject",
        "one-id",
        "one-root",
        "one-message",
        "too-early",
        "chain",
        "template",
        "boilerplate",
    ],
)
def test_twice_the_documents_take_about_twice_the_time(make):
    small, large = seconds_for(600, make), seconds_for(1200, make)
    assert large < 3 * small + 0.02
