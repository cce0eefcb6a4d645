package doctest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/promptglot/promptglot/internal/app"
	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
	"github.com/promptglot/promptglot/policies"
)

// Every example that a shipped rule shows is what it says: a failing one is
// reported by the rule, at a place inside the file, and a passing one is not.
func TestExamplesOfRulesAreTrue(t *testing.T) {
	for _, r := range policies.ShippedRules() {
		for i, e := range r.Examples {
			t.Run(fmt.Sprintf("%s/%s%d", r.ID, e.Verdict, i), func(t *testing.T) {
				t.Parallel()
				example(t, r, e, i == 0)
			})
		}
	}
}

// example runs one. The first of a rule shows it at its own severity; further
// ones may be cases that it grades lower.
func example(t *testing.T, r policies.Rule, e policies.Example, first bool) {
	files := e.Files()
	if strings.HasPrefix(strings.TrimSpace(e.Text), "(") {
		t.Fatal("the text is a stand-in, not a file")
	}
	found, said := check(t, files, e)
	var mine []*finding.Finding
	for _, f := range found {
		if f.Rule == r.ID {
			mine = append(mine, f)
		}
	}
	switch {
	case e.Verdict == "passing":
		for _, f := range mine {
			t.Errorf("the passing example is reported: %s", f.Message)
		}
	case r.Pending != "":
		// The page says that this is not reported yet; the day it is, the page
		// has to change.
		if len(mine) > 0 {
			t.Errorf("METADATA calls the rule pending (%s), but its example is reported", r.Pending)
		}
	case len(mine) > 0 && first && mine[0].Severity != r.Severity:
		t.Errorf("METADATA says %s, the example is reported as %s", r.Severity, mine[0].Severity)
	case len(mine) == 0:
		t.Errorf("the failing example is not reported; reported are %s\nstderr: %s", rulesOf(found), said)
	}
	for _, f := range mine {
		inside(t, files, r, f)
	}
}

// check runs the program's check on files of its own, with every rule on.
func check(t *testing.T, files map[string]string, e policies.Example) (found []*finding.Finding, said string) {
	p := newProgram(folder(t, files))
	// The folder is walked: an example is found like a user's file is.
	_, configured := files["promptglot.yaml"]
	opt := &app.Options{
		Paths: []string{"."}, NoConfig: !configured, AsOf: e.AsOf, Targets: e.Targets,
		Level: string(policies.Strict), Format: "json", ExitZero: true,
	}
	status, err := p.Check(opt, app.FixMode{})
	if err != nil || status != app.Clean {
		t.Fatalf("status %d, %v\nstderr: %s", status, err, &p.stderr)
	}
	if err := json.Unmarshal(p.stdout.Bytes(), &found); err != nil {
		t.Fatal(err)
	}
	return found, p.stderr.String()
}

// inside checks that a finding points into the file it speaks of. What a lock
// names as stale has no place: the whole file is meant, and it may be missing.
func inside(t *testing.T, files map[string]string, r policies.Rule, f *finding.Finding) {
	if f.Start == nil && wholeFile[r.ID] {
		return
	}
	text, ok := files[f.File]
	switch {
	case !ok:
		t.Errorf("the finding is in %q, which is no file of the example", f.File)
	case f.Start == nil || f.End == nil:
		t.Error("the finding has no range")
	case f.Start.Offset < 0 || f.Start.Offset >= f.End.Offset || f.End.Offset > len(text):
		t.Errorf("the range %d–%d does not lie in the file's %d bytes", f.Start.Offset, f.End.Offset, len(text))
	case f.Start.Line < 1 || f.Start.Column < 1 || f.End.Line > strings.Count(text, "\n")+1:
		t.Errorf("the range %v–%v has a line or column that the file lacks", *f.Start, *f.End)
	}
	if f.Message == "" || f.Help == "" || f.Fingerprint == "" {
		t.Errorf("the finding lacks message, help or fingerprint: %+v", f)
	}
}

// wholeFile are the rules that speak of files as a whole.
var wholeFile = map[string]bool{"PG502": true, "PG604": true}

func rulesOf(found []*finding.Finding) string {
	var out []string
	for _, f := range found {
		out = append(out, f.Rule)
	}
	if len(out) == 0 {
		return "no rules"
	}
	return strings.Join(out, ", ")
}

// Rules that wait for something are named here too, so that nobody parks a
// rule that merely broke.
func TestPendingRulesAreKnown(t *testing.T) {
	known := map[string]string{} // by id: a word of the reason
	for _, r := range policies.ShippedRules() {
		why, ok := known[r.ID]
		if ok != (r.Pending != "") || !strings.Contains(r.Pending, why) {
			t.Errorf("%s is pending for %q, the list says %q", r.ID, r.Pending, why)
		}
		if ok {
			t.Logf("%s cannot be reported by this version: %s", r.ID, r.Pending)
		}
		delete(known, r.ID)
	}
	for id := range known {
		t.Errorf("%s is listed and does not exist", id)
	}
}

// The codes that policies may look up are those that facts have: every one
// occurs in an example of a shipped rule.
func TestEveryCodeOccursInAnExample(t *testing.T) {
	seen := map[fact.Kind]map[string]bool{}
	for _, r := range policies.ShippedRules() {
		for _, e := range r.Examples {
			p := newProgram(folder(t, e.Files()))
			opt := &app.Options{Paths: []string{"."}, NoConfig: true, AsOf: e.AsOf, Targets: e.Targets, Format: "json"}
			if _, err := p.Facts(opt); err != nil {
				t.Fatal(err)
			}
			var facts []*fact.Fact
			if err := json.Unmarshal(p.stdout.Bytes(), &facts); err != nil {
				t.Fatal(err)
			}
			for _, f := range facts {
				if seen[f.Kind] == nil {
					seen[f.Kind] = map[string]bool{}
				}
				seen[f.Kind][f.Code] = true
				if known := policies.Codes[f.Kind]; known != nil && !slices.Contains(known, f.Code) {
					t.Errorf("%s: a %s fact has the code %q, which policies cannot look up", r.ID, f.Kind, f.Code)
				}
			}
		}
	}
	for _, kind := range fact.Kinds {
		for _, code := range policies.Codes[kind] {
			// What becomes of a suppression is known only when the policies have
			// run: these two are the whole of PG503 and PG505.
			late := kind == fact.Waiver && (code == "unused" || code == "expired")
			if !seen[kind][code] && !late {
				t.Errorf("no example of a rule has a %s fact with the code %s", kind, code)
			}
		}
	}
}
