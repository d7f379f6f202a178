"Real data by name: fetched from where it lies, verified, never packaged."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "registry": ["entries", "cards", "names", "info", "search", "provenance", "licence_kind", "datasets_folder", "UnknownData"],
    "sources": [],
    "cache": ["fetch", "fetch_group", "verify", "used", "tracking", "cache_folder", "DataError", "DataUnavailable", "CacheNotWritable"],
    "fasta": ["FastaError", "SequenceRow", "fasta_rows"],
    "readers": ["load"],
    "tables": ["table"],
    "commands": [],
    "torchfile": ["read_torch"],
    "weights": ["save_weights", "open_weights", "KeptWeights", "WeightsError", "misfits", "check_fit"],
    "growing": ["GrowingFile", "measured"],
    "bases": ["other_strand"],
    "tfbundle": ["Bundle", "BundleError", "key_at"],
    "vcf": ["VCF", "VCFError", "Record", "Allele", "read_vcf", "write_vcf", "refusal", "trim", "stands", "left_align", "right_align", "anchored"],
})
