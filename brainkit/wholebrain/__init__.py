"The whole brain: models of a region, couplings, connectomes, what a scalp sees of them, and seizures in them."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "mass": ["NeuralMass", "bounded", "fixed_point", "eigenvalues", "plane", "draw_plane"],
    "oscillator": ["Generic2dOscillator"],
    "epileptor": ["Epileptor", "Epileptor2D", "critical_x0"],
    "resting": ["EpileptorRestingState"],
    "bursters": ["EpileptorCodim3", "EpileptorCodim3SlowMod"],
    "montbrio": ["MontbrioPazoRoxin", "mean_field_rates"],
    "wongwang": ["ReducedWongWang"],
    "rhythms": ["SupHopf", "Kuramoto"],
    "columns": ["WilsonCowan", "JansenRit"],
    "balanced": ["ReducedWongWangExcInh", "DecoBalancedExcInh", "balance"],
    "zetterberg": ["ZetterbergJansen"],
    "attractors": ["Hopfield", "Linear"],
    "larter": ["LarterBreakspear"],
    "couplings": [],
    "leadfield": ["Eeg", "load_eeg", "region_gain", "infinite_gain", "sphere_gain", "on_sphere", "read_sensors", "usable"],
    "seizures": ["Episodes", "Seizures", "interictal", "excitability", "seize", "recruited", "delay", "load", "cut", "resections"],
    "connectivity": ["Connectivity", "ConnectivityError", "load_connectivity", "read_connectivity", "normalise", "resect", "scramble", "delays"],
})
