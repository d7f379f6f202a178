"Variants: their names on DNA and protein, their transcripts and call files, their residues, what was measured of their gating, and how surprising they are."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "hgvs": ["ProteinVariant", "HGVSError", "parse"],
    "nomenclature": ["DNAVariant", "Position", "ProteinChange", "read_hgvs"],
    "transcript": ["Transcript", "TranscriptError", "Consequence", "consequence", "describe", "from_genome", "index_of", "reverse_complement", "to_coding", "to_genome", "translate"],
    "vcf": ["VCF", "VCFError", "Record", "Allele", "Annotated", "annotate", "left_align", "read_vcf", "refusal", "trim", "write_vcf"],
    "batch": ["BatchError", "Tally", "Target", "score_batch"],
    "deltas": ["Measured", "GatingPrior", "fit_gating", "measured_deltas", "leave_one_out"],
    "dossier": ["Rank", "Conflict", "Dossier", "missense_of", "scores_at_hand", "rank_of", "conflicts", "gain_beside_name", "gather"],
    "entry": ["Entry", "EntryError", "read_entry", "codon_changes", "one_base"],
    "genes": ["Gene", "GeneError", "Segment", "gene", "gene_names"],
    "gating": ["Known", "GatingError", "gating_rows", "gating_row", "delta", "FIELDS", "MEASURED_SD", "PRIOR_SD"],
    "scores": ["grantham", "blosum62", "align", "paralogue_column", "evidence", "CEILINGS", "gene_majority", "funncion_labels"],
    "alignment": ["Alignment", "AlignmentError", "LETTERS", "parse_alignment", "read_alignment", "format_alignment", "sequence_weights", "letter_counts", "conservation", "channel_family"],
    "independent": ["SiteIndependent", "fit_independent"],
    "potts": ["Potts", "fit_potts", "save_potts", "load_potts", "sample_potts"],
    "missense": ["Saturation", "Scored", "RULES", "substitution_rule", "from_model", "Vocabulary", "ESM", "wild_type_log_probabilities", "masked_log_probabilities",
                 "from_log_probabilities", "masked_marginal_together", "pseudo_perplexity", "alphamissense", "alphamissense_class", "first_available", "saturation_map"],
    "scans": ["Scan", "ScanError", "load_scan", "normalised", "predicted", "judge", "proteingym", "Epistasis", "EpistasisFit", "fit_epistasis", "SCANS", "load_split"],
    "pathogenic": ["GeneArea", "by_gene", "mean_within", "pooled", "calibration", "clinvar_labels", "score_letters"],
    "gainloss": ["Labelled", "Features", "LEARNERS", "SHIFTED", "columns", "labelled", "scion_labels", "funncion_variants", "channel_structure", "features", "likeness", "kernel_logistic",
                 "gene_weights", "learn", "position_clusters", "cross_validate", "within_genes", "gain_or_loss", "calcium_variants", "family_columns", "joined", "nested", "paired_difference"],
    "weaklabels": ["Observed", "read_frequencies", "RATES", "reach", "reach_table", "Candidates", "candidates", "WeakLabels", "weak_labels", "absent_after", "seen_in_relatives"],
    "missensenet": ["clipped_loss", "alignment_features", "FEATURES", "NetConfig", "ConvTrunk", "GivenTrunk", "MissenseNet", "missense_map", "net_arrays", "put_arrays", "save_net", "load_net"],
    "missensefit": ["Lesson", "Schooling", "train", "Subject", "letter_lessons", "Course", "course", "Classes", "fit_classes", "ion_channels", "channel_labels"],
})
