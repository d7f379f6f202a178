"Single cells: conductance-based patches, what a variant does to their sodium channels, and how excitable that leaves them."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "patch": ["Patch", "linoid", "voltage_clamp"],
    "squid": ["HodgkinHuxley"],
    "sodium": ["GatingDelta", "SodiumMix", "mix"],
    "interneuron": ["WangBuzsaki"],
    "pyramidal": ["Pospischil"],
    "excitability": ["rheobase", "block_current", "lowest_current", "fi_curve", "firing_rate", "area_under", "phase_plot", "Firing", "FI"],
    "stability": ["equilibrium", "growth", "jacobian", "hopf", "saddle_node"],
})
