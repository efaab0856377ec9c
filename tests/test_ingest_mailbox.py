"""Mailboxes: where each mail begins and ends, whichever program wrote them."""

import mailbox
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnreadableError
from pipeline.ingest import mailbox as ours
from pipeline.ingest.mail import parse_mail
from pipeline.ingest.mailbox import is_mbox, mails_of

FROM = b"From jan@x.nl Mon Mar  4 09:14:00 2024\n"
ONE = b"From: jan@x.nl\nSubject: een\n\nDag een\n"
TWO = b"From: piet@y.nl\nSubject: twee\n\nDag twee\n"


def bodies(data: bytes) -> list[str]:
    return [parse_mail(mail.data).text.split("\n\n", 1)[1].strip("\n") for mail in mails_of(data)]


def test_each_mail_by_its_place():
    found = list(mails_of(FROM + ONE + b"\n" + FROM + TWO + b"\n"))
    assert [(m.name, m.data, m.declared) for m in found] == [
        ("mail-1.eml", ONE + b"\n", "message/rfc822"),
        ("mail-2.eml", TWO + b"\n", "message/rfc822"),
    ]


def test_names_sort_as_the_mails_stand():
    names = [m.name for m in mails_of((FROM + ONE + b"\n") * 12)]
    assert names == sorted(names)
    assert names[0] == "mail-01.eml"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (FROM + ONE, ["Dag een"]),
        ((FROM + ONE + b"\n" + FROM + TWO).replace(b"\n", b"\r\n"), ["Dag een", "Dag twee"]),
        (b"\xef\xbb\xbf" + FROM + ONE, ["Dag een"]),
        (b"\n\n" + FROM + ONE, ["Dag een"]),
        (FROM + ONE + b">From hier tot daar\n", ["Dag een\nFrom hier tot daar"]),  # mboxo
        (FROM + ONE + b">>From hier\n", ["Dag een\n>From hier"]),  # mboxrd
        (FROM + ONE + b"\nFrom here on we went\n", ["Dag een\n\nFrom here on we went"]),  # no date
        (FROM + ONE + b"\nFrom 2024 on: alles\nkaal\n", ["Dag een\n\nFrom 2024 on: alles\nkaal"]),  # no header under it
        (FROM + ONE + b"From jan@x.nl Mon Mar  4 09:14:00 2024\nSubject: x\n",
         ["Dag een\nFrom jan@x.nl Mon Mar  4 09:14:00 2024\nSubject: x"]),  # in the middle of a text
        (FROM + b"Subject: x\nContent-Type: multipart/mixed; boundary=G\n\n--G\n\nDag een\n--G--\n" + FROM + TWO,
         ["Dag een", "Dag twee"]),  # no blank line behind the last border
        (FROM + b"Subject: x\n\n\n" + FROM + TWO, ["", "Dag twee"]),
    ],
)  # fmt: skip
def test_where_a_mail_begins(data, found):
    assert bodies(data) == found


def test_a_length_that_the_mail_gives():
    """mboxcl2: a mail in the body of a mail, with nothing in front of its line `From `."""
    body = b"zie dit:\n\n" + FROM + TWO
    data = FROM + b"Subject: x\nContent-Length: %d\n\n" % len(body) + body + b"\n" + FROM + ONE
    assert [m.data for m in mails_of(data)][1] == ONE
    assert len(list(mails_of(data))) == 2


@pytest.mark.parametrize("length", [0, 3, 10**9])
def test_a_length_that_lies_is_not_believed(length):
    data = FROM + b"Subject: x\nContent-Length: %d\n\nDag een\n\n" % length + FROM + TWO
    assert bodies(data) == ["Dag een", "Dag twee"]


def test_what_stands_before_the_first_mail_is_kept():
    first, second = mails_of(b"Uitvoer van het archief\n\n" + FROM + ONE)
    assert (first.name, first.data) == ("voor-de-eerste-mail.txt", b"Uitvoer van het archief\n\n")
    assert second.data == ONE


@pytest.mark.parametrize("data", [b"", b"zomaar tekst\n", b"From hier\ntot daar\n", ONE])
def test_no_mailbox(data):
    assert not is_mbox(data)
    with pytest.raises(UnreadableError, match="geen mails"):
        list(mails_of(data))


def test_absurdly_many_mails(monkeypatch):
    monkeypatch.setattr(ours, "MAX_MAILS", 3)
    assert len(list(mails_of((FROM + ONE + b"\n") * 3))) == 3
    with pytest.raises(UnreadableError, match="meer dan 3 mails"):
        list(mails_of((FROM + ONE + b"\n") * 4))


def test_a_mail_with_a_line_of_an_mbox_is_told_apart():
    assert is_mbox(FROM + ONE)
    assert is_mbox(b"\n" + FROM.replace(b"\n", b"\r\n") + ONE)


LINES = st.lists(
    st.sampled_from(["From hier", ">From daar", "From x 2024", "Subject: y", "", "tekst"]), max_size=8
)


@given(st.lists(LINES, min_size=1, max_size=5))
def test_what_python_writes_is_read_back(tmp_path_factory, mails):
    file = tmp_path_factory.mktemp("box") / "box.mbox"
    box = mailbox.mbox(file)
    for lines in mails:
        box.add("From: jan@x.nl\nSubject: x\n\n" + "\n".join(lines))
    box.close()
    found = list(mails_of(Path(file).read_bytes()))
    assert len(found) == len(mails)
    for mail, lines in zip(found, mails, strict=True):
        shown = [line.lstrip(">") for line in mail.data.decode().split("\n\n", 1)[1].rstrip("\n").split("\n")]
        assert shown == [line.lstrip(">") for line in "\n".join(lines).rstrip("\n").split("\n")]
