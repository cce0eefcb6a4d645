package app

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/promptglot/promptglot/internal/app/disk"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/testkit"
	"github.com/promptglot/promptglot/policies"
)

var fiveTargets = []string{"openai-chat", "anthropic", "gemini", "mistral", "bedrock-converse"}

// How much of a run the policies are: all packs at the strictest level, five
// targets, one worker, the shared corpus. Compiling them is no part of it, since
// it does not grow with the files; it is reported beside.
func BenchmarkPolicyShare(b *testing.B) {
	root := testkit.Shared(b, "corpus")
	// Busy machines make wall time lie, so processor time is told beside it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var load, all, judged, allCPU, judgedCPU time.Duration
	documents := 0
	for b.Loop() {
		a := &App{FS: disk.OS{Dir: "."}, Stdout: &bytes.Buffer{}, Stderr: &bytes.Buffer{}}
		s, err := a.session(&Options{Paths: []string{root}, Level: "strict", NoConfig: true, Targets: fiveTargets})
		if err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		jobs, err := s.jobs()
		if err != nil {
			b.Fatal(err)
		}
		walked := time.Now()
		if err := s.ready(jobs); err != nil {
			b.Fatal(err)
		}
		ready, readyCPU := time.Now(), threadTime()
		load += ready.Sub(walked)
		c := &check{session: s, collected: map[*project][]*policies.Collection{}}
		for i := range jobs {
			e, err := jobs[i].project.policies()
			if err != nil {
				b.Fatal(err)
			}
			needed := e.Needs()
			r := c.analyse(&jobs[i], func(k fact.Kind) bool { return slices.Contains(needed, k) })
			asked, askedCPU := time.Now(), threadTime()
			c.judge(r, e)
			c.remember(r, e)
			judged += time.Since(asked)
			judgedCPU += threadTime() - askedCPU
			if r.err != nil {
				b.Fatal(r.err)
			}
			if len(r.facts) > 0 {
				documents++
			}
		}
		all += time.Since(ready) + walked.Sub(began)
		allCPU += threadTime() - readyCPU
	}
	ms := func(d time.Duration, n int) float64 { return d.Seconds() * 1000 / float64(max(n, 1)) }
	b.ReportMetric(100*judged.Seconds()/all.Seconds(), "%-policies")
	if allCPU > 0 {
		b.ReportMetric(100*judgedCPU.Seconds()/allCPU.Seconds(), "%-policies-cpu")
		b.ReportMetric(ms(judgedCPU, documents), "policy-cpu-ms/document")
	}
	b.ReportMetric(ms(judged, documents), "policy-ms/document")
	b.ReportMetric(ms(all, documents), "ms/document")
	b.ReportMetric(float64(documents)/float64(b.N), "documents")
	b.ReportMetric(ms(load, b.N), "load-ms")
}

// A large repository of which a twentieth holds facts.
func BenchmarkHundredThousandFiles(b *testing.B) {
	const files = 100_000
	dir := b.TempDir()
	for i := range files {
		folder := filepath.Join(dir, fmt.Sprintf("part%d", i%100), fmt.Sprintf("module%d", i/100%40))
		if i < 4000 {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				b.Fatal(err)
			}
		}
		name, text := ordinary(i)
		if i%20 == 0 {
			name = fmt.Sprintf("ask%d.json", i)
			text = fmt.Sprintf(`{"model": "gpt-5.4", "seed": %d, "messages": [{"role": "system", "content": "You are ChatGPT."}, {"role": "user", "content": "Question %d"}]}`, i, i)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		var out, errs bytes.Buffer
		a := &App{FS: disk.OS{Dir: dir}, Stdout: &out, Stderr: &errs}
		if _, err := a.Check(&Options{Paths: []string{"."}, NoConfig: true, Targets: []string{"anthropic", "gemini"}, Format: "jsonl", ExitZero: true}, FixMode{}); err != nil {
			b.Fatal(err, errs.String())
		}
		if got := bytes.Count(out.Bytes(), []byte("\n")); got < files/20 {
			b.Fatalf("%d findings in %d files", got, files)
		}
	}
}

// ordinary is a file of a program that has nothing to do with prompts.
func ordinary(i int) (name, text string) {
	switch i % 5 {
	case 0:
		return fmt.Sprintf("notes%d.md", i), fmt.Sprintf("# Release %d\n\nThe importer is faster, and reads dates.\n", i)
	case 1:
		return fmt.Sprintf("deploy%d.yaml", i), fmt.Sprintf("kind: Service\nmetadata:\n  name: shop-%d\nspec:\n  replicas: 3\n", i)
	case 2:
		return fmt.Sprintf("orders%d.json", i), fmt.Sprintf(`{"orders": [{"id": %d, "state": "open", "lines": [{"sku": "a", "count": 2}]}]}`, i)
	case 3:
		return fmt.Sprintf("orders%d.py", i), fmt.Sprintf("import csv\n\ndef total(rows):\n    return sum(float(r[%d]) for r in rows)\n", i%7)
	}
	return fmt.Sprintf("orders%d.ts", i), fmt.Sprintf("export const page = %d;\nexport function next(n: number) { return n + page; }\n", i)
}
