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
// reports whether it is. A record that names a model is a request.
func (r *reader) training(n *value.Node) bool {
	for i := range r.Wire.Training {
		if t := &r.Wire.Training[i]; isTraining(n, t) {
			r.say(t.Vendor, 1)
			r.keyMark(n, t.Turns, t.Turns, Mark{Feature: "finetune-format", Vendor: t.Vendor, Value: t.Turns, Message: "lines to train a model of " + t.Vendor + " on"})
			return true
		}
	}
	return false
}

// isTraining reports whether a record is of a form.
func isTraining(n *value.Node, t *catalog.WireTraining) bool {
	turns := n.Get(t.Turns)
	switch {
	case turns == nil || n.Get("model") != nil || t.Most > 0 && len(n.Entries) > t.Most:
		return false
	case t.Has != "" && first(turns).Get(t.Has) == nil:
		return false
	case t.Key != "" && (n.Get(t.Key) == nil || !strings.HasPrefix(start(n.Get(t.Key)), t.Prefix)):
		return false
	case t.Least == 0:
		return true
	}
	return turns.Kind == value.Array && len(turns.Entries) >= t.Least &&
		(t.Last == "" || turns.Entries[len(turns.Entries)-1].Value.Get("role").Is(t.Last))
}
