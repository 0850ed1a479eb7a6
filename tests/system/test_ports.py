"""Ports: which are taken, whose, and what changes them."""

import socket
from dataclasses import replace

import pytest

from coc_play.errors import PlayError
from coc_play.ports import LOOPBACK, Ports


def test_a_busy_port_is_named_with_the_variable_that_changes_it() -> None:
    ports = Ports.free()
    with socket.create_server((LOOPBACK, ports.web)), pytest.raises(PlayError) as refusal:
        ports.refuse_busy(LOOPBACK, with_redis=True)
    assert f"port {ports.web} (web)" in str(refusal.value)
    assert "COC_WEB_PORT=" in str(refusal.value)
    assert "COC_API_PORT" not in str(refusal.value)
    ports.refuse_busy(LOOPBACK, with_redis=True)


def test_every_busy_port_is_told_at_once() -> None:
    ports = Ports.free()
    with (
        socket.create_server((LOOPBACK, ports.api)),
        socket.create_server((LOOPBACK, ports.gateway)),
        pytest.raises(PlayError) as refusal,
    ):
        ports.refuse_busy(LOOPBACK, with_redis=False)
    assert "COC_API_PORT" in str(refusal.value)
    assert "COC_GATEWAY_PORT" in str(refusal.value)


def test_the_usual_ports_stand_unless_the_environment_says_otherwise() -> None:
    ports = Ports.from_environ({"COC_WEB_PORT": "8001"})
    assert (ports.api, ports.web, ports.gateway) == (5000, 8001, 5002)
    assert ports.redis not in (0, 5000, 8001, 5002)


@pytest.mark.parametrize("text", ["0", "65536", "five", "-1", "5000.0", "٥٠٠٠"])
def test_a_port_that_is_none_is_refused_by_its_variable(text: str) -> None:
    with pytest.raises(PlayError, match="COC_API_PORT"):
        Ports.from_environ({"COC_API_PORT": text})


def test_two_servers_cannot_share_a_port() -> None:
    with pytest.raises(PlayError, match="same port"):
        Ports.from_environ({"COC_API_PORT": "5001"})


def test_free_ports_are_four_different_ones() -> None:
    ports = Ports.free()
    assert len({ports.api, ports.web, ports.gateway, ports.redis}) == 4
    assert replace(ports) == ports
