"Names of changes: what a name says, done to the letters, gives what was meant; one change has one name; and the protein's name rebuilds the protein."
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from brainkit.variants import (
    HGVSError,
    ProteinVariant,
    Transcript,
    TranscriptError,
    consequence,
    describe,
    from_genome,
    index_of,
    read_hgvs,
    reverse_complement,
    to_coding,
    to_genome,
    translate,
)
from brainkit.variants.transcript import CODONS, _apply

SENSE = [codon for codon, residue in CODONS.items() if residue != "*"]
DNA = st.text("ACGT", max_size=6)


@st.composite
def transcripts(draw):
    "A transcript of a few codons, many of them equal, on either strand, in two or three exons."
    few = draw(st.lists(st.sampled_from(SENSE), min_size=1, max_size=3))
    body = "".join(draw(st.lists(st.sampled_from(few), min_size=2, max_size=8)))
    before, after = draw(DNA), draw(st.text("ACGT", max_size=20))
    sequence = before + "ATG" + body + "TAA" + after
    cuts = sorted(draw(st.sets(st.integers(1, len(sequence) - 1), min_size=1, max_size=2)))
    strand, place, exons = draw(st.sampled_from([1, -1])), 1000, []
    for a, b in zip([0, *cuts], [*cuts, len(sequence)]):
        exons.append((place, place + b - a) if strand == 1 else (3000 - place - (b - a), 3000 - place))
        place += b - a + draw(st.integers(5, 9))
    return Transcript("T", sequence, (len(before), len(before) + 6 + len(body)), tuple(exons), "1", strand)


@st.composite
def edits(draw):
    t = draw(transcripts())
    i = draw(st.integers(1, len(t.sequence) - 2))
    j = draw(st.integers(i, min(i + 7, len(t.sequence) - 1)))
    new = draw(DNA)
    assume(new != t.sequence[i:j])
    return t, i, j, new


def changed(t, i, j, new):
    return t.sequence[:i] + new + t.sequence[j:]


@given(edits())
def test_a_name_read_again_makes_the_same_change(edit):
    t, *what = edit
    name = str(describe(t, *what))
    assert changed(t, *_apply(t, read_hgvs(name))) == changed(t, *what), name


@given(edits(), st.integers(-3, 3))
def test_one_change_has_one_name(edit, shift):
    "The same result written from another place, where there is one."
    t, i, j, new = edit
    result = changed(t, i, j, new)
    a = max(1, min(i, i + shift))
    b = min(len(t.sequence) - 1, max(j, j + shift))
    other = result[a:len(result) - (len(t.sequence) - b)]
    assert describe(t, a, b, other) == describe(t, i, j, new)


def rebuilt(old, v):
    "The protein, with its stop, that a protein name describes; None where the name does not say."
    if isinstance(v, ProteinVariant):
        new = old[:v.position - 1] + v.alternate + old[v.position:]
        return new[:v.position] if v.alternate == "*" else new
    i, j = v.start - 1, v.end
    if v.kind == "deletion":
        return old[:i] + old[j:]
    if v.kind == "duplication":
        return old[:j] + old[i:j] + old[j:]
    if v.kind == "insertion":
        new = old[:i + 1] + v.alternate + old[i + 1:]
    elif v.kind == "delins":
        new = old[:i] + v.alternate + old[j:]
    else:
        return None
    return new[:new.index("*") + 1]


@given(edits())
def test_the_name_of_the_protein_rebuilds_it(edit):
    t, *what = edit
    found = consequence(t, describe(t, *what))
    if found.protein is None or found.kind == "start lost":
        return
    old, new = t.protein + "*", translate(changed(t, *what)[t.cds[0]:])
    assert read_hgvs(str(found.protein)) == found.protein
    if found.kind in ("frameshift", "stop lost"):
        k = found.protein.start - 1
        assert old[:k] == new[:k] and new[k:k + 1] == found.protein.alternate != old[k] and (found.protein.stop == (len(new) - k - (found.kind == "stop lost") if new.endswith("*") else 0))
    else:
        assert rebuilt(old, found.protein) == new, (found, str(found.protein), old, new)


@given(transcripts(), st.data())
def test_places_of_genome_and_transcript_are_each_others_inverse(t, data):
    low, high = min(a for a, _ in t.exons), max(b for _, b in t.exons)
    place = data.draw(st.integers(low, high - 1))
    p = to_coding(t, place)
    assert to_genome(t, p) == place and read_hgvs(f"c.{p}=").start == p
    assert index_of(t, p) == next(k for k in range(len(t.sequence)) if to_genome(t, p._replace(offset=0)) == to_genome(t, to_coding(t, _exonic(t, k))))


def _exonic(t, k):
    for a, b in t.exons:
        if k < b - a:
            return a + k if t.strand == 1 else b - 1 - k
        k -= b - a
    raise IndexError(k)


@given(edits())
def test_a_change_of_the_genome_is_the_change_of_the_transcript(edit):
    t, i, j, new = edit
    assume(j > i and all(k not in t._ends[:-1] for k in range(i + 1, j)))
    ends = sorted((_exonic(t, i), _exonic(t, j - 1)))
    assume(ends[1] - ends[0] == j - 1 - i)
    flip = (lambda x: x) if t.strand == 1 else reverse_complement
    found = from_genome(t, ends[0], flip(t.sequence[i:j]), flip(new))
    edge = found.kind == "insertion" and found.start.offset != found.end.offset    # between an exon and its intron: on the genome it is both
    assert edge or found == describe(t, i, j, new)


@given(st.text(max_size=24))
def test_any_text_is_read_or_refused_and_what_is_read_is_written_back(text):
    try:
        made = read_hgvs(text)
    except HGVSError:
        return
    assert str(read_hgvs(str(made))) == str(made)


def test_a_frame_that_is_none_is_refused():
    for sequence, cds, words in (("ATGTAATAA", (0, 9), "first stop is codon 2 of 3"), ("ATGAAATAA", (0, 8), "multiple of three"), ("GTGTAA", (0, 6), "begins with GTG"), ("ATGNTAA", (0, 6), "holds N"), ("ATGAAA", (0, 6), "one stop")):
        with pytest.raises(TranscriptError, match=words):
            Transcript("T", sequence, cds)
