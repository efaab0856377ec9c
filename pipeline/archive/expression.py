"""What is asked of a store: stems joined by AND, OR and NOT. A store turns it into its own language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these: a word in all its forms. Each member is words that stand one after another, mostly one.

    The words are as `analysis.words` gives them, not stemmed.
    """

    members: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class And:
    """All of these, and none of `but_not`."""

    parts: tuple[Expression, ...]
    but_not: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these."""

    parts: tuple[Expression, ...]


Expression = AnyOf | And | Or
