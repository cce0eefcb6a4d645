package translate

import (
	"strings"

	"github.com/promptglot/promptglot/internal/expr"
	"github.com/promptglot/promptglot/internal/value"
)

// DataText takes a data: URI apart whose data are filled in, in whole or in
// part: data:image/png;base64,{{ photo }}. ok is false for anything else; what
// is literal, SplitDataURI takes apart.
func DataText(n *value.Node) (mime string, data *value.Node, ok bool) {
	if n == nil || n.Kind != value.Text || len(n.Text) < 2 || n.Text[0].Tag != nil || n.Text[0].Block != nil {
		return "", nil, false
	}
	head, body, found := strings.Cut(n.Text[0].Lit, ";base64,")
	mime, isData := strings.CutPrefix(head, "data:")
	if !found || !isData {
		return "", nil, false
	}
	t := append(expr.Text{{Lit: body}}, n.Text[1:]...)
	if body == "" {
		t = t[1:]
	}
	return mime, value.NewText(t), true
}
