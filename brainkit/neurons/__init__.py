"Single cells: conductance-based patches, what a variant does to their sodium channels, how excitable that leaves them, and cells with branches."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "patch": ["Patch", "linoid", "voltage_clamp"],
    "squid": ["HodgkinHuxley"],
    "sodium": ["GatingDelta", "SodiumMix", "mix"],
    "interneuron": ["WangBuzsaki"],
    "pyramidal": ["Pospischil"],
    "excitability": ["rheobase", "block_current", "lowest_current", "fi_curve", "firing_rate", "area_under", "phase_plot", "Firing", "FI"],
    "morphology": ["Section", "Morphology", "MorphologyError", "read_swc", "cylinder", "ball_and_stick", "rall_tree"],
    "segments": ["Compartments", "Place", "compartments", "electrotonic", "draw_tree"],
    "tree": ["Tree", "grow", "tree_solve", "along"],
    "cell": ["BranchedCell", "Probe", "build_cell", "series_resistance"],
    "cable": ["length_constant", "cable_resistance", "attenuation", "transfer_resistance", "input_resistance", "velocity"],
    "reversal": ["nernst", "ghk"],
    "channels": ["Channel", "ChannelError", "Leak", "Parts", "check", "opening", "settling", "boltzmann", "gating"],
    "composed": ["Cell", "Calcium", "compose", "shell"],
    "delta": ["GateDelta", "Variant", "variant", "half_point"],
    "families": ["SquidNa", "SquidK", "TraubNa", "TraubK", "MCurrent", "LCalcium", "TCalcium", "InterneuronNa", "InterneuronK", "HCN", "PersistentNa", "SK", "BK",
                 "squid_axon", "fast_interneuron", "cortical"],
    "markov": ["Markov", "ResurgentNa"],
    "recordings": ["Wave", "Sweeps", "RecordingError", "read_ibw", "pair_up", "patch_sweeps", "coincidence"],
    "cellfit": ["fit_adex", "predict"],
    "surrogate": ["Surrogate", "RateNet", "lump", "train", "spiking", "save_surrogate", "load_surrogate"],
    "kcna1": ["Kv11", "KCNA1", "koch_sites", "koch_answers", "with_variants", "Protocol"],
    "point": ["Point", "LeakyIF", "QuadraticIF", "AdEx", "Izhikevich", "GIF", "spike_times"],
    "stability": ["equilibrium", "growth", "jacobian", "hopf", "saddle_node"],
})
