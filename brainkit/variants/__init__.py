"Variants: their names on DNA and protein, their transcripts and call files, their residues, what was measured of their gating, and how surprising they are."
from .._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "hgvs": ["ProteinVariant", "HGVSError", "parse"],
    "nomenclature": ["DNAVariant", "Position", "ProteinChange", "read_hgvs"],
    "transcript": ["Transcript", "TranscriptError", "Consequence", "consequence", "describe", "from_genome", "index_of", "reverse_complement", "to_coding", "to_genome", "translate"],
    "vcf": ["VCF", "VCFError", "Record", "Allele", "Annotated", "annotate", "left_align", "read_vcf", "refusal", "trim", "write_vcf"],
    "genes": ["Gene", "GeneError", "Segment", "gene", "gene_names"],
    "gating": ["Known", "GatingError", "gating_rows", "gating_row", "delta", "FIELDS", "MEASURED_SD", "PRIOR_SD"],
    "scores": ["grantham", "blosum62", "align", "paralogue_column", "evidence", "CEILINGS", "gene_majority", "funncion_labels"],
})
