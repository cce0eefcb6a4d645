package policies

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"

	"github.com/promptglot/promptglot/internal/finding"
)

// A LoadError is one thing wrong with a policy, found before anything ran.
type LoadError struct {
	File    string
	Line    int // 1-based; 0 where the whole file is meant
	Message string
}

func (e *LoadError) Error() string { return place(e.File, e.Line) + e.Message }

// LoadErrors are all things wrong with the policies, in order of place. Error
// gives one line for each.
type LoadErrors []*LoadError

func (es LoadErrors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// A PolicyError is a policy that failed on a document. The findings of the
// other policies stand. The command line exits with status 2.
type PolicyError struct {
	Rule     string // id of the rule
	File     string // of the policy
	Line     int    // 1-based, 0 unknown
	Document string // the file that was judged
	Timeout  bool
	Stopped  bool // ran away in time or memory; it is not asked again
	Message  string
}

func (e *PolicyError) Error() string {
	more := ""
	if e.Stopped {
		more = "; it was stopped, and is asked no more in this run"
	}
	return fmt.Sprintf("%spolicy %s failed on %s: %s%s", place(e.File, e.Line), e.Rule, cmp.Or(e.Document, "the document"), e.Message, more)
}

func place(file string, line int) string {
	switch {
	case file == "":
		return ""
	case line == 0:
		return file + ": "
	}
	return fmt.Sprintf("%s:%d: ", file, line)
}

// loadErrors turns what OPA says into one line per error.
func loadErrors(err error) error {
	var list ast.Errors
	if !errors.As(err, &list) {
		var one *ast.Error
		if !errors.As(err, &one) {
			return &LoadError{Message: oneLine(err.Error())}
		}
		list = ast.Errors{one}
	}
	out := make(LoadErrors, 0, len(list))
	for _, e := range list {
		le := &LoadError{Message: explain(e)}
		if e.Location != nil {
			le.File, le.Line = e.Location.File, e.Location.Row
		}
		out = append(out, le)
	}
	return out.sorted()
}

func (es LoadErrors) sorted() LoadErrors {
	slices.SortFunc(es, func(a, b *LoadError) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(es, func(a, b *LoadError) bool { return *a == *b })
}

// regoWords makes OPA's columns of types plain.
var regoWords = strings.NewReplacer(" :", ":", "???", "any")

var undefinedFunction = regexp.MustCompile(`^undefined function (\S+)$`)

// explain says in one line what is wrong, and what would be right.
func explain(e *ast.Error) string {
	switch d := e.Details.(type) {
	case *ast.RefErrInvalidDetail:
		return localName.ReplaceAllString(explainRef(d), "_")
	case *ast.RefErrUnsupportedDetail:
		return fmt.Sprintf("%v: %v is %s, which has no fields", d.Ref, d.Ref[:d.Pos+1], article(d.Have))
	}
	if m := undefinedFunction.FindStringSubmatch(e.Message); m != nil {
		return explainFunction(m[1])
	}
	msg := e.Message
	if e.Details != nil {
		lines := e.Details.Lines()
		if e.Code == ast.ParseErr { // the line, and a caret below it
			lines = lines[:min(1, len(lines))]
			msg += ", at"
		}
		if len(lines) > 0 {
			msg += ": " + regoWords.Replace(oneLine(strings.Join(lines, ", ")))
		}
	}
	return oneLine(msg)
}

func explainRef(d *ast.RefErrInvalidDetail) string {
	have := d.Ref[d.Pos].Value.String()
	if s, ok := d.Ref[d.Pos].Value.(ast.String); ok {
		have = string(s)
	}
	of := d.Ref[:d.Pos].String()
	if len(d.OneOf) == 0 {
		want := "nothing can be looked up in it"
		if d.Want != nil {
			want = "expected a key that is " + article(d.Want)
		}
		return fmt.Sprintf("%v: %s has no %q; %s", d.Ref, of, have, want)
	}
	valid := make([]string, len(d.OneOf))
	for i, v := range d.OneOf {
		valid[i] = strings.Trim(v.String(), `"`)
	}
	return fmt.Sprintf("%v: %s has no field %q%s; valid are %s", d.Ref, of, have, didYouMean(have, valid), strings.Join(valid, ", "))
}

func explainFunction(name string) string {
	if isImpure(name) || isNondeterministic(name) {
		return name + " is not available: a policy sees its input and its data only, no network, clock, environment or chance" + instead(name)
	}
	if slices.Contains(greedy, name) {
		return name + " is not available: a single call of it may take all memory or never end"
	}
	if own, ok := strings.CutPrefix(name, "data.promptglot.lib."); ok {
		return fmt.Sprintf("there is no function lib.%s%s; valid are %s", own, didYouMean(own, libFunctions()), strings.Join(libFunctions(), ", "))
	}
	var known []string
	for _, b := range capabilities().Builtins {
		known = append(known, b.Name)
	}
	return fmt.Sprintf("there is no function %s%s", name, didYouMean(name, known))
}

// libFunctions are the functions of promptglot.lib, sorted.
var libFunctions = sync.OnceValue(func() []string {
	var out []string
	for _, s := range shippedSources("lib", false) {
		m, err := ast.ParseModuleWithOpts(s.Path, string(s.Data), ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil || packageName(m) != "promptglot.lib" {
			continue
		}
		for _, r := range m.Rules {
			if len(r.Head.Args) > 0 {
				out = append(out, r.Head.Name.String())
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
})

func isNondeterministic(name string) bool {
	b, ok := ast.BuiltinMap[name]
	return ok && b.Nondeterministic
}

func instead(name string) string {
	if name == "time.now_ns" {
		return "; today is input.as_of"
	}
	return ""
}

func article(t types.Type) string {
	switch s := types.Sprint(t); {
	case strings.HasPrefix(s, "array"):
		return "a list"
	case strings.HasPrefix(s, "object"):
		return "an object"
	case strings.HasPrefix(s, "any"):
		return "of several types"
	default:
		return "a " + s
	}
}

// didYouMean returns ` (did you mean "x"?)` for the nearest name, if one is
// near. Of two that are as near, the one with the same first letter.
func didYouMean(have string, names []string) string {
	best, least := "", 2*(len([]rune(have))/2+1)
	for _, n := range names {
		d := 2 * distance(have, n)
		if have == "" || n == "" || have[0] != n[0] {
			d++
		}
		if d < least || d == least && n < best {
			best, least = n, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %q?)", best)
}

// distance is the Levenshtein distance.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diag := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diag
			if x[i] != y[j] {
				cost++
			}
			diag = row[j+1]
			row[j+1] = min(cost, row[j]+1, diag+1)
		}
	}
	return row[len(y)]
}

// localName is how the compiler calls what has no name in the source.
var localName = regexp.MustCompile(`__local\d+__`)

func oneLine(s string) string {
	return localName.ReplaceAllString(strings.Join(strings.Fields(s), " "), "_")
}

func validSeverity(s finding.Severity) bool { return s.Rank() > 0 }
