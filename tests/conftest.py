"Before anything imports JAX or matplotlib: compiled programs are kept between processes and runs, and figures need no screen."
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
