"Reads settings.ini, the one source of truth, and tells setuptools what it says."
import shutil
from configparser import ConfigParser
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
# What a wheel carries beside the modules: where it lies in the source tree, and where the installed package looks for it.
SHIPPED = {"nbs/reports": "_notebooks/reports", "nbs/tutorials": "_notebooks/tutorials", "nbs/benchmarks": "_notebooks/benchmarks", "datasets": "datasets"}

config = ConfigParser(delimiters=["="])
config.read(HERE / "settings.ini", encoding="utf-8")
cfg = config["DEFAULT"]
extras = {name: cfg[f"{name}_requirements"].split() for name in ("dev", "bench", "cluster", "inference", "formats", "learn", "genome", "cells", "relax")}
extras["dev"] += sum((extras[e] for e in ("cluster", "inference", "formats", "learn", "genome", "cells", "relax")), [])  # what is optional to users is tested


class WithNotebooks(build_py):
    "Copies the shipped folders into the built package; an editable installation finds them in the source tree."

    def run(self):
        super().run()
        if self.editable_mode:
            return
        for source, target in SHIPPED.items():
            for path in sorted((HERE / source).rglob("*")):
                if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in path.relative_to(HERE).parts):
                    to = Path(self.build_lib, cfg["lib_name"], target, path.relative_to(HERE / source))
                    to.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, to)


setup(
    name=cfg["lib_name"],
    version=cfg["version"],
    description=cfg["description"],
    long_description=(HERE / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    author=cfg["author"],
    license="Apache-2.0",
    keywords=cfg["keywords"].split(),
    **({"url": cfg["git_url"]} if cfg["git_url"] else {}),
    packages=find_packages(include=["brainkit", "brainkit.*"]),
    include_package_data=True,
    python_requires=f">={cfg['min_python']}",
    install_requires=cfg["requirements"].split(),
    extras_require=extras,
    entry_points={"console_scripts": cfg["console_scripts"].split("\n")},
    classifiers=["Intended Audience :: Science/Research", "Programming Language :: Python :: 3"]
    + [f"Programming Language :: Python :: 3.{minor}" for minor in (11, 12, 13)],
    cmdclass={"build_py": WithNotebooks},
)
