"""The Dutch sentences about mails from Outlook, mailboxes and winmail.dat: what happened, and what to do about it."""

from __future__ import annotations

from pipeline.ingest.obstacles import AGAIN

BROKEN_MSG = f"het Outlook-bestand is beschadigd of afgekapt; {AGAIN}"
NO_MSG = "het bestand is geen Outlook-bericht (.msg); zet het om naar PDF en bied het opnieuw aan"
LOST_PARTS = (
    "het Outlook-bericht noemt onderdelen die er niet in zitten, zodat misschien niet alles is gelezen; "
    "sla het bericht opnieuw op en bied het opnieuw aan"
)
NO_BODY = (
    "het Outlook-bericht bevat geen berichttekst en geen bijlagen; "
    "ga na of het bericht in Outlook ook leeg is, en sla het anders opnieuw op en bied het opnieuw aan"
)
BROKEN_RTF = (
    "de opgemaakte tekst (RTF) van het bericht is beschadigd, zodat misschien niet alles is gelezen; "
    "open het bericht in Outlook, sla het op als HTML en bied het opnieuw aan"
)
UNKNOWN_CODE_PAGE = (
    "het bericht staat in een tekenset die niet wordt herkend, zodat letters verkeerd kunnen zijn gelezen; "
    "open het bericht in Outlook, sla het op als Unicode (.msg) of PDF en bied het opnieuw aan"
)
RIGHTS_MANAGED = (
    "het bericht is beveiligd met rechtenbeheer (IRM) en kan niet worden gelezen; "
    "sla het onbeveiligd op en bied het opnieuw aan"
)
TOO_MANY_PEOPLE = (
    "het bericht heeft meer geadresseerden dan een bericht kan hebben; "
    "ga na of het bestand in orde is en bied het als PDF aan"
)
BROKEN_TNEF = (
    "het bestand winmail.dat is beschadigd, zodat misschien niet alles is gelezen; "
    "open de mail in Outlook, sla hem op als .msg en bied hem opnieuw aan"
)
NO_MBOX = "het bestand heet .mbox maar bevat geen mails; sla de mails los op en bied ze opnieuw aan"
BROKEN_INVITE = (
    "de agenda-afspraak bij de mail is beschadigd, zodat misschien niet alles is gelezen; "
    "sla de afspraak opnieuw op en bied hem apart aan"
)


def too_many_mails(limit: int) -> str:
    """A mailbox of more than `limit` mails."""
    return f"het postvak bevat meer dan {limit} mails; splits het en bied de delen apart aan"
