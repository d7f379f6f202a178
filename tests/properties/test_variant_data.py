"What the loaders of variants make of the real files; skipped where they cannot be had."
import numpy as np
import pytest

from brainkit.data import DataError, fetch
from brainkit.variants import clinvar_labels, load_scan, read_alignment, scion_labels, sequence_weights


def had(get, *what):
    try:
        return get(*what)
    except DataError as error:
        pytest.skip(f"needs the data: {error}")


def test_every_measured_channel_variant_stands_in_its_protein():
    data, refused = had(scion_labels)
    assert (len(data), int(data.gain.sum()), refused) == (375, 164, [])


def test_alignment_of_pten_has_its_published_size_and_few_witnesses():
    family = read_alignment(had(fetch, "molecular/eve/PTEN_HUMAN_b1.0.a2m"))
    assert len(family) == 1197 and family.positions[0] == 1
    assert 100 < sequence_weights(family.covered()).sum() < 200


def test_alignments_of_two_formats_name_one_protein():
    a3m = read_alignment(had(fetch, "molecular/openfold_test/bfd_uniclust_hits.a3m"))
    sto = read_alignment(had(fetch, "molecular/openfold_test/uniref90_hits.sto"), query="query")
    assert a3m.row(0) == sto.row(0) and (a3m.positions == sto.positions).all()


def test_clinical_labels_have_their_published_counts():
    proteins, _, pathogenic = had(clinvar_labels)
    assert (len(proteins), int(pathogenic.sum()), len(set(proteins))) == (20027, 12934, 1087)


def test_scan_of_psd95_spells_its_domain():
    scan = load_scan(had(fetch, "molecular/deepsequence_dms/DLG4_RAT_Ranganathan2012.csv"), score="CRIPT")
    assert scan.first == 311 and len(scan.sequence) == 83 and "-" not in scan.sequence and np.isfinite(scan.score).all()
