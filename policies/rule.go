package policies

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/fact"
	"github.com/promptglot/promptglot/internal/finding"
)

// A Rule is a policy's METADATA: what `policy list` and `explain` show and
// reports carry as help.
type Rule struct {
	ID          string           `json:"id"`
	Title       string           `json:"title"`
	Description string           `json:"description,omitempty"`
	Severity    finding.Severity `json:"severity"` // as configured
	Level       Level            `json:"level"`
	Pack        string           `json:"pack"`          // portability …; user for the user's own
	Why         string           `json:"why,omitempty"` // why it matters
	Fix         string           `json:"fix,omitempty"` // what to do; the default help of its findings
	Params      []Param          `json:"params,omitempty"`
	Related     []Related        `json:"related,omitempty"`
	Examples    []Example        `json:"examples,omitempty"`
	// Pending says what this version lacks to ever report the rule's failing
	// example; "" for a rule that works.
	Pending string      `json:"pending,omitempty"`
	Kinds   []fact.Kind `json:"kinds,omitempty"` // facts it reads; of loaded rules only
	// Repository is set for a rule that judges all documents together.
	Repository bool `json:"repository,omitempty"`
	// WarnUntil is the last day, YYYY-MM-DD, on which errors of the rule are
	// warnings; "" for a rule that is in force.
	WarnUntil string `json:"warn_until,omitempty"`
	// NeedsSetting is the setting without which the rule is off, whatever the
	// level; "" for most.
	NeedsSetting string `json:"needs_setting,omitempty"`
	// Unwaivable is set for a rule that no comment, waiver, ignore or baseline
	// suppresses.
	Unwaivable bool `json:"unwaivable,omitempty"`
	// InTest is the level from which on the rule also speaks of test code; "" for
	// a rule that always does.
	InTest  Level  `json:"in_test,omitempty"`
	Shipped bool   `json:"shipped"`
	Enabled bool   `json:"enabled"`
	Package string `json:"package"` // data.promptglot.…
	File    string `json:"file"`
	URL     string `json:"url,omitempty"`

	graded bool // the severity is the user's and stands above the policy's own
	off    bool // but for the paths of an override
	spares bool // says nothing of test code at the level asked for
	config map[string]any
	pkg    ast.Ref  // of its package
	heads  []string // which of the rules that promptglot asks for it has
	line   int      // of the first of them
}

// A Param is something about a rule that can be configured.
type Param struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	Default     any    `json:"default"`
}

// Related is further reading.
type Related struct {
	Description string `json:"description,omitempty"`
	URL         string `json:"url"`
}

// An Example is a small file that a rule reports, or one that looks like it
// and is in order.
type Example struct {
	Verdict string   `json:"verdict"` // failing, passing
	File    string   `json:"file"`    // name that decides how the text is read
	Targets []string `json:"targets,omitempty"`
	AsOf    string   `json:"as_of,omitempty"` // date that counts as today
	Text    string   `json:"text"`
	// Words is how many words the mark … in Text stands for, so that a long
	// prompt can be shown; 0 where it stands for itself.
	Words int    `json:"words,omitempty"`
	Note  string `json:"note,omitempty"`
	// Others are further files that lie beside File, by name.
	Others map[string]string `json:"others,omitempty"`
}

// Files returns the example's files by name, as they stand on disk.
func (e Example) Files() map[string]string {
	out := map[string]string{e.File: e.Text}
	if e.Words > 0 {
		out[e.File] = strings.ReplaceAll(e.Text, "…", strings.Repeat(" word", e.Words))
	}
	maps.Copy(out, e.Others)
	return out
}

const docsURL = "https://github.com/promptglot/promptglot/blob/main/docs/rules/"

// custom is the part of METADATA that is ours.
type custom struct {
	ID       string           `json:"id"`
	Severity finding.Severity `json:"severity"`
	Level    Level            `json:"level"`
	Why      string           `json:"why"`
	Fix      string           `json:"fix"`
	Params   []Param          `json:"params"`
	Examples []Example        `json:"examples"`
	Pending  string           `json:"pending"`
	// WarnUntil comes as YYYY-MM-DD, or as the midnight that YAML makes of it.
	WarnUntil string `json:"warn_until"`
	Waivable  *bool  `json:"waivable"`
	// NeedsSetting is the name of one of Params.
	NeedsSetting string `json:"needs_setting"`
	InTest       Level  `json:"in_test"`
}

// ruleOf reads the rule that module m defines. ok is false where m has nothing
// that promptglot asks for, which makes it a helper of other policies.
func ruleOf(m *ast.Module, file string, shipped bool) (r *Rule, ok bool, err error) {
	heads := slices.DeleteFunc(slices.Clone(m.Rules), func(r *ast.Rule) bool { return !isHead(headName(r)) })
	if len(heads) == 0 {
		return nil, false, nil
	}
	line := heads[0].Location.Row
	fail := func(format string, args ...any) (*Rule, bool, error) {
		return nil, false, &LoadError{File: file, Line: line, Message: fmt.Sprintf(format, args...)}
	}
	pkg := packageName(m)
	pack, name, below := packOf(pkg)
	if !below {
		return fail("package %s has %s, but policies stand below promptglot.user; name it promptglot.user.%s", pkg, headName(heads[0]), pkg)
	}
	a := annotation(m, heads)
	var c custom
	if a != nil {
		raw, err := json.Marshal(a.Custom)
		if err != nil {
			return fail("METADATA custom cannot be read: %v", err)
		}
		if err := json.Unmarshal(raw, &c); err != nil {
			return fail("METADATA custom: %s", oneLine(err.Error()))
		}
	}
	for i := range c.Examples {
		// YAML reads a day without quotes as the midnight it begins with.
		c.Examples[i].AsOf = yamlDay(c.Examples[i].AsOf)
	}
	c.WarnUntil = yamlDay(c.WarnUntil)
	r = &Rule{
		ID: c.ID, Severity: c.Severity, Level: c.Level, Why: c.Why, Fix: c.Fix,
		Params: c.Params, Examples: c.Examples, Pending: c.Pending,
		Pack: pack, Package: pkg, File: file, Shipped: shipped,
		NeedsSetting: c.NeedsSetting, WarnUntil: c.WarnUntil, InTest: c.InTest, Unwaivable: c.Waivable != nil && !*c.Waivable,
		pkg:  m.Package.Path,
		line: line,
	}
	r.has(heads)
	if a != nil {
		r.Title, r.Description = a.Title, a.Description
		for _, rr := range a.RelatedResources {
			r.Related = append(r.Related, Related{Description: rr.Description, URL: rr.Ref.String()})
		}
	}
	if r.ID == "" {
		r.ID = name
	}
	if r.Title == "" {
		r.Title = r.ID
	}
	if r.Severity == "" {
		r.Severity = finding.Warning
	}
	if r.Level == "" {
		r.Level = Minimal // the user's own rules are on at every level
	}
	if !validSeverity(r.Severity) {
		return fail("METADATA custom.severity %q is unknown; expected error, warning or info", r.Severity)
	}
	if !slices.Contains(levels, r.Level) {
		return fail("METADATA custom.level %q is unknown; expected minimal, recommended or strict", r.Level)
	}
	if r.InTest != "" && !slices.Contains(levels, r.InTest) {
		return fail("METADATA custom.in_test %q is unknown; expected minimal, recommended or strict", r.InTest)
	}
	if r.NeedsSetting != "" && !slices.ContainsFunc(r.Params, func(p Param) bool { return p.Name == r.NeedsSetting }) {
		return fail("METADATA custom.needs_setting %q is none of custom.params", r.NeedsSetting)
	}
	if !validDay(r.WarnUntil) {
		return fail("METADATA custom.warn_until %q is no day; expected YYYY-MM-DD", r.WarnUntil)
	}
	if shipped {
		r.URL = docsURL + r.ID + ".md"
	} else if len(r.Related) > 0 {
		r.URL = r.Related[0].URL
	}
	return r, true, nil
}

// annotation finds the METADATA of a policy: that of the package, or the first
// on its findings.
func annotation(m *ast.Module, heads []*ast.Rule) *ast.Annotations {
	for _, a := range m.Annotations {
		if a.Scope == "package" {
			return a
		}
	}
	for _, h := range heads {
		if len(h.Annotations) > 0 {
			return h.Annotations[0]
		}
	}
	return nil
}

func headName(r *ast.Rule) string {
	if ref := r.Head.Ref(); len(ref) > 0 {
		return strings.Trim(ref[0].Value.String(), `"`)
	}
	return string(r.Head.Name)
}

// packageName is a package as its author wrote it: without data.
func packageName(m *ast.Module) string {
	return strings.TrimPrefix(m.Package.Path.String(), "data.")
}

// packOf splits the name of a rule's package: pack and name of a shipped rule,
// "user" and the rest for the user's own.
func packOf(pkg string) (pack, name string, ok bool) {
	if rest, ok := strings.CutPrefix(pkg, "promptglot.user"); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
		if rest == "" {
			return "user", "user", true
		}
		return "user", strings.TrimPrefix(rest, "."), true
	}
	if rest, ok := strings.CutPrefix(pkg, "promptglot.rules."); ok {
		pack, name, ok = strings.Cut(rest, ".")
		if !ok {
			return "user", pack, true
		}
		return pack, name, true
	}
	return "", pkg, false
}
