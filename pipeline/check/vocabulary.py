"""The words that say nothing of anybody: of screen readers, web addresses, programs, and names of properties."""

from __future__ import annotations

__all__ = ["AUTHORS", "HARMLESS", "MADE_UP", "PLAIN", "WEB"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What a screen reader says of a thing without telling anything of it.
PLAIN = _words(
    """
    aan afbeelding afbeeldingen algemene als art artikel automatisch balk banner bevat dat bij beeldmerk beschrijving
    blauw blauwe blok cirkel decoratie decoratief deel des deze diagram dit document door een eerste element
    embleem figuur foto geen gekleurde gelakt gelakte gemaakt gemeente gemeentewapen gegenereerde getal gevolgd grafiek
    grijs grijze groen groene grond gronden handtekening het hoofdstuk icoon illustratie inhoud inhoudsopgave kaart
    kleur kop koptekst lettertype lid lijn lijst link logo met naar niet nummer omslag onder onderdeel onleesbaar ons
    oranje over pagina paragraaf pictogram pijl plaatje punt rechthoek regel rij rode rood schema
    scherm schermafbeelding schermopname sub symbool tabel tekst tekstvak ten ter titel tot uit uitsnede vak van vector
    verwijzing vlak voetnoot voettekst voor vorm wapen weggelakt weggelakte wit witte woo zijn zonder zwart zwarte
    and automatically description figure for generated graphic icon image line logotype open photo picture rectangle
    redacted shape symbol text the with
    """
)
# Parts of web addresses that name no one.
WEB = PLAIN | _words(
    """
    www com net org html htm php aspx asp jsp index home nieuws news actueel onderwerpen onderwerp documenten documents
    publicaties publicatie publications page pages content file files upload uploads media assets site sites web
    default wet wetten overheid wob officielebekendmakingen zoek zoeken search view show download downloads artikelen
    article articles category contact about bestuur raad vergadering vergaderingen bwbr geldigheidsdatum afdeling node
    item items list detail details ecli inziendocument stb stcrt gmb prb trb wsb blg kst eli oj eur lex uri celex ref
    doi pdf xml json ids
    """
)
# Parts of names that programs make up: LaTeX's hyperref, Word, LibreOffice, Typst, Chromium, InDesign.
MADE_UP = PLAIN | _words(
    """
    toc ref hlk goback ole bookmark anchor section subsection subsubsection chapter appendix figure table equation
    page doc start end cite item footnote hfootnote mpfootnote caption heading top bottom index part paragraph
    subparagraph lstlisting algorithm theorem lemma definition example listing outline main hoofdtekst loc note
    footnotemark backref mpf enumi enumii enumiii enumiv tableofcontents dest nameddest sec fig tab eqn laag layer
    layers lstnumber achtergrond background watermerk watermark header footer default ocg sheet slide dia titlepage
    cover voorblad bijlage guides grid hulplijnen notes root none
    """
)
# Names of properties by their last part, in small letters. Info: ISO 32000-2, 14.3.3, and what Word and Acrobat add.
# XMP: ISO 16684-1 (Dublin Core, XMP, Media Management), IPTC, Photoshop, EXIF.
AUTHORS = _words(
    """
    author authors creator contributor publisher manager company authorsposition captionwriter credit source
    byline artist owner ownername cameraownername rightsholder webstatement rights copyright lastmodifiedby
    lastsavedby typist editor reviewer authoremail authoremaildisplayname previousauthor creatorcontactinfo
    ciadrextadr ciemailwork ciadrcity personinimage
    """
)
HARMLESS = _words(
    """
    creatortool producer format pdfversion trapped npages part conformance amd rev language documentid instanceid
    originaldocumentid renditionclass versionid createdate modifydate metadatadate creationdate moddate date when
    action softwareagent changed sourcemodified gts_pdfxversion gts_pdfxconformance pdfxversion manageid colormode
    iccprofile orientation xresolution yresolution resolutionunit exifversion colorspace pixelxdimension
    pixelydimension colorants swatchname mode type nativedigest maxpagesize hasvisibletransparency hasvisibleoverprint
    platenames startupprofile fontname fontfamily fonttype fontface versionstring composite fontfilename make model
    lens software datecreated marked unit datetimeoriginal datetimedigitized toolkit xmptk generator ptexfullbanner
    contextsupport contexttime contexturl contextversion texsupport renditionof legacyiptcdigest digest bitspersample
    """
)
