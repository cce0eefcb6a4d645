package policies

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// A TestResult is the outcome of one test of a policy.
type TestResult struct {
	Package string `json:"package"` // promptglot.user.…
	Name    string `json:"name"`    // test_…, todo_test_…
	File    string `json:"file"`
	Line    int    `json:"line"`
	Pass    bool   `json:"pass"`
	Skipped bool   `json:"skipped"` // its name begins with todo_
	Message string `json:"message,omitempty"`
	// FailedLine is where a test that is not true stopped, 0 for others; the
	// message shows the expression.
	FailedLine int `json:"failed_line,omitempty"`
}

// Test runs the tests of the user's policies, in order of file and line. A test
// is a rule whose name begins with test_ in a *_test.rego file; it passes when
// it is true. Load the engine with Options.Tests.
func (e *Engine) Test(ctx context.Context) ([]TestResult, error) { return e.tests(ctx) }

// tests runs the tests under the eyes of tracers.
func (e *Engine) tests(ctx context.Context, tracers ...topdown.QueryTracer) ([]TestResult, error) {
	var out []TestResult
	for file, m := range e.compiler.Modules {
		if !strings.HasSuffix(file, "_test.rego") {
			continue
		}
		pkg := packageName(m)
		for _, r := range m.Rules {
			name := headName(r)
			skipped := strings.HasPrefix(name, "todo_test_")
			if !skipped && !strings.HasPrefix(name, "test_") || sameTest(out, pkg, name) {
				continue
			}
			t := TestResult{Package: pkg, Name: name, File: file, Line: r.Location.Row, Skipped: skipped}
			if !skipped {
				ref := m.Package.Path.Append(ast.StringTerm(name))
				err := e.runTest(ctx, ref, tracers...)
				if ctx.Err() != nil {
					return nil, ctx.Err()
				}
				if t.Pass = err == nil; !t.Pass {
					t.Message = err.Error()
				}
				if errors.Is(err, errNotTrue) {
					e.locate(ctx, ref, &t)
				}
			}
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b TestResult) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Name, b.Name))
	})
	return out, nil
}

// sameTest reports whether a test has been met: a rule may have several bodies.
func sameTest(done []TestResult, pkg, name string) bool {
	return slices.ContainsFunc(done, func(t TestResult) bool { return t.Package == pkg && t.Name == name })
}

var errNotTrue = errors.New("not true")

func (e *Engine) runTest(ctx context.Context, ref ast.Ref, tracers ...topdown.QueryTracer) error {
	body, err := e.query(fmt.Sprintf("[x | x := %v]", ref))
	if err != nil {
		return err
	}
	got, err := e.run(ctx, body, ast.ObjectTerm(), false, tracers...)
	var te *topdown.Error
	switch {
	case errors.As(err, &te) && te.Code == topdown.CancelErr:
		return fmt.Errorf("took longer than %v", e.limit)
	case errors.As(err, &te):
		return errors.New(place(locationOf(te)) + oneLine(te.Message))
	case err != nil:
		return errors.New(oneLine(err.Error()))
	}
	if values, ok := got.Elem(0).Value.(*ast.Array); ok && values.Len() == 1 && values.Elem(0).Value.Compare(ast.Boolean(true)) == 0 {
		return nil
	}
	return errNotTrue
}

func locationOf(te *topdown.Error) (file string, line int) {
	if te.Location == nil {
		return "", 0
	}
	return te.Location.File, te.Location.Row
}
