"""E-mail addresses, and addresses of callers."""

import pytest

from app.models.errors import Invalid
from app.services.addresses import counted_address
from app.services.emails import clean_email


@pytest.mark.parametrize("typed", ["ann@people.test", " ann@people.test ", "a.b+c@d-e.f.test", "x@localhost"])
def test_an_address_is_kept_as_written(typed: str) -> None:
    assert clean_email(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed",
    [
        "", "@", "ann", "ann@", "@people.test", "a..b@c.test", "a@b..test", "a@-b.test", "a b@c.test",
        "a@b.test\r\nBcc: x@y.z", "ännä@people.test", "ann@pëople.test", "<ann@people.test>", "a@b.test,c@d.test",
        "a" * 65 + "@b.test", "a@" + "b." * 130 + "test", '"a b"@c.test',
    ],
)  # fmt: skip
def test_what_could_be_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_email(typed)
    assert refused.value.code == "bad_email"


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:0db8:0001:0002::1", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_an_ipv6_network_counts_as_one(address: str, counted: str) -> None:
    assert counted_address(address) == counted
