package bench

import (
	"encoding/json"
	"flag"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
	"github.com/promptglot/promptglot/translate/all"
)

var (
	seed = flag.Uint64("seed", 1, "seed of the requests")
	dump = flag.String("dump", "", "file to write the requests to, one a line, for other programs to read")
)

// targets are what the requests are written for.
var targets = []string{"anthropic/claude-sonnet-4-5", "gemini/gemini-2.5-flash"}

func setup(t testing.TB, target string) (*translate.Translator, translate.Target) {
	t.Helper()
	tr := &translate.Translator{Catalog: catalog.Default(), Dialects: all.Dialects(), Media: translate.MediaPlaceholder}
	to, err := translate.ParseTarget(tr.Catalog, target)
	if err != nil {
		t.Fatal(err)
	}
	return tr, to
}

// carry takes one request from bytes to bytes at the end of buf, with its ledger.
func carry(tr *translate.Translator, to translate.Target, buf, body []byte) ([]byte, translate.Ledger, error) {
	f := source.NewFile("request.json", body)
	tree, problems := value.ReadJSON(f.Whole(), value.Options{NoViews: true, Arena: tr.Arena})
	if len(problems) > 0 {
		return nil, nil, &json.SyntaxError{Offset: int64(problems[0].Span.Start)}
	}
	p, _, err := tr.Read("openai-chat", "", tree)
	if err != nil {
		return nil, nil, err
	}
	out, ledger, err := tr.Write(p, to)
	if err != nil {
		return nil, nil, err
	}
	b, err := out.AppendJSON(buf, value.JSONStyle{})
	return b, ledger, err
}

// The requests are what they are said to be, and every one of them can be
// written for every target: the figures are of work that is done.
func TestRequestsAreAsDescribed(t *testing.T) {
	bodies := requests(*seed)
	if *dump != "" {
		if err := os.WriteFile(*dump, append(slices.Concat(lines(bodies)...), '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	again := requests(*seed)
	for i, b := range bodies {
		if len(b) < minBytes || len(b) > maxBytes || !json.Valid(b) {
			t.Errorf("request %d has %d bytes or is no JSON", i, len(b))
		}
		if string(b) != string(again[i]) {
			t.Errorf("request %d is not the same twice", i)
		}
	}
	for _, target := range targets {
		tr, to := setup(t, target)
		for i, b := range bodies {
			out, ledger, err := carry(tr, to, nil, b)
			if err != nil || !json.Valid(out) || len(ledger) == 0 || ledger.Has(translate.Refused) {
				t.Fatalf("request %d for %s: %v, %d entries: %s", i, target, err, len(ledger), ledger.Refusals())
			}
		}
	}
}

func lines(bodies [][]byte) [][]byte {
	var out [][]byte
	for i, b := range bodies {
		if i > 0 {
			out = append(out, []byte("\n"))
		}
		out = append(out, b)
	}
	return out
}

// BenchmarkTranslate measures bytes to bytes with the ledger on one core, as a
// log is carried over: one request after the other, with one arena.
func BenchmarkTranslate(b *testing.B) {
	for _, target := range targets {
		b.Run(target, func(b *testing.B) {
			tr, to := setup(b, target)
			tr.Arena = &value.Arena{}
			var buf []byte
			against(b, func(body []byte) {
				var err error
				if buf, _, err = carry(tr, to, buf[:0], body); err != nil {
					b.Fatal(err)
				}
				tr.Arena.Reset()
			})
		})
	}
}

// BenchmarkSingle is the same for requests that have memory of their own.
func BenchmarkSingle(b *testing.B) {
	for _, target := range targets {
		b.Run(target, func(b *testing.B) {
			tr, to := setup(b, target)
			against(b, func(body []byte) {
				if _, _, err := carry(tr, to, nil, body); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

// BenchmarkLedgerLines adds the ledger's lines, as --losses writes them.
func BenchmarkLedgerLines(b *testing.B) {
	for _, target := range targets {
		b.Run(target, func(b *testing.B) {
			tr, to := setup(b, target)
			tr.Arena = &value.Arena{}
			var buf []byte
			against(b, func(body []byte) {
				out, ledger, err := carry(tr, to, buf[:0], body)
				if buf = out; err != nil {
					b.Fatal(err)
				}
				for _, e := range ledger.Lossy() {
					e.MarshalLine()
				}
				tr.Arena.Reset()
			})
		})
	}
}

// blockSize is how many requests are measured in a row before json.Valid has its
// turn: a millisecond's work.
const blockSize = 10

// against runs f on all requests, in turn with json.Valid on the same ones,
// until the benchmark has run long enough. Both have one core, the garbage
// collector included. They take turns so often that whatever else the machine
// does disturbs both alike.
func against(b *testing.B, f func(body []byte)) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	// Requests are short-lived garbage: whoever carries many of them over lets
	// more of it lie than is usual. The heap stays below 50 MB all the same.
	defer debug.SetGCPercent(debug.SetGCPercent(800))
	bodies := requests(*seed)
	total := 0
	for _, body := range bodies {
		total += len(body)
	}
	const again = 3 // json.Valid is quick: measured as long as we are
	var ours, valid time.Duration
	passes := 0
	b.ReportAllocs()
	for b.Loop() {
		for block := range slices.Chunk(bodies, blockSize) {
			start := cpuTime()
			for _, body := range block {
				f(body)
			}
			middle := cpuTime()
			for range again {
				for _, body := range block {
					if !json.Valid(body) {
						b.Fatal("not valid")
					}
				}
			}
			ours, valid = ours+middle-start, valid+cpuTime()-middle
		}
		passes++
	}
	speed := func(d time.Duration, times int) float64 { return float64(total*passes*times) / 1e6 / d.Seconds() }
	b.ReportMetric(0, "ns/op") // both together: of no interest
	b.ReportMetric(speed(ours, 1), "MB/s")
	b.ReportMetric(speed(valid, again), "valid-MB/s")
	b.ReportMetric(speed(ours, 1)/speed(valid, again), "x-valid")
	b.ReportMetric(float64(ours.Nanoseconds())/float64(passes*requestCount), "ns/request")
}
