"DNA: what a sequence says of its own regulation."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    ".core.precision": ["in_precision"],
    "enformer": ["Enformer", "EnformerConfig", "distance_features", "poisson_loss", "pearson"],
    "spliceai": ["SpliceAI", "SpliceAIConfig", "SpliceEffect", "SpliceEnsemble", "splice_effect"],
    "spliceai_weights": ["SpliceAIWeightsError", "load_splice", "save_splice"],
    "mutagenesis": ["Mutagenesis", "MutationError"],
    "enformer_weights": ["EnformerWeightsError", "enformer_with", "load_enformer", "save_enformer"],
    "enformer_sonnet": ["load_sonnet", "sonnet_paths", "sonnet_with"],
    "sequence": ["SequenceError", "codes", "one_hot", "letters", "reverse_complement", "gc_content", "shuffle"],
    "genome": ["Genome", "GenomeError", "Window", "open_genome", "write_fasta", "resolve", "unknown_runs", "tiles"],
    "intervals": ["Interval", "IntervalError", "Peak", "Track", "read_bed", "write_bed", "merge", "overlaps", "open_track", "write_bigwig", "binned"],
    "genemodels": ["GeneModel", "GTFError", "TranscriptModel", "read_gtf", "draw_genes"],
    "alleles": ["AlleleError", "Pair", "Case", "Batch", "pair", "shifted", "cases", "batches"],
    "interpret": ["Attribution", "InterpretError", "TrackScore", "answered", "attention_maps", "centred", "deeplift", "draw_tracks", "gradient_x_input",
                  "integrated_gradients", "marginalised", "mutated", "on_letters", "track_score"],
    "effects": ["Amounts", "Background", "EffectError", "Scored", "SpliceSites", "background", "enformer_amounts", "laid", "random_records", "read_effects", "score_variants"],
    "motifs": ["Motif", "MotifError", "Scorer", "Hit", "read_jaspar", "write_jaspar", "read_jaspar_release", "background_of", "scan", "hits", "logo"],
    "cnn": ["CNNConfig", "SequenceCNN", "BASSET", "DEEPSTARR", "DILATED", "both_strands"],
    "motifnet": ["Motifs", "MotifConfig", "MotifNet", "known_motifs", "motif_features"],
    "retina": ["Retina", "read_retina", "fit_retina", "judge_activity", "retina_ridge"],
    "tracks": ["Windows", "TrackConfig", "TrackNet", "read_windows", "fit_tracks", "predict_windows", "poisson_multinomial", "track_pearson"],
    "readers": ["Reader", "ReaderError", "enformer_reader", "site_reader", "splice_reader", "track_reader", "trained"],
    "satmut": ["Element", "read_elements", "variants", "by_element", "site_change", "strength_change", "told_change"],
    "trackbins": ["BinRidge", "BinNet", "bin_features", "bin_words", "fit_bins", "log_reads", "ridge_bins", "told_well"],
})
