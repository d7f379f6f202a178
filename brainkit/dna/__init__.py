"DNA: what a sequence says of its own regulation."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "enformer": ["Enformer", "EnformerConfig", "distance_features", "poisson_loss", "pearson"],
    "cnn": ["CNNConfig", "SequenceCNN", "BASSET", "DEEPSTARR", "DILATED", "both_strands"],
    "motifnet": ["Motifs", "MotifConfig", "MotifNet", "known_motifs", "motif_features"],
    "retina": ["Retina", "read_retina", "fit_retina", "judge_activity"],
    "tracks": ["Windows", "TrackConfig", "TrackNet", "read_windows", "fit_tracks", "predict_windows", "poisson_multinomial", "track_pearson"],
    "satmut": ["Element", "read_elements", "variants", "by_element", "site_change", "strength_change"],
    "enformer_weights": ["EnformerWeightsError", "enformer_with", "load_enformer", "save_enformer"],
})
