package figure

import "testing"

func TestThousandsAreGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", -999: "-999", -1000: "-1,000", 1234567: "1,234,567"} {
		if got := Count(n); got != want {
			t.Errorf("Count(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestAmountsKeepTheDigitsThatSaySomething(t *testing.T) {
	for v, want := range map[float64]string{0: "0.00", 0.0000004: "0.000000", 0.00042: "0.000420", 0.0421: "0.0421", 1: "1.00", 1204.5: "1,204.50", -0.5: "-0.5000"} {
		if got := Amount(v); got != want {
			t.Errorf("Amount(%v) = %s, want %s", v, got, want)
		}
	}
}

func TestDollarsNeverLookLikeNothing(t *testing.T) {
	for v, want := range map[float64]string{
		0: "$0", 0.0000004: "under $0.000001", 0.000001: "$0.000001", 0.0021: "$0.002100", 12: "$12.00", 1204.5: "$1,204.50", -3: "-$3.00",
	} {
		if got := USD(v); got != want {
			t.Errorf("USD(%v) = %s, want %s", v, got, want)
		}
	}
}

func TestNounsFollowTheirNumber(t *testing.T) {
	for n, want := range map[int]string{0: "0 files", 1: "1 file", 2: "2 files", 1204: "1204 files"} {
		if got := Plural(n, "file"); got != want {
			t.Errorf("Plural(%d) = %s, want %s", n, got, want)
		}
	}
	if got := Of(2, "prompt names", "prompts name"); got != "2 prompts name" {
		t.Errorf("Of = %s", got)
	}
}
