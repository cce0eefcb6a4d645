package tokens

import (
	"math"
	"strings"
	"testing"
)

// BenchmarkUnpack is what the first count of a process waits for.
func BenchmarkUnpack(b *testing.B) {
	for _, p := range []struct{ name, data string }{
		{"o200k", packedO200k}, {"cl100k", packedCL100k}, {"p50k", packedP50k},
	} {
		b.Run(p.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := unpack(p.data, math.MaxInt); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkWorst counts a megabyte without a break.
func BenchmarkWorst(b *testing.B) {
	e, err := Get("o200k_base")
	if err != nil {
		b.Fatal(err)
	}
	for name, s := range map[string]string{
		"letter": strings.Repeat("a", 1<<20),
		"spaces": strings.Repeat(" ", 1<<20) + "x",
		"random": noise(1 << 20),
		"100k":   strings.Repeat("a", 100<<10),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				e.Count(s)
			}
		})
	}
}

// noise is n letters without order, the same each time.
func noise(n int) string {
	var b strings.Builder
	for x := uint64(1); b.Len() < n; {
		x = x*6364136223846793005 + 1442695040888963407
		b.WriteByte('a' + byte(x>>40%26))
	}
	return b.String()
}
