package policies

import (
	"maps"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/promptglot/promptglot/internal/finding"
)

// A grading is how rules are configured for some documents: all to which the
// same overrides apply share one.
type grading struct {
	config   *ast.Term // input.config
	off      map[string]bool
	severity map[string]finding.Severity // set by the user, above the policy's own
}

func (g *grading) isOff(r *Rule) bool { return g.off[r.ID] }

// grading returns how rules are configured for a document.
func (e *Engine) grading(file string) *grading {
	var which []int
	for i, o := range e.overrides {
		if o.Match(file) {
			which = append(which, i)
		}
	}
	g, err := e.gradingOf(which)
	if err != nil { // Load has tried every override
		panic(err)
	}
	return g
}

func (e *Engine) gradingOf(which []int) (*grading, error) {
	var key strings.Builder
	for _, i := range which {
		key.WriteByte(byte(i))
		key.WriteByte(byte(i >> 8))
	}
	if g, ok := e.gradings.Load(key.String()); ok {
		return g.(*grading), nil
	}
	g := &grading{off: map[string]bool{}, severity: map[string]finding.Severity{}}
	config := map[string]any{}
	for _, r := range e.on {
		settings := maps.Clone(r.config)
		g.off[r.ID] = r.off
		if r.graded {
			g.severity[r.ID] = r.Severity
		}
		for _, i := range which {
			o, there := e.overrides[i].Rules[r.ID]
			if !there {
				continue
			}
			maps.Copy(settings, o.Config)
			if o.Off || o.On || o.Severity != "" {
				g.off[r.ID] = o.Off
			}
			if o.Severity != "" {
				g.severity[r.ID] = o.Severity
			}
		}
		config[r.ID] = settings
	}
	v, err := ast.InterfaceToValue(config)
	if err != nil {
		return nil, &LoadError{Message: "the configuration of the rules cannot be read: " + oneLine(err.Error())}
	}
	g.config = ast.NewTerm(v)
	e.gradings.Store(key.String(), g)
	return g, nil
}

// grade sets the severity of a finding of r, on which its policy may have said
// something itself.
func (g *grading) grade(r *Rule, own finding.Severity, asOf string) finding.Severity {
	s := r.Severity
	if own != "" {
		s = own
	}
	if users, ok := g.severity[r.ID]; ok {
		s = users
	}
	if s == finding.Error && r.WarnUntil != "" && asOf <= r.WarnUntil {
		return finding.Warning
	}
	return s
}

// Waivable reports whether findings of a rule may be suppressed by a comment, a
// waiver, an ignore or a baseline. It is true for an id that nobody has.
func (e *Engine) Waivable(id string) bool {
	for _, r := range e.rules {
		if r.ID == id {
			return !r.Unwaivable
		}
	}
	return true
}
