package all

import (
	"fmt"
	"io"
	"testing"

	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/internal/report"
	"github.com/promptglot/promptglot/internal/report/reporttest"
)

// Twenty thousand findings, the size of a first run over
// a large repository.
func BenchmarkLargeRun(b *testing.B) {
	small := reporttest.Run()
	run := *small
	run.Findings = nil
	for i := range 20_000 {
		f := *small.Findings[i%len(small.Findings)]
		f.Fingerprint = fmt.Sprint(f.Fingerprint, i)
		run.Findings = append(run.Findings, &f)
	}
	finding.Sort(run.Findings)
	for _, id := range report.Names() {
		f, err := report.Lookup(id)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(id, func(b *testing.B) {
			for b.Loop() {
				if err := f.Write(io.Discard, &run); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
