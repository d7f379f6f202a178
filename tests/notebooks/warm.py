"What the server of notebook processes imports once, so that no notebook waits for it. Nothing here may start a JAX device: a started one does not survive a fork."
import gc
from importlib import import_module

for name in ("jax", "jax.numpy", "flax.nnx", "optax", "scipy.signal", "scipy.stats", "xarray", "matplotlib.pyplot", "plotly.graph_objects", "nbdev.test", "numba", "nbformat.validator", "papermill.execute",
             "anywidget", "h5netcdf"):
    import_module(name)

# What is imported stays: no collection looks at it again, nor copies its pages into every child. Tracing makes many small objects that live, so collections are rarer, too.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
