package policies

import (
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// impure names builtins, or by a trailing dot families of them, whose value
// depends on more than their arguments or that reach outside the process.
// What OPA itself marks as nondeterministic is cut besides.
var impure = []string{
	"http.", "net.", "opa.", "rand.", "uuid.", "providers.", "io.jwt.",
	"crypto.x509.", "crypto.parse_private_keys",
	"time.now_ns", "trace", "rego.parse_module",
	// These two resolve $ref, which may name another host.
	"json.match_schema", "json.verify_schema",
}

func isImpure(name string) bool {
	return slices.ContainsFunc(impure, func(p string) bool {
		return name == p || strings.HasSuffix(p, ".") && strings.HasPrefix(name, p)
	})
}

// greedy names builtins that may take memory or time without bound in a single
// call, in which OPA does not look whether it was stopped, and that no rule on
// prompts has a use for.
var greedy = []string{"bits.lsh", "graph.reachable_paths", "regex.globs_match", "strings.render_template"}

// capabilities is what a policy may use: pure builtins, no hosts. print stays
// because the compiler erases it, so a forgotten one breaks nothing.
var capabilities = sync.OnceValue(func() *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.AllowNet = []string{}
	c.Builtins = slices.DeleteFunc(slices.Clone(c.Builtins), func(b *ast.Builtin) bool {
		return b.Nondeterministic || isImpure(b.Name) || slices.Contains(greedy, b.Name)
	})
	return c
})
