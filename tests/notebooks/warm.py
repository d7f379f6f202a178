"What the server of notebook processes imports once, so that no notebook waits for it. Nothing here may start a JAX device: a started one does not survive a fork."
import flax.nnx  # noqa: F401
import jax  # noqa: F401
import jax.numpy  # noqa: F401
import matplotlib
import nbdev.test  # noqa: F401
import numpy  # noqa: F401
import plotly.graph_objects  # noqa: F401
import scipy.signal  # noqa: F401
import scipy.stats  # noqa: F401
import xarray  # noqa: F401

matplotlib.use("agg")
import matplotlib.pyplot  # noqa: E402, F401
