"What the server of notebook processes imports once, so that no notebook waits for it. Nothing here may start a JAX device: a started one does not survive a fork."
import gc
from importlib import import_module
from pkgutil import iter_modules

for name in ("jax", "jax.numpy", "jaxlib.mlir.dialects._mhlo_ops_gen", "flax.nnx", "optax", "scipy.signal", "scipy.stats", "xarray", "matplotlib.pyplot", "plotly.graph_objects", "nbdev.test", "numba",
             "nbformat.validator", "papermill.execute", "anywidget", "h5netcdf", "pytest", "jaxtyping", "tqdm.auto", "stack_data", "IPython.core.oinspect", "brainkit.plot"):
    import_module(name)
for module in iter_modules(import_module("brainkit.core").__path__, "brainkit.core."):  # the ground that nearly every notebook stands on
    import_module(module.name)

# What is imported stays: no collection looks at it again, nor copies its pages into every child. Tracing makes many small objects that live, so collections are rarer, too.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
