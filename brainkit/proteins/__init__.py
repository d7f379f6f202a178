"Proteins: language models that say what is surprising in a sequence, backbones, and the sequences that would fold into them."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "esm": ["ESM", "ESMConfig", "MODELS", "LETTERS", "RESIDUES", "tokens"],
    "esm_weights": ["WeightsError", "load_esm", "load_weights", "save_esm", "standard_names"],
    "esm_score": ["Marginals", "embeddings", "joint_score", "masked_marginals", "wild_type_marginals", "windows"],
    "backbone": ["Backbone", "StructureError", "dihedral", "read_backbone", "torsions"],
    "mpnn": ["ALPHABET", "MPNN", "MPNNConfig"],
    "diffusion_transformer": ["DiffusionTransformer", "DiffusionTransformerConfig", "released_weights", "transformer_with"],
    "denoiser": ["AtomFeatures", "Denoiser", "DiffusionConfig", "SamplerConfig", "TokenFeatures", "TrunkOutput", "noise_levels", "sample_structure"],
    "sequences": ["PUBLISHED", "Designed", "design", "load_mpnn", "mpnn_with", "sequence_score"],
})
