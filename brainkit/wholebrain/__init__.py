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
    "equations": [],
    "mesh": ["Mesh", "MeshError", "read_surface", "load_surface", "region_mapping", "read_mapping", "load_mapping"],
    "geodesics": ["geodesic_distances"],
    "stimuli": ["Stimulus", "at_regions", "at_vertices"],
    "surface": ["Cortex", "LocalConnectivity", "Sheet", "local_connectivity"],
    "leadfield": ["Eeg", "load_eeg", "region_gain", "infinite_gain", "sphere_gain", "on_sphere", "read_sensors", "usable"],
    "seizures": ["Episodes", "Seizures", "interictal", "excitability", "seize", "recruited", "delay", "load", "cut", "resections"],
    "connectivity": ["Connectivity", "ConnectivityError", "load_connectivity", "read_connectivity", "normalise", "resect", "reorder", "scramble", "delays"],
    "surgery": ["lesion", "disconnect", "threshold", "binarise", "symmetrise", "distance_matched_null"],
    "formats": ["read_csv", "write_csv", "read_bids", "write_bids", "write_zip", "read_npz", "public_connectomes", "load_public"],
})
