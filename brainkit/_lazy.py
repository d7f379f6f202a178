"Names that are imported when they are first used (PEP 562), so that importing a package costs nothing."
import importlib
import sys


def attach(package: str, names: dict[str, list[str]]):
    "`__getattr__`, `__dir__` and `__all__` for `package`, whose public `names` are listed by the module that holds each; one that begins with a dot lies a floor below, as in `.core.fit`."
    home = {name: module for module, exported in names.items() for name in exported}
    public = sorted({*(n for n in names if not n.startswith(".")), *home})

    def __getattr__(name: str):
        if name in home:
            value = getattr(importlib.import_module(f".{home[name]}", package), name)
            setattr(sys.modules[package], name, value)
            return value
        if name in public:
            return importlib.import_module(f"{package}.{name}")
        raise AttributeError(f"module {package!r} has no attribute {name!r}; it has {', '.join(public)}")

    return __getattr__, lambda: public, public
