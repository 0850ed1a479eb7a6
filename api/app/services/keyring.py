"""Keys by purpose, out of the one secret of the installation and those it had before."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from enum import StrEnum

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32


class KeyPurpose(StrEnum):
    """What a key may be used for: one that leaks, or is misused, opens nothing else."""

    COOKIE = "cookie"
    TICKET = "ticket"
    EXPORT = "export"
    OPT_OUT = "opt_out"


class Keyring:
    """Derives keys by HKDF-SHA256. New things are made with the current secret, the old ones are still understood."""

    def __init__(self, secret: str, old: Sequence[str] = ()) -> None:
        self._secrets = (secret, *old)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(<{len(self._secrets)} secrets>)"

    def keys(self, purpose: KeyPurpose) -> tuple[bytes, ...]:
        """32 bytes for each secret, the current one first: sign with the first, verify with any."""
        return tuple(_derived(secret, purpose) for secret in self._secrets)

    def fernet(self, purpose: KeyPurpose) -> MultiFernet:
        """Seals with the current key, opens with any."""
        return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in self.keys(purpose)])


def _derived(secret: str, purpose: KeyPurpose) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=f"coc/{purpose}/1".encode())
    return derivation.derive(secret.encode())
