package callsite

import (
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/value"
)

// records finds the requests in a file of records, one a line: the batches that
// vendors take, and the turns that they train models on.
func (r *reader) records() {
	if r.lang != "jsonl" {
		return
	}
	forms := r.Catalog.Batches()
	trains := false
	for _, d := range r.u.Docs {
		if form, dialects := r.envelope(forms, d); form != nil {
			r.record(form, dialects, d)
		} else if !trains {
			trains = r.training(d)
		}
	}
}

// envelope returns the form of batch that a record is in, nil for none, and the
// dialects that its request may be in: several vendors share one form.
func (r *reader) envelope(forms []catalog.Batch, d *value.Node) (form *catalog.Batch, dialects []string) {
	url := d.Get("url")
	for i := range forms {
		f := &forms[i]
		body := d.Get(f.Body)
		switch {
		case body == nil || body.Kind != value.Object, f.List != "" && d.Get(f.Key) == nil, f.KeyRequired && d.Get(f.Key) == nil:
			continue
		case f.Method != "" && url == nil, f.Method == "" && url != nil:
			continue
		case f.Key == "" && len(d.Entries) > 1, d.Get(f.Key) == nil && body.Get("contents") == nil && f.Body != "modelInput":
			continue
		}
		if form == nil {
			form = f
		}
		for _, x := range f.Dialects {
			if x.URL == "" || url.IsString() && strings.HasSuffix(url.Str, x.URL) {
				dialects = append(dialects, x.ID)
			}
		}
	}
	return form, dialects
}

// record states that a record is of a vendor's batch, and reads its request.
func (r *reader) record(form *catalog.Batch, dialects []string, d *value.Node) {
	body := d.Get(form.Body)
	vendor, dialect := r.modelVendorOf(body.Get("model")), ""
	for _, id := range dialects {
		if x, _ := r.Catalog.Dialect(id); dialect == "" || x.Vendor == vendor {
			dialect = id // the model's own or, where that takes none so, the first
		}
	}
	if x, ok := r.Catalog.Dialect(dialect); ok && x.Vendor != vendor && r.Detect != nil {
		for _, id := range r.Detect(body) {
			if slices.Contains(dialects, id) {
				dialect = id
				break
			}
		}
	}
	if x, ok := r.Catalog.Dialect(dialect); ok {
		vendor = x.Vendor
	} else if x, ok := r.Catalog.Dialect(form.Dialects[0].ID); ok && vendor == "" {
		vendor = x.Vendor
	}
	r.say(vendor, 3)
	r.keyMark(d, form.Key, form.Body, Mark{Feature: "batch-envelope", Vendor: vendor, Value: form.ID, Message: "a line of a batch: " + form.Title})
	if url := d.Get("url"); url.IsString() {
		r.endpoint(url, url.Str, vendor, nil)
	}
	if dialect == "" {
		r.eachModel(body.Get("model"), func(m *value.Node) { r.modelMark(m, vendor) })
		return
	}
	req := body.Clone()
	r.claim(req)
	r.out.Sites = append(r.out.Sites, &Site{
		Call: &lang.Call{Span: body.Span, Func: "line"}, Vendor: vendor, Dialect: dialect, Request: req,
		Why: "it is a request of a batch for " + vendor,
	})
}

// keyMark puts a mark on the key of a member, on that of other where there is
// none of the name.
func (r *reader) keyMark(n *value.Node, name, other string, m Mark) {
	if n.Get(name) == nil {
		name = other
	}
	for i := range n.Entries {
		if e := &n.Entries[i]; e.Key == name && m.Span.IsZero() {
			m.Span = e.KeySpan
		}
	}
	r.mark(m)
}

// training states that a record is a conversation to train a model on, and
// reports whether it is.
func (r *reader) training(n *value.Node) bool {
	vendor, at := "", "messages"
	turns := n.Get("messages")
	switch {
	case first(n.Get("contents")).Get("parts") != nil && len(n.Entries) <= 2:
		vendor, at = "gemini", "contents"
	case turns == nil || turns.Kind != value.Array || len(turns.Entries) < 2 || n.Get("model") != nil:
		return false
	case strings.HasPrefix(start(n.Get("schemaVersion")), "bedrock-"):
		vendor = "bedrock"
	case turns.Entries[len(turns.Entries)-1].Value.Get("role").Is("assistant"):
		vendor = "openai"
	default:
		return false
	}
	r.say(vendor, 1)
	r.keyMark(n, at, at, Mark{Feature: "finetune-format", Vendor: vendor, Value: at, Message: "lines to train a model of " + vendor + " on"})
	return true
}
