"""Ordinary objects at one glance: what matches means the same as read token by token."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk._pdf.direct.objects import read_object
from chorus_sdk._pdf.direct.pieces import Held
from chorus_sdk._pdf.direct.plain import DICTIONARY, OBJECT, Unread, pairs, read
from chorus_sdk._pdf.direct.syntax import Text, Undecided, parse

SPACES = st.sampled_from([b" ", b"\n", b"\r\n", b"\t", b" \0"])
NAMES = st.sampled_from([b"/A", b"/Type", b"/x-y.z", b"/L+1"])
ATOMS = st.one_of(
    NAMES,
    st.sampled_from([b"/text#2Fxml", b"true", b"null", b"-.5", b"12.", b"+7", b"0"]),
    st.sampled_from([b"(plain)", b"()", b"(a\\051 R)", b"(\\n\\\\)", b"(\\q\\7)", b"<4 8>", b"<>"]),
    st.tuples(st.integers(0, 99), st.integers(0, 2)).map(lambda pair: b"%d %d R" % pair),
)


def listed(values):
    return st.lists(values, max_size=4).map(lambda items: b"[" + b" ".join(items) + b"]")


def nested(values):
    return st.dictionaries(NAMES, values, max_size=3).map(
        lambda items: b"<<" + b"".join(k + b" " + v + b"\n" for k, v in items.items()) + b">>"
    )


VALUES = st.one_of(ATOMS, listed(ATOMS), nested(ATOMS), nested(st.one_of(ATOMS, nested(ATOMS))))


def everything(value):
    """A value with all that is unread in it read."""
    if isinstance(value, dict):
        return {key: everything(value[key]) for key in value}
    return [everything(item) for item in value] if isinstance(value, list) else value


@given(nested(VALUES), SPACES)
def test_a_dictionary_says_the_same_as_token_by_token(written, space):
    match = DICTIONARY.match(space + written)
    assert match is not None
    assert match.end() == len(space + written)
    found = everything(pairs(match[1]))
    expected = parse(written, 0)[0]
    assert (found, repr(found)) == (expected, repr(expected))


@given(ATOMS | listed(ATOMS))
def test_a_value_says_the_same_as_token_by_token(written):
    found, expected = read(written), parse(written + b" ", 0)[0]
    assert (found, type(found)) == (expected, type(expected))


def test_what_is_asked_for_is_read_and_the_rest_is_not():
    found = pairs(b"/A 1 0 R /B (x) /C null /D")
    assert found == {b"/A": b"1 0 R", b"/B": b"(x)", b"/C": b"null"}
    assert isinstance(found, Unread)
    assert (found.get(b"/A"), found[b"/B"]) == ((1, 0), Text(b"x"))
    assert (found.get(b"/C", 5), found.get(b"/none", 5)) == (None, 5)
    with pytest.raises(KeyError):
        _ = found[b"/none"]


def test_a_key_that_stands_twice_is_undecided():
    with pytest.raises(Undecided):
        pairs(b"/A 1 /A 2")


@pytest.mark.parametrize(
    "written",
    [
        b"1 0 obj << /A 1 % remark\n >> endobj\n",
        b"1 0 obj << /A#42 1 >> endobj\n",
        b"1 0 obj << /A (a (b) c) >> endobj\n",
        b"1 0 obj << /A [ << /B 1 >> ] >> endobj\n",
        b"1 0 obj << /A 1 >> stream\rx",
        b"1 0 obj << /A 1 >> endobjx",
        b"1 0 obj << /A 1 /B >> endobj ",
        b"1 0 obj 1 2 endobj ",
    ],
)
def test_what_is_unusual_does_not_match(written):
    assert OBJECT.match(written) is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (b"7 1 obj<</A 1>>endobj\n", ({b"/A": 1}, None)),
        (b"\n7 1 obj [ 3 0 R ]\nendobj\n", ([(3, 0)], None)),
        (b"7 1 obj 12 endobj", (12, None)),
        (b"7 1 obj <</A 1>> stream\r\nxyz", ({b"/A": 1}, 25)),
        (b"7 1 obj <</A[<</B 1>>]>> stream\nxyz", ({b"/A": [{b"/B": 1}]}, 32)),
        (b"7 1 obj (a (b) c) endobj\n", (Text(b"a (b) c"), None)),
    ],
)
def test_an_object_is_read_with_the_place_of_its_stream(written, expected):
    value, begin = read_object(Held(written), 0, 7, 1)
    assert (everything(value), begin) == expected
    for number, generation in ((8, 1), (7, 0)):
        with pytest.raises(Undecided):
            read_object(Held(written), 0, number, generation)


@pytest.mark.parametrize("size", [1_900, 2_040, 2_048, 2_060, 65_530])
@pytest.mark.parametrize("brackets", [b"", b"()"])
def test_an_object_that_is_longer_than_a_window_is_read_whole(size, brackets):
    long = b"7 0 obj << /A (" + b"x" * size + brackets + b") /B 123 >>"
    assert read_object(Held(long + b" endobj \n"), 0)[0][b"/B"] == 123
    assert read_object(Held(long + b" stream\nxyz"), 0)[1] == len(long) + 8
    with pytest.raises(Undecided):
        read_object(Held(long), 0)


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "hostile",
    [
        b"1 0 obj" + b"<</A" * 500,
        b"1 0 obj<</A" + b"[" * 2_000,
        b"1 0 obj<<" + b"/A 1 " * 400_000,
        b"1 0 obj<</A(" + b"\\(" * 400_000,
        b"1" * 100_000,
    ],
)
def test_what_is_never_closed_is_undecided_in_time(hostile):
    with pytest.raises(Undecided):
        read_object(Held(hostile), 0)
