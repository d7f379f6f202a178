"Reads settings.ini, the one source of truth, and tells setuptools what it says."
from configparser import ConfigParser
from pathlib import Path

from setuptools import find_packages, setup

config = ConfigParser(delimiters=["="])
config.read("settings.ini", encoding="utf-8")
cfg = config["DEFAULT"]
extras = {name: cfg[f"{name}_requirements"].split() for name in ("dev", "bench", "cluster")}

setup(
    name=cfg["lib_name"],
    version=cfg["version"],
    description=cfg["description"],
    long_description=Path("README.md").read_text(encoding="utf-8") if Path("README.md").exists() else "",
    long_description_content_type="text/markdown",
    author=cfg["author"],
    license="Apache-2.0",
    keywords=cfg["keywords"].split(),
    url=cfg["git_url"],
    packages=find_packages(include=["brainkit", "brainkit.*"]),
    include_package_data=True,
    python_requires=f">={cfg['min_python']}",
    install_requires=cfg["requirements"].split(),
    extras_require=extras,
    entry_points={"console_scripts": cfg["console_scripts"].split("\n"),
                  "nbdev": [f"{cfg['lib_name']} = {cfg['lib_name']}._modidx:d"]},
    classifiers=["Intended Audience :: Science/Research", "Programming Language :: Python :: 3"]
    + [f"Programming Language :: Python :: 3.{minor}" for minor in (11, 12, 13)],
)
