"Proteins: language models that say what is surprising in a sequence."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "esm": ["ESM", "ESMConfig", "MODELS", "LETTERS", "RESIDUES", "tokens"],
    "esm_weights": ["WeightsError", "load_esm", "load_weights", "save_esm", "standard_names"],
    "esm_score": ["Marginals", "embeddings", "joint_score", "masked_marginals", "wild_type_marginals", "windows"],
})
