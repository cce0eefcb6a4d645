package catalog

import "testing"

// The figures are the vendors' own examples, and bills that users published.
func TestPicturesHaveTheTokensThatVendorsState(t *testing.T) {
	for _, c := range []struct {
		host, model, detail string
		w, h, want          int
	}{
		{"openai", "gpt-4o", "high", 1024, 1024, 765},
		{"openai", "gpt-4o", "", 2048, 4096, 1105},
		{"openai", "gpt-4o", "low", 4096, 8192, 85},
		{"openai", "gpt-4o-mini", "low", 512, 512, 2833},
		{"openai", "gpt-4o-mini", "", 512, 512, 8500},
		{"openai", "gpt-4.1-mini", "", 1024, 1024, 1659}, // 1024 patches × 1.62
		{"openai", "gpt-4.1-mini", "", 1800, 2400, 2353}, // 1452 patches
		{"anthropic", "claude-haiku-4-5", "", 1000, 1000, 1296},
		{"anthropic", "claude-opus-4-8", "", 1000, 1000, 1296},
		{"gemini", "gemini-2.5-pro", "", 384, 384, 258},
		{"gemini", "gemini-2.5-pro", "", 385, 100, 258},
		{"gemini", "gemini-2.5-pro", "", 1536, 769, 4 * 258},
		{"gemini", "gemini-3.1-pro-preview", "", 5, 5, 1120},
		{"gemini", "gemini-3.1-pro-preview", "MEDIA_RESOLUTION_LOW", 5, 5, 280},
	} {
		r, ok := Default().Image(c.host, c.model)
		if got := r.Tokens(c.w, c.h, c.detail); !ok || got != c.want {
			t.Errorf("%s: %d × %d (%s) is %d tokens by %s, want %d", c.model, c.w, c.h, c.detail, got, r.ID, c.want)
		}
	}
	if r, ok := Default().Image("openai", "gpt-6-sol"); ok {
		t.Errorf("a model that nobody described has rule %s", r.ID)
	}
}

func TestPicturesOfAnySizeStayWithinTheBounds(t *testing.T) {
	for _, r := range Default().ImageRules() {
		low, usual, high := r.Bounds("")
		if low < 1 || low > usual || usual > high || r.Source == "" || r.AsOf == "" || r.Note == "" {
			t.Errorf("%s: %d, %d, %d", r.ID, low, usual, high)
		}
		for _, side := range []int{1, 10, 100, 383, 511, 769, 1000, 1568, 2049, 4096} {
			for _, other := range []int{1, 99, 767, 1568, 4095} {
				if n := r.Tokens(side, other, ""); n < low || n > high {
					t.Errorf("%s: %d × %d is %d tokens, outside %d…%d", r.ID, side, other, n, low, high)
				}
			}
		}
	}
}
