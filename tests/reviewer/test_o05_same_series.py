"O5: Nav1.1 R1648H differs from the wild type of the same series; across series a false activation shift of +6.2 mV appears, and is refused."
import numpy as np
import pytest

from brainkit.variants import GatingError, delta, gating_row, gating_rows


def test_o5_within_the_series():
    row, = gating_rows("SCN1A", "p.Arg1648His")
    known = delta(row)
    assert row["h"]["tau_max"] == 11.8 and gating_row(row["wt"])["h"]["tau_max"] == 20.1 and row["s"]["k"] == 5.4
    assert known["dv_m"].measured and known["dv_m"].centre == 0.0 and known["dv_h"].centre == 0.0
    np.testing.assert_allclose(known["s_tau"].centre, 11.8 / 20.1)


def test_o5_across_series_is_refused_with_both_named():
    row, other = gating_row("R1648H_oocyte_alpha"), gating_row("WT_oocyte_beta1")
    np.testing.assert_allclose(row["m"]["v_half"] - other["m"]["v_half"], 6.2)  # what would have been claimed
    for wild in (w for w in gating_rows("SCN1A") if w["id"] != row["wt"]):
        with pytest.raises(GatingError) as error:
            delta(row, wild)
        assert row["series"] in str(error.value) and wild["series"] in str(error.value)


@pytest.mark.parametrize("id", ["L263V_mammalian", "L1670W_mammalian"])
def test_o5_without_a_wild_type_no_difference(id):
    with pytest.raises(GatingError, match="no wild type of its series"):
        delta(id)


def test_o5_what_is_missing_is_a_prior_and_never_zero_by_silence():
    from brainkit.data import table
    for row in table("nav11_gating")["rows"]:
        if row["wt"]:
            for part in delta(row).values():
                assert part.sd > 0 and part.why and (part.measured or part.sd >= 0.03)
                assert part.measured or "not known" in part.why
