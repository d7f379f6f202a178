"What the server of notebook processes imports once, so that no notebook waits for it. Nothing here may start a JAX device: a started one does not survive a fork."
from importlib import import_module

for name in ("jax", "jax.numpy", "flax.nnx", "optax", "scipy.signal", "scipy.stats", "xarray", "matplotlib.pyplot", "plotly.graph_objects", "nbdev.test"):
    import_module(name)
