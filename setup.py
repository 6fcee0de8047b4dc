"""Which folders make the package; everything else of it is in pyproject.toml.

The demo's feeds and pictures are installed inside `assistant`, so that no folder of a name as
common as "demo" lands among a user's packages.
"""

from setuptools import find_namespace_packages, setup

CODE = find_namespace_packages(
    include=["assistant", "assistant.*", "retrieval", "retrieval.*", "fusion", "fusion.*"],
    exclude=["*.__pycache__"],
)

setup(packages=[*CODE, "assistant.demo"], package_dir={"assistant.demo": "demo"})
