package tokens

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkFirst is what the first count of a process waits for.
func BenchmarkFirst(b *testing.B) {
	for _, name := range []string{"o200k_base", "cl100k_base", "p50k_base"} {
		e := encoding(b, name)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				fresh := &Encoding{name, e.split, store(dataOf[name], math.MaxInt)}
				fresh.Count("You are a helpful assistant. Answer in plain words.")
			}
		})
	}
}

var dataOf = map[string]*string{"o200k_base": &packedO200k, "cl100k_base": &packedCL100k, "p50k_base": &packedP50k}

// BenchmarkUnpack is what a process waits for that has much to count.
func BenchmarkUnpack(b *testing.B) {
	for _, name := range []string{"o200k_base", "cl100k_base", "p50k_base"} {
		v := encoding(b, name).packed()
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := v.unpacked(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkStates counts the same text packed and unpacked.
func BenchmarkStates(b *testing.B) {
	e := encoding(b, "o200k_base")
	var all strings.Builder
	files, err := filepath.Glob("*.go")
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		all.Write(data)
	}
	text := all.String()
	for name, v := range map[string]*vocab{"packed": e.packed(), "unpacked": e.unpacked()} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				sc := new(scratch)
				for i := 0; i < len(text); {
					end := e.split(text, i)
					v.count(sc, text[i:end])
					i = end
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
