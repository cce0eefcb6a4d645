package shell

import (
	"strings"

	"github.com/promptglot/promptglot/internal/lang"
	"github.com/promptglot/promptglot/internal/lang/request"
	"github.com/promptglot/promptglot/internal/value"
)

// commands are those that promptglot knows the arguments of.
var commands map[string]func(r *reader, c *lang.Call, args []*word, stdin *word)

func init() {
	commands = map[string]func(*reader, *lang.Call, []*word, *word){
		"curl": curl, "curlie": curl, "wget": wget, "http": httpie, "https": httpie, "xh": httpie, "xhs": httpie,
		"aws": aws, "awslocal": aws, "ollama": ollama, "jq": jq,
	}
}

// valued are curl's short flags that take a value; where it is not in the same
// word it is the next.
const valued = "AbcCdDeEFHhKmoPQrtTuUwxXyYz"

// valuedLong are long flags of curl that take a value and that say nothing of
// the request; it must not be taken for the URL.
var valuedLong = map[string]bool{
	"output": true, "user": true, "max-time": true, "connect-timeout": true, "retry": true, "retry-delay": true, "proxy": true,
	"cacert": true, "cert": true, "key": true, "user-agent": true, "referer": true, "cookie": true, "write-out": true,
	"form": true, "form-string": true, "resolve": true, "interface": true, "config": true, "dump-header": true,
	"retry-max-time": true, "aws-sigv4": true, "oauth2-bearer": true, "upload-file": true, "range": true, "trace-ascii": true,
	"output-dir": true, "cookie-jar": true, "limit-rate": true, "speed-time": true, "variable": true, "unix-socket": true,
	"data-urlencode": false, "url-query": true,
}

// curl reads a request from the arguments of curl.
func curl(r *reader, c *lang.Call, args []*word, stdin *word) {
	var q request.Request
	var data, plain []*word
	for i := 0; i < len(args); i++ {
		w := args[i]
		flag, v := r.option(w, valued)
		if flag == "" {
			plain = append(plain, w)
			continue
		}
		takes := len(flag) == 1 && strings.Contains(valued, flag) || valuedLong[flag]
		switch flag {
		case "X", "request", "H", "header", "d", "data", "data-raw", "data-binary", "data-ascii", "data-urlencode", "json", "url":
			takes = true
		}
		if !takes {
			continue
		}
		if v == nil {
			if i++; i >= len(args) {
				break
			}
			v = args[i]
		}
		switch flag {
		case "X", "request":
			q.Method = v.node
		case "H", "header":
			w := r.known(v)
			q.Header(asText(w), w.tags)
		case "json":
			data = append(data, v)
		case "d", "data", "data-raw", "data-binary", "data-ascii", "data-urlencode":
			data = append(data, v)
		case "url":
			q.URL = v.node
		default:
			r.str(v.node, lang.Argument, flag)
		}
	}
	q.Body = r.sent(data, stdin)
	r.finishRequest(c, &q, plain)
}

// asText is a word as text even where it is a single expansion.
func asText(w *word) *value.Node {
	return &value.Node{Kind: value.String, View: w.view, Span: w.node.Span}
}

// option returns the flag that a word is, "" for none, and its value where that
// is in the same word. Of short flags in one word the last counts, or the first
// that takes a value.
func (r *reader) option(w *word, valued string) (flag string, v *word) {
	text := w.text()
	if len(text) < 2 || text[0] != '-' || len(w.tags) > 0 && w.tags[0].Start == 0 {
		return "", nil
	}
	if text[1] == '-' {
		flag, v, _ = r.flag(w)
		return flag, v
	}
	for i := 1; i < len(text); i++ {
		if strings.IndexByte(valued, text[i]) < 0 {
			continue
		}
		if i+1 < len(text) {
			v = r.tail(w, i+1)
		}
		return text[i : i+1], v
	}
	return text[len(text)-1:], nil
}

// sent returns the body that the data arguments make.
func (r *reader) sent(data []*word, stdin *word) *value.Node {
	if len(data) != 1 {
		for _, w := range data {
			r.str(w.node, lang.Argument, "data")
		}
		return nil // a form
	}
	w := data[0]
	if t := w.text(); strings.HasPrefix(t, "@") {
		if t == "@-" || t == "@/dev/stdin" {
			if stdin == nil {
				return nil
			}
			return r.sentBody(stdin)
		}
		r.str(w.node, lang.Argument, "data")
		return w.node
	}
	return r.sentBody(w)
}

func (r *reader) sentBody(w *word) *value.Node {
	n := r.body(w)
	if n.Kind != value.Object && n.Kind != value.Array {
		r.str(n, lang.Argument, "data")
	}
	return n
}

// finishRequest gives the request to the call; its URL is the first argument
// that looks like one.
func (r *reader) finishRequest(c *lang.Call, q *request.Request, plain []*word) {
	if q.URL == nil {
		for _, w := range plain {
			if t := w.text(); strings.Contains(t, "://") || strings.HasPrefix(t, "$") || strings.HasPrefix(t, "localhost") || strings.HasPrefix(t, ":") ||
				strings.Contains(t, "/") && strings.Contains(t, ".") {
				q.URL = w.node
				break
			}
		}
	}
	if q.URL == nil && len(plain) > 0 {
		q.URL = plain[0].node
	}
	if q.URL != nil {
		r.str(q.URL, lang.Argument, "url")
		c.Named = q.Named()
	}
	if q.Headers != nil {
		for i := range q.Headers.Entries {
			r.str(q.Headers.Entries[i].Value, lang.Value, q.Headers.Entries[i].Key)
		}
	}
}

// wget reads a request from the arguments of wget.
func wget(r *reader, c *lang.Call, args []*word, _ *word) {
	var q request.Request
	var data, plain []*word
	for _, w := range args {
		switch flag, v := r.option(w, ""); {
		case flag == "":
			plain = append(plain, w)
		case v == nil:
		case flag == "header":
			q.Header(asText(v), v.tags)
		case flag == "post-data", flag == "body-data":
			data = append(data, v)
		case flag == "method":
			q.Method = v.node
		}
	}
	if len(data) > 0 {
		q.Body = r.sent(data, nil)
	}
	r.finishRequest(c, &q, plain)
}

// httpie reads a request from the arguments of http: METHOD URL Name:header
// key=text key:=json.
func httpie(r *reader, c *lang.Call, args []*word, stdin *word) {
	var q request.Request
	body := &value.Node{Kind: value.Object}
	for _, w := range args {
		text := w.text()
		if flag, v := r.option(w, ""); flag != "" {
			if flag == "raw" && v != nil {
				q.Body = r.sentBody(v)
			}
			continue
		}
		switch {
		case q.Method == nil && q.URL == nil && w.literal() && text != "" && strings.ToUpper(text) == text && name(text) == text:
			q.Method = w.node
		case q.URL == nil:
			q.URL = w.node
		default:
			r.item(&q, body, w)
		}
	}
	switch {
	case q.Body != nil:
	case len(body.Entries) > 0:
		q.Body = body
	case stdin != nil:
		q.Body = r.sentBody(stdin)
	}
	r.finishRequest(c, &q, nil)
}

// item reads an item of a request of httpie.
func (r *reader) item(q *request.Request, body *value.Node, w *word) {
	text := w.text()
	i := strings.IndexAny(text, ":=")
	if i <= 0 {
		return
	}
	var v *value.Node
	switch {
	case text[i] == '=' && !strings.HasPrefix(text[i:], "=="):
		v = r.tail(w, i+1).node
	case strings.HasPrefix(text[i:], ":="):
		t := r.tail(w, i+2)
		if v, _ = value.ReadJSON(t.view, value.Options{Marks: t.tags, MaxDepth: 100}); v == nil {
			return
		}
	case text[i] == ':':
		q.Header(asText(w), w.tags)
		return
	default:
		return
	}
	e := value.Entry{Key: text[:i], KeySpan: w.view.Span(0, i), Value: v, Span: w.view.All()}
	body.Entries = append(body.Entries, e)
	body.Span = body.Span.Cover(e.Span)
	request.Strings(r.u, v, e.Key, r.function())
}
