"""Words as sound, by an engine that the machine has: eSpeak NG, or Flite for English.

Neither comes with this program. The browser's own voices need no server; this is for devices that
have none. An engine runs in a process of its own, with bounded words and time; the words go through
its standard input and the sound through memory, so that neither is ever in a file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable

from retrieval.errors import ModelUnavailable

MOST = 400  # characters that are spoken at once
LOUDEST = 2**24  # bytes of sound
PATIENCE = 20.0  # seconds


def _espeak(language: str, sound: str) -> list[str]:
    voice = {"zh": "cmn"}.get(language, language)
    return ["espeak-ng", "-v", voice, "--stdin", "-w", sound]


def _flite(language: str, sound: str) -> list[str]:
    return ["flite", "-voice", "slt", "-f", "/dev/stdin", "-o", sound]


ENGINES: dict[str, tuple[tuple[str, ...], Callable[[str, str], list[str]]]] = {
    "flite": (("en",), _flite),  # clearer, and English alone
    "espeak-ng": ((), _espeak),  # () for every language
}
"""Program → the languages it speaks, and how it is called to write sound to a path."""


def engine_for(language: str) -> str:
    """The engine that speaks a language here; "" for none."""
    return next(
        (
            name
            for name, (spoken, _) in ENGINES.items()
            if shutil.which(name) and (not spoken or language in spoken)
        ),
        "",
    )


def speak(text: str, language: str) -> bytes:
    """Words as a WAV file. Raises `ModelUnavailable` where no engine here speaks the language."""
    name = engine_for(language)
    if not name:
        raise ModelUnavailable(
            "No voice for this language is here; install espeak-ng, or let the device speak."
        )
    sound = os.memfd_create("sound")
    try:
        subprocess.run(
            ENGINES[name][1](language, f"/proc/self/fd/{sound}"),
            input=text[:MOST].encode(),
            pass_fds=(sound,),
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )
        return os.pread(sound, LOUDEST, 0)
    except (subprocess.SubprocessError, OSError) as error:
        raise ModelUnavailable(f"{name} could not speak just now; try again.") from error
    finally:
        os.close(sound)
