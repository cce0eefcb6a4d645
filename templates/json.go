package templates

import (
	"encoding/json"
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
)

// JSONString returns what must stand between the quotes of a JSON string so
// that, once p's language has been rendered, the string says what t says.
// Holes are printed by Printer.JSONHole, literals are escaped for JSON first
// and for the language after that. White space that t's own language takes away
// is left out. The printer is the one for the whole JSON file.
func JSONString(p Printer, t expr.Text) (string, []Problem) {
	pr := &printing{printer: p, json: true}
	pr.flatten(t)
	pr.join()
	return pr.write(), pr.problems
}

// escapeJSON returns s as the inside of a JSON string.
func escapeJSON(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return "" // strings always encode
	}
	return b.String()[1 : b.Len()-2]
}
