package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

const feature = "batch-envelope"

// Replace returns the record with another request in the place of its own:
// everything beside it stays as it is.
func (l *Line) Replace(request *value.Node) (record *value.Node, to string) {
	return replace(l.Tree, l.At, request), l.Pointer()
}

func replace(n *value.Node, at []string, request *value.Node) *value.Node {
	if len(at) == 0 {
		return request
	}
	c := *n
	c.Entries = append([]value.Entry(nil), n.Entries...)
	for i := range c.Entries {
		if e := &c.Entries[i]; e.Key == at[0] && e.Block == nil && !e.Spread {
			e.Value = replace(e.Value, at[1:], request)
		}
	}
	return &c
}

// Pack puts a request into the form that its vendor takes batches in. n is the
// number of the record; it becomes the id of one that has none. The ledger
// accounts for what stood beside the request in the record, in pointers of
// record and output; to is where the request stands in the output.
func (l *Line) Pack(form *catalog.Batch, target translate.Target, request *value.Node, n int) (record *value.Node, to string, ledger translate.Ledger) {
	p := packer{form: form, target: target}
	record = value.NewObject()
	if id := p.id(l, n); id != nil {
		record.Set(form.Key, id)
	}
	if form.Method != "" {
		record.Set("method", value.NewString(form.Method))
	}
	if url := form.URL(target.Dialect.ID); url != "" {
		record.Set("url", value.NewString(url))
	}
	record.Set(form.Body, request)
	if len(l.At) > 0 {
		p.others(l, record)
	}
	return record, value.Pointer("", form.Body), p.ledger
}

type packer struct {
	form   *catalog.Batch
	target translate.Target
	ledger translate.Ledger
}

func (p *packer) enter(n *value.Node, path, to string, o translate.Outcome, format string, args ...any) {
	e := translate.Entry{
		Feature: feature, Outcome: o, Path: path, To: to, Target: p.target.String(), Certainty: translate.Certain,
		DependsOn: []string{}, Message: fmt.Sprintf(format, args...), Ref: p.form.Ref, Node: n,
	}
	if n != nil {
		e.Span = n.Span
	}
	p.ledger = append(p.ledger, e)
}

// id returns the record's id in a spelling that the vendor takes.
func (p *packer) id(l *Line, n int) *value.Node {
	var id *value.Node
	path, to := "", value.Pointer("", p.form.Key)
	if l.Form != nil && l.Form.Key != "" {
		id, path = l.Tree.Get(l.Form.Key), value.Pointer("", l.Form.Key)
	}
	switch {
	case p.form.Key == "" && id != nil:
		p.enter(id, path, "", translate.Dropped, "%s has no place for an id of your own: answers are found by the request that they repeat", p.form.Title)
		return nil
	case p.form.Key == "":
		return nil
	case id == nil || id.Kind == value.Null:
		if !p.form.KeyRequired {
			return nil
		}
		p.enter(nil, "", to, translate.Added, "%s asks for an id: the number of the record", p.form.Title)
		return value.NewString(fmt.Sprintf("line-%d", n))
	case id.Kind != value.String && id.Kind != value.Number:
		p.enter(id, path, to, translate.Approximate, "an id is text: the number of the record stands in its place")
		return value.NewString(fmt.Sprintf("line-%d", n))
	}
	if p.form.KeyPattern != "" && !pattern(p.form.KeyPattern).MatchString(id.Str) {
		fit := fitID(id.Str, p.form.KeyMax)
		p.enter(id, path, to, translate.Approximate, "ids match %s here: %s becomes %s", p.form.KeyPattern, id.Str, fit)
		return value.NewString(fit)
	}
	p.enter(id, path, to, translate.Exact, "the id of the record")
	return value.NewString(id.Str)
}

// others accounts for the members beside request and id. Where the record was
// in the same form, unknown ones stay; another vendor might refuse them.
func (p *packer) others(l *Line, record *value.Node) {
	for _, m := range l.Tree.Members() {
		path := value.Pointer("", m.Key)
		switch {
		case m.Key == l.At[0], l.Form != nil && m.Key == l.Form.Key && m.Key != "":
		case l.Form != nil && l.Form.Method != "" && (m.Key == "method" || m.Key == "url"):
			if to := record.Get(m.Key); to != nil {
				p.enter(m.Value, path, path, translate.Exact, "that of the new vendor")
			} else {
				p.enter(m.Value, path, "", translate.Exact, "the batch job names the endpoint")
			}
		case l.Form != nil && sameForm(l.Form, p.form):
			record.Set(m.Key, m.Value)
		default:
			p.enter(m.Value, path, "", translate.Dropped, "lines of %s have no such member", p.form.Title)
		}
	}
}

// fitID keeps what it can of an id that may hold letters, digits, - and _
// only. A digest of the whole keeps two ids apart that would become one.
func fitID(id string, limit int) string {
	sum := sha256.Sum256([]byte(id))
	tail := "-" + hex.EncodeToString(sum[:4])
	clean := strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '_'
	}, id)
	if limit > 0 && len(clean) > limit-len(tail) {
		clean = clean[:limit-len(tail)]
	}
	return clean + tail
}

var patterns sync.Map // text → *regexp.Regexp

// pattern compiles a pattern of the catalogue once.
func pattern(text string) *regexp.Regexp {
	if re, ok := patterns.Load(text); ok {
		return re.(*regexp.Regexp)
	}
	re := regexp.MustCompile(text)
	patterns.Store(text, re)
	return re
}
