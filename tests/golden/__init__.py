"Reference cases: numbers that other programs computed, against ours on the same inputs."
