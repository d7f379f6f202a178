"DNA: what a sequence says of its own regulation."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "enformer": ["Enformer", "EnformerConfig", "distance_features", "poisson_loss", "pearson"],
    "spliceai": ["SpliceAI", "SpliceAIConfig", "SpliceEffect", "SpliceEnsemble", "splice_effect"],
    "spliceai_weights": ["SpliceAIWeightsError", "load_splice", "save_splice"],
    "mutagenesis": ["Mutagenesis", "MutationError"],
    "enformer_weights": ["EnformerWeightsError", "enformer_with", "load_enformer", "save_enformer"],
})
