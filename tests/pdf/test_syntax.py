"""Objects of PDF, read from bytes as ISO 32000-1, 7.3 writes them."""

import pytest

from chorus_sdk._pdf.direct.syntax import Text, Undecided, parse


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (b"12 ", 12),
        (b"-.5 ", -0.5),
        (b"true ", True),
        (b"null ", None),
        (b"/Name ", b"/Name"),
        (b"/text#2Fxml ", b"/text/xml"),
        (b"12 0 R ", (12, 0)),
        (b"[1 0 R 2]", [(1, 0), 2]),
        (b"[1 0 2]", [1, 0, 2]),
        (b"<< /A 1 % remark\n /B << /C [] >> >>", {b"/A": 1, b"/B": {b"/C": []}}),
        (b"<</A/B>>", {b"/A": b"/B"}),
        (b"(a \\(b\\) c)", Text(b"a (b) c")),
        (b"(a (b) c)", Text(b"a (b) c")),
        (b"(\\101\\n\\\nx)", Text(b"A\nx")),
        (b"<4 8 6>", Text(b"H`")),
    ],
)
def test_each_kind_of_object_is_read(written, value):
    found, _ = parse(written, 0)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"<< /A 1",
        b"<< /A >>",
        b"<< 1 2 >>",
        b"<< /A 1 /A 2 >>",
        b">>",
        b"(open",
        b"(a\rb)",
        b"/Some#thing ",
        b"[" * 70 + b"]" * 70,
    ],
)
def test_what_is_not_plain_is_undecided(written):
    with pytest.raises(Undecided):
        parse(written, 0)


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "data", [b"%" * 5_000 + b"x", b"(" + b"a" * 5_000, b" % %" * 2_000 + b"\x01"]
)
def test_what_is_never_closed_is_looked_at_once(data):
    with pytest.raises(Undecided):
        parse(data, 0)
