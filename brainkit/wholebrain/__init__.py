"The whole brain: models of a region, couplings, connectomes, what a scalp sees of them, and seizures in them."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "mass": ["NeuralMass", "bounded", "fixed_point", "eigenvalues", "plane", "draw_plane"],
    "oscillator": ["Generic2dOscillator"],
    "epileptor": ["Epileptor", "Epileptor2D", "critical_x0"],
    "montbrio": ["MontbrioPazoRoxin", "mean_field_rates"],
    "wongwang": ["ReducedWongWang"],
    "rhythms": ["SupHopf", "Kuramoto"],
    "columns": ["WilsonCowan", "JansenRit"],
    "couplings": [],
    "connectivity": ["Connectivity", "ConnectivityError", "load_connectivity", "read_connectivity", "normalise", "resect", "reorder", "scramble", "delays"],
    "surgery": ["lesion", "disconnect", "threshold", "binarise", "symmetrise", "distance_matched_null"],
    "formats": ["read_csv", "write_csv", "read_bids", "write_bids", "write_zip", "read_npz", "public_connectomes", "load_public"],
    "mesh": ["Mesh", "MeshError", "read_surface", "load_surface", "region_mapping", "read_mapping", "load_mapping"],
    "geodesics": ["geodesic_distances"],
    "surface": ["Cortex", "LocalConnectivity", "Sheet", "local_connectivity"],
    "equations": [],
    "stimuli": ["Stimulus", "at_regions", "at_vertices"],
    "leadfield": ["LeadField", "Eeg", "Meg", "Seeg", "load_eeg", "load_meg", "load_seeg", "region_gain", "infinite_gain", "sphere_gain", "sphere_field", "meg_gain", "on_sphere", "read_sensors", "usable"],
    "bold": ["Hrf", "FirstOrderVolterra", "Gamma", "DoubleExponential", "MixtureOfGammas", "HrfBold", "Balloon", "BalloonBold", "balloon_bold", "group_means", "replay"],
    "monitors": ["SubSample", "GlobalAverage", "SpatialAverage", "Sensors", "monitor", "MONITORS"],
    "seizures": ["Episodes", "Seizures", "interictal", "excitability", "seize", "recruited", "delay", "load", "cut", "resections"],
    "analysis": ["functional_connectivity", "upper", "fc_windows", "fcd", "ks_distance", "similarity", "power_spectrum", "spectral_slope", "band_power", "phase", "kuramoto_order", "synchrony", "metastability",
                 "phase_coherence", "phase_locking", "coherence", "variance_global", "variance_of_node_variance", "lz_words", "complexity", "significant", "pci"],
    "graphs": ["degrees", "strengths", "density", "clustering", "distances", "path_length", "global_efficiency", "modularity", "participation", "rich_club", "small_worldness"],
})
