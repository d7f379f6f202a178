"Proteins: language models that say what is surprising in a sequence, backbones, and the sequences that would fold into them."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "esm": ["ESM", "ESMConfig", "MODELS", "LETTERS", "RESIDUES", "tokens"],
    "esm_weights": ["WeightsError", "load_esm", "load_weights", "save_esm", "standard_names"],
    "esm_score": ["Marginals", "embeddings", "joint_score", "masked_marginals", "wild_type_marginals", "windows"],
    "residues": ["AMBIGUOUS", "ATOM37", "GROUPS", "RESTYPES", "Bounds", "Part", "ResidueArrays", "chi_atoms", "distance_bounds", "parts", "residue_arrays", "residue_numbers", "three_letters"],
    "frames": ["AtomFrames", "Rigid", "Torsions", "atom_frames", "frame_of", "place_atoms", "quaternion_of", "rmsd", "rotation_of", "superpose", "to_atom14", "to_atom37", "torsion_angles", "torsion_frames"],
    "ipa": ["InvariantPointAttention", "Packed", "Structure", "StructureConfig", "StructureModule", "attention_layout", "load_structure", "put_weights", "structure_layout", "take_weights"],
    "fape": ["Renamed", "StructureLoss", "Truth", "Violations", "aligned_error", "aligned_error_loss", "cross_entropy", "distogram_loss", "expected_tm", "frame_aligned_error", "lddt_loss", "masked_msa_loss", "plddt", "point_lddt", "pseudo_beta", "rename", "resolved_between", "resolved_loss", "structure_loss", "torsion_loss", "violations"],
    "backbone": ["Backbone", "StructureError", "dihedral", "read_backbone", "torsions"],
    "afdb": ["BANDS", "HELD", "PAE", "Prediction", "bands", "fetch_pae", "fetch_prediction", "read_pae", "read_prediction"],
    "view": ["Comparison", "HARDLY", "Linked", "MutantDifference", "Neighbour", "compare", "mutant_difference", "neighbours_of", "pae_map", "paired", "scene_of", "structure_3d", "structure_views", "tube"],
    "mpnn": ["ALPHABET", "MPNN", "MPNNConfig"],
    "diffusion_transformer": ["DiffusionTransformer", "DiffusionTransformerConfig", "released_weights", "transformer_with"],
    "denoiser": ["AtomFeatures", "Denoiser", "DiffusionConfig", "SamplerConfig", "TokenFeatures", "TrunkOutput", "noise_levels", "sample_structure"],
    "sequences": ["PUBLISHED", "Designed", "design", "load_mpnn", "mpnn_with", "sequence_score"],
})
