package laws

import (
	"testing"

	"github.com/promptglot/promptglot/internal/catalog"
)

// require demands members of a schema's definitions: types of an SDK may call
// optional what its service refuses to do without.
func require(t testing.TB, root map[string]any, required map[string][]string) map[string]any {
	t.Helper()
	for name, members := range required {
		defs, _ := root["definitions"].(map[string]any)
		if defs == nil {
			defs, _ = root["$defs"].(map[string]any)
		}
		def, ok := defs[name].(map[string]any)
		if !ok {
			t.Fatalf("the schema has no definition %s to require %q of", name, members)
		}
		list, _ := def["required"].([]any)
		for _, m := range members {
			list = append(list, m)
		}
		def["required"] = list
	}
	return root
}

// kin reports whether one of two dialects amends the other.
func kin(a, b string) bool {
	x, okX := catalog.Dialect(a)
	y, okY := catalog.Dialect(b)
	return okX && okY && (x.Parent == b || y.Parent == a)
}
