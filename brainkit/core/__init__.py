"What every scale stands on: parameters, integration, kernels, recording, sweeps, units, results."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "units": ["Unit", "UnitError", "unit", "factor", "quantity"],
    "params": ["parameters", "field", "ParameterError"],
})
