"""What a pattern alone can't tell: check digits, numbers that exist, and words nearby that say whose it is.

Every validator takes a `Candidate` and says whether it is personal data. The rules in rules/recognisers name
them by their key in `VALIDATORS`. Where a test can't decide, the answer is yes: a mask can be lifted.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import phonenumbers
import regex
from phonenumbers import PhoneNumberType

from pipeline.detect import statements, traces
from pipeline.detect.addresses import is_named_as_office, stands_under_organisation
from pipeline.detect.candidate import Candidate, Validator
from pipeline.detect.organisations import is_account_of_organisation, is_general_number

_FREE_OR_PAID = frozenset(
    {PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST}
)
# A number right behind one of these is a reference of an organisation.
_REFERENCE = regex.compile(
    r"(?<!\w)(?:(?:zaak|dossier|order|factuur|klant|project|document|registratie|polis|artikel|contract|inkoop|"
    r"besluit|melding|meldings|aanvraag|debiteur|debiteuren|crediteur|relatie|referentie|vergunning|werkorder|"
    r"verseon|corsa|djuma|decos|object|perceel|vestigings|kvk|k\.v\.k\.|bag|oin|rsin|btw|kamer\s+van\s+koophandel)"
    r"[-\s]?(?:nummer|nr|id|code)?|kenmerk|referentie|zaak|id)\W{0,4}(?:nr\W{0,2})?(?:NL\s?)?$",
    regex.IGNORECASE,
)
_PRODUCT = regex.compile(
    r"(?<!\w)(?:(?:type|product|artikel|model|serie|onderdeel|bestel|order|norm|asset|inventaris)[-\s]?(?:nummer|nr\.?|code)?|"
    r"het\s+type|laptop|telefoon|printer|scanner|monitor|ketel|meter|NEN|ISO|formulier|bijlage|besluit|zaak)\W{1,4}$",
    regex.IGNORECASE,
)
_DATE = regex.compile(
    r"^(?:\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d|(?:19|20)\d\d[-./ ]\d{1,2}[-./ ]\d{1,2})(?!\d)"
)
_TIMES = regex.compile(r"^[0-2]?\d[.:][0-5]\d\s?[-\u2010-\u2015]?\s?[0-2]?\d[.:][0-5]\d(?!\d)")
# The bank of an IBAN right before its digits: they are no telephone number.
_WITHIN_IBAN = regex.compile(r"(?<!\w)[A-Z]{2}\s?\d\d(?:[ .\-]?\w{4}){0,6}[ .\-]?$", regex.IGNORECASE)
_FUNCTIONAL = regex.compile(
    r"(?:info|contact|post|gemeente|provincie|secretariaat|griffie|receptie|administratie|woo|wob|no-?reply|"
    r"(?:team|afdeling|cluster)[._-].*)",
    regex.IGNORECASE,
)


def digits_of(text: str) -> str:
    """The decimal digits of a text, in ASCII."""
    return "".join(str(int(c)) for c in text if c.isdecimal())


def passes_eleven_test(number: str) -> bool:
    """The test of a burgerservicenummer: nine digits, weights 9, 8, ... 2, -1, a sum that 11 divides.

    Eight digits are read with a leading zero. Source: Regeling burgerservicenummer, the eleven test (?).
    """
    number = number.zfill(9)
    if len(number) != 9 or not number.strip("0"):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, number, strict=True)) % 11 == 0


def passes_mod_97(iban: str) -> bool:
    """The check of an IBAN (ISO 13616, ISO 7064 MOD 97-10); spaces, dots and dashes don't count."""
    compact = "".join(c for c in iban.upper() if c.isascii() and c.isalnum())
    if len(compact) < 15:
        return False
    return int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 == 1


def bsn(candidate: Candidate) -> bool:
    """A burgerservicenummer: behind its name always, elsewhere nine digits with the eleven test."""
    if _REFERENCE.search(candidate.before):
        return False
    if candidate.in_context:
        return True
    number = digits_of(candidate.text)
    return len(number) == 9 and passes_eleven_test(number)


def iban(candidate: Candidate) -> bool:
    """A bank account, unless the words beside it or its bank say that an organisation holds it."""
    if is_account_of_organisation(candidate):
        return False
    return candidate.in_context or passes_mod_97(candidate.text)


def not_a_product(candidate: Candidate) -> bool:
    """Anything but a code right behind a word for a product, a type or a device."""
    return not _PRODUCT.search(candidate.before)


def only_in_context(candidate: Candidate) -> bool:
    """What is personal data only shortly behind one of the rule's context words."""
    return candidate.in_context


def not_a_reference(candidate: Candidate) -> bool:
    """Anything but a bare row of digits behind a word for a reference."""
    return not (candidate.text.isdecimal() and _REFERENCE.search(candidate.before))


def landline(candidate: Candidate) -> bool:
    """A Dutch number that exists, or that is called a telephone number, and that is no general one."""
    if is_free_or_paid(candidate.text) or is_general_number(candidate):
        return False
    if _WITHIN_IBAN.search(candidate.before[-40:]):
        return False
    if _REFERENCE.search(candidate.before) or _DATE.search(candidate.text) or _TIMES.search(candidate.text):
        return False
    if candidate.in_context or digits_of(candidate.text).startswith(("31", "0031")):
        return True
    return _is_valid(candidate.text, "NL")


def foreign_number(candidate: Candidate) -> bool:
    """A number of another country. Behind a plus always; behind 00 one that exists, whatever follows."""
    text = candidate.text.lstrip("( ")
    if text.startswith("+"):
        return True
    if _REFERENCE.search(candidate.before):
        return False
    number = "+" + digits_of(text)[2:]
    return any(_is_valid(number[:end], None) for end in range(len(number), 8, -1))


def called_a_phone_number(candidate: Candidate) -> bool:
    """Seven to fifteen digits (three to five for an extension) that are no date, hour or general number."""
    text = candidate.text
    if text.isdecimal() and 3 <= len(text) <= 5:
        return not regex.fullmatch(r"(?:19|20)\d\d", text)
    if _DATE.search(text) or _TIMES.search(text) or is_free_or_paid(text) or is_general_number(candidate):
        return False
    return 7 <= len(digits_of(text)) <= 15


def is_free_or_paid(text: str) -> bool:
    """Whether a number is one of the Dutch 0800 and 09xx numbers, which no person has for himself."""
    try:
        number = phonenumbers.parse(text, "NL")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(number) in _FREE_OR_PAID


def mail_domain_names_person(candidate: Candidate) -> bool:
    """Whether local part and domain share a word of four letters, and no function has the mailbox."""
    local, _, domain = candidate.text.casefold().partition("@")
    if _FUNCTIONAL.fullmatch(local):
        return False
    name = domain.rsplit(".", 1)[0]
    return any(len(word) >= 4 and word in name for word in regex.split(r"[\W\d_]+", local))


def not_an_organisation(candidate: Candidate) -> bool:
    """An address that doesn't stand under or behind the name of an organisation."""
    return not (
        stands_under_organisation(candidate.before, candidate.text) or is_named_as_office(candidate.after)
    )


_PLATE_SHAPES = frozenset(
    {
        "99-XX-99", "XX-99-XX", "XX-XX-99", "99-XX-XX", "99-XXX-9", "9-XXX-99", "XX-999-X", "X-999-XX", "XXX-99-X",
        "X-99-XXX", "9-XX-999", "999-XX-9",
    }
)  # fmt: skip
"""The sidecodes 3 to 14 of the RDW."""
_TO_DIGIT, _TO_LETTER = str.maketrans("OQDISBZG", "00015826"), str.maketrans("015826", "OISBZG")
_GROUPS = regex.compile(r"[A-Z0-9]+")
_MOST_MISREAD = 2  # signs of a number plate


def iban_scan(candidate: Candidate) -> bool:
    """A bank account on a scan, whatever its check digits say, unless an organisation holds it."""
    return len(digits_of(candidate.text)) >= 6 and not is_account_of_organisation(candidate)


def nine_digits_scan(candidate: Candidate) -> bool:
    """Nine digits on a scan that are no reference and fail the eleven test: with one misread they may be a BSN."""
    number = digits_of(candidate.text)
    return not _REFERENCE.search(candidate.before) and len(number) == 9 and not passes_eleven_test(number)


def phone_scan(candidate: Candidate) -> bool:
    """A number on a scan that is no date, no reference and no general number."""
    text = candidate.text
    if _REFERENCE.search(candidate.before) or _DATE.search(text) or _TIMES.search(text):
        return False
    return not (is_free_or_paid(text) or is_general_number(candidate))


def mail_scan(candidate: Candidate) -> bool:
    """What stands where a mail address should, unless it is a site or the mailbox of a function."""
    return not regex.match(r"(?:www|https?)\b", candidate.text, regex.IGNORECASE) and not _FUNCTIONAL.match(
        candidate.text
    )


def plate_scan(candidate: Candidate) -> bool:
    """A number plate of which OCR misread at most two signs, or the dashes. One group is of letters alone."""
    groups = _GROUPS.findall(candidate.text)
    if sum(map(str.isalpha, "".join(groups))) == 0 or sum(map(str.isdecimal, "".join(groups))) < 1:
        return False
    forms: list[tuple[str, int]] = [("", 0)]
    for group in groups:
        options = []
        for shape, form in (("9", group.translate(_TO_DIGIT)), ("X", group.translate(_TO_LETTER))):
            if form.isdecimal() if shape == "9" else form.isalpha():
                wrong = sum(a != b for a, b in zip(group, form, strict=True))
                if wrong < len(group) or candidate.in_context:
                    options.append((shape * len(group), wrong))
        forms = [(f"{f}-{shape}" if f else shape, n + m) for f, n in forms for shape, m in options]
    right = any(group.isalpha() or candidate.in_context for group in groups)
    return right and any(form in _PLATE_SHAPES and wrong <= _MOST_MISREAD for form, wrong in forms)


def _is_valid(text: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, region))
    except phonenumbers.NumberParseException:
        return False


VALIDATORS: Mapping[str, Validator] = MappingProxyType(
    {
        "bsn": bsn,
        "iban": iban,
        "landline": landline,
        "only_in_context": only_in_context,
        "not_a_reference": not_a_reference,
        "foreign_number": foreign_number,
        "called_a_phone_number": called_a_phone_number,
        "mail_domain_names_person": mail_domain_names_person,
        "iban_scan": iban_scan,
        "nine_digits_scan": nine_digits_scan,
        "phone_scan": phone_scan,
        "mail_scan": mail_scan,
        "plate_scan": plate_scan,
        "not_an_organisation": not_an_organisation,
        "not_a_product": not_a_product,
        "username": traces.username,
        "handle": traces.handle,
        "ip_address": traces.ip_address,
        "link": traces.link,
        "holds_digits": traces.holds_digits,
        "file_of_person": traces.file_of_person,
        "about_a_person": statements.about_a_person,
        "opinion": statements.opinion,
    }
)
