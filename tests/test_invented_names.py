"""The lists of names that invented people get, and the two halves that they are cut in."""

from collections import Counter

import pytest

from models.recipe.invented.pools import ORIGINS, SPLITS, names, sources, words

LISTS = ("male", "female", "surnames", "starts", "ends")


def lists_of(origin):
    source = sources()[origin]
    pool = source.pool
    return dict(zip(LISTS, (pool.male, pool.female, pool.surnames, source.starts, source.ends), strict=True))


def words_in(split):
    pools = [names(origin, split) for origin in sources()]
    return {
        word
        for pool in pools
        for name in (*pool.male, *pool.female, *(surname for _, surname in pool.surnames))
        for word in words(name)
    }


@pytest.mark.parametrize("origin", ORIGINS)
def test_an_origin_has_names_enough(origin):
    counts = {kind: len(found) for kind, found in lists_of(origin).items()}
    least = {"male": 70, "female": 70, "surnames": 130, "starts": 10, "ends": 8}
    assert {kind: n for kind, n in counts.items() if n < least[kind]} == {}


@pytest.mark.parametrize("origin", ORIGINS)
def test_no_name_is_twice_in_a_list(origin):
    found = lists_of(origin)
    assert [(kind, n) for kind in LISTS for n, times in Counter(found[kind]).items() if times > 1] == []


@pytest.mark.parametrize("origin", ORIGINS)
def test_no_name_is_a_single_letter(origin):
    pool = sources()[origin].pool
    # Van der A is a name; A alone is not.
    alone = [surname for prefix, surname in pool.surnames if not prefix]
    assert [n for n in (*pool.male, *pool.female, *alone) if len(n.strip(".")) < 2] == []


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("origin", ORIGINS)
def test_an_origin_has_people_in_both_halves(origin, split):
    pool = names(origin, split)
    assert min(len(pool.male), len(pool.female), len(pool.surnames)) >= 10


def test_no_word_is_in_both_halves_whatever_the_origin():
    train, heldout = map(words_in, SPLITS)
    assert train
    assert heldout
    assert train & heldout == set()
