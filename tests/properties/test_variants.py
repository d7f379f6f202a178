"Variants: names survive a round trip, nothing else is accepted, and differences are antisymmetric where they should be."
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brainkit.variants import GatingError, GeneError, HGVSError, ProteinVariant, gating_rows, gene, gene_names, parse
from brainkit.variants.hgvs import THREE

LETTERS = st.sampled_from(list(THREE))
VARIANTS = st.builds(ProteinVariant, st.integers(1, 99999), LETTERS, st.sampled_from([*THREE, "*"]), st.booleans())


@given(VARIANTS)
def test_three_letter_names_survive_the_round_trip(variant):
    assert parse(str(variant)) == variant


@given(VARIANTS)
def test_one_letter_names_mean_the_same(variant):
    assert parse(f"p.{variant.short}") == ProteinVariant(variant.position, variant.reference, variant.alternate)


@given(VARIANTS, st.integers(0, 40), st.sampled_from(string.ascii_letters + string.digits + "=*?()_ "))
def test_a_changed_character_gives_another_variant_or_a_refusal(variant, at, character):
    text = str(variant)
    changed = text[:at % len(text)] + character + text[at % len(text) + 1:]
    if changed != text:
        try:
            assert parse(changed) != variant
        except HGVSError as error:
            assert repr(changed) in str(error)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_and_what_is_read_is_written_back(text):
    try:
        variant = parse(text)
    except HGVSError:
        return
    assert parse(str(variant)) == variant


@given(st.sampled_from(gene_names()), st.integers(1, 2100), LETTERS, LETTERS)
def test_only_the_residue_that_stands_there_is_accepted(name, position, reference, alternate):
    protein, variant = gene(name), ProteinVariant(position, reference, alternate)
    if position <= len(protein.sequence) and protein.sequence[position - 1] == reference:
        assert protein.check(variant) is variant
    else:
        with pytest.raises(GeneError):
            protein.check(variant)


@given(VARIANTS)
def test_gating_is_found_or_refused_with_a_reason(variant):
    try:
        assert gating_rows("SCN1A", variant)
    except (GatingError, GeneError) as error:
        assert len(str(error)) > 40
