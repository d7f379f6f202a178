"What every scale stands on: parameters, integration, kernels, recording, sweeps, units, results."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "units": ["Unit", "UnitError", "unit", "factor", "quantity"],
    "params": ["parameters", "field", "ParameterError"],
    "dynamics": ["Dynamics", "Membrane", "Spiking", "Affine", "Inputs"],
    "methods": ["Additive", "Multiplicative", "Samples", "METHODS"],
    "kernels": ["delay_window"],
    "ring": ["spike_ring"],
    "normals": ["normal_block"],
    "ffi": ["kernel_status"],
    "networks": ["Network", "network", "Coupling"],
    "spiking": ["SpikeNetwork", "spike_network"],
    "record": ["Recorder", "Trace", "TemporalAverage", "Counts", "SpikeTimes", "Onset", "Moments", "Spectrum", "Bold"],
    "advance": ["Series"],
    "loop": ["integrate", "Run"],
    "results": ["dataset", "to_netcdf", "from_netcdf"],
    "sweeps": ["sweep"],
    "fit": ["Free", "Space", "Fit", "fit_gradient", "fit_search", "Fisher", "fisher"],
    "posterior": ["Gaussian", "Prior", "Posterior", "misfit", "fit_nuts", "r_hat", "effective_draws"],
    "ranks": ["Calibration", "calibration"],
    "flow": ["Architecture", "Flow", "spline", "regression"],
    "neural": ["Simulations", "Learned", "simulate", "fit_neural", "fit_linear", "fit_rejection"],
    "timing": ["compare", "Timed"],
    "peers": ["Peer", "PeerError", "environment"],
    "cache": ["enable_cache"],
})
