package bench

import (
	"testing"

	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate/all"
)

// BenchmarkDetect measures what it takes to find out whose request it is.
func BenchmarkDetect(b *testing.B) {
	dialects := all.Dialects()
	var list []*value.Node
	for _, body := range requests(*seed) {
		tree, _ := value.ReadJSON(source.NewFile("", body).Whole(), value.Options{NoViews: true})
		list = append(list, tree)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		dialects.Detect(list[i%len(list)])
	}
}
