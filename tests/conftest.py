"Before anything imports JAX or matplotlib: compiled programs are kept between processes and runs, and figures need no screen."
import gc
import os

from brainkit.core.cache import cache_environment

if "JAX_COMPILATION_CACHE_DIR" not in os.environ:
    os.environ.update(cache_environment())
os.environ.setdefault("MPLBACKEND", "agg")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")   # tests share the cores already

if os.environ.get("CI"):
    from hypothesis import settings
    settings.register_profile("build", derandomize=True, deadline=None)   # a build tries the same examples each time; at a desk they are new ones
    settings.load_profile("build")


def pytest_collection_finish(session):
    "What was imported to find the tests stays, and tracing makes many small objects that live: looking for garbage among them as often as usual is a twentieth of the time."
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
