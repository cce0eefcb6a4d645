package evaluation

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/source"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

//go:embed assets/*.cjs
var assets embed.FS

// Names of files below the folder of an evaluation.
const (
	ConfigName   = "promptfooconfig.yaml"
	DefaultsName = "defaults.yaml"
)

// Mark begins a configuration that was written here, and that may be written
// over.
const Mark = "# Written by promptglot migrate --eval; "

const head = Mark + `the next run writes it anew.
# What shall hold for every test (a limit of latency or cost) stands in ` + DefaultsName + `.
`

const defaults = `# Yours: promptglot writes this file once and leaves it alone.
# What stands here holds for every test. Latency and cost are always recorded;
# these lines make them count:
#
# assert:
#   - {type: latency, threshold: 10000}   # milliseconds; run with --no-cache
#   - {type: cost, threshold: 0.01}       # US dollars for one answer
options: {}
`

// Without it the evaluation's own files would be read as prompts where the
// folder lies in the repository.
const ignored = `# An evaluation is made from the prompts, and made anew by the next run. Empty
# this file to commit it.
*
`

// write adds the files of one prompt.
func (w *writer) write(name string, doc *compose.Doc, sides []side, cases []filled) error {
	stem := w.stem(name)
	c := contractOf(doc)
	files, err := c.files(stem)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	w.out.Files = append(w.out.Files, files...)
	labels := value.NewArray()
	for i := range sides {
		s := &sides[i]
		s.stem = w.stem(name + "__" + s.target.String())
		labels.Append(value.NewString(s.label()))
		var lines bytes.Buffer
		for _, x := range cases {
			lines.Write(x.requests[i])
			lines.WriteByte('\n')
		}
		w.out.Files = append(w.out.Files, File{"requests/" + s.stem + ".jsonl", lines.Bytes()})
	}
	var lines bytes.Buffer
	tests := value.NewArray()
	for i, x := range cases {
		vars, err := node(x.variables)
		if err != nil {
			return fmt.Errorf("%s with %s: %w", name, x.about, err)
		}
		line, err := vars.JSON()
		if err != nil {
			return err
		}
		lines.Write(append(line, '\n'))
		tests.Append(value.NewObject(
			"description", value.NewString(name+": "+source.Redact(x.about)),
			"prompts", labels,
			// Below one variable promptfoo expands no list, fills no template
			// and loads no file:// address.
			"vars", value.NewObject("prompt", value.NewString(stem), "case", value.NewNumber(fmt.Sprint(i+1)), "variables", vars),
			"assert", c.asserts(stem)))
	}
	w.out.Files = append(w.out.Files, File{"cases/" + stem + ".jsonl", lines.Bytes()})
	data, err := tests.YAML(0)
	if err != nil {
		return err
	}
	w.out.Files = append(w.out.Files, File{"tests/" + stem + ".yaml", data})
	w.tests = append(w.tests, "file://tests/"+stem+".yaml")
	w.sides = append(w.sides, sides...)
	w.out.Prompts++
	w.out.Requests += len(sides) * len(cases)
	return nil
}

// finish writes what is there once.
func (w *writer) finish() (*Evaluation, error) {
	if len(w.sides) == 0 {
		return w.out, nil
	}
	config, err := w.config()
	if err != nil {
		return nil, err
	}
	answers, err := w.answers()
	if err != nil {
		return nil, err
	}
	w.out.Files = append(w.out.Files, File{ConfigName, config}, File{"answers.json", answers})
	for _, name := range []string{"answers.cjs", "checks.cjs", "requests.cjs"} {
		data, err := assets.ReadFile("assets/" + name)
		if err != nil {
			return nil, err
		}
		w.out.Files = append(w.out.Files, File{name, data})
	}
	slices.SortFunc(w.out.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	w.out.Own = []File{{".gitignore", []byte(ignored)}, {DefaultsName, []byte(defaults)}}
	env := map[string]bool{}
	for _, m := range envName.FindAllSubmatch(config, -1) {
		env[string(m[1])] = true
	}
	w.out.Env = slices.Sorted(maps.Keys(env))
	return w.out, nil
}

var envName = regexp.MustCompile(`\{\{env\.(\w+)\}\}`)

// config is promptfoo's configuration.
func (w *writer) config() ([]byte, error) {
	prompts, providers, tests := value.NewArray(), value.NewArray(), value.NewArray()
	var order []string
	of := map[string][]*side{}
	for i := range w.sides {
		s := &w.sides[i]
		prompts.Append(value.NewObject("id", value.NewString("file://requests.cjs:"+s.stem), "label", value.NewString(s.label())))
		key := s.target.String()
		if of[key] == nil {
			order = append(order, key)
		}
		of[key] = append(of[key], s)
	}
	for _, key := range order {
		providers.Append(w.provider(key, of[key]))
	}
	for _, t := range w.tests {
		tests.Append(value.NewString(t))
	}
	root := value.NewObject(
		"description", value.NewString("what the prompts say on the old and on the new side of a migration"),
		"prompts", prompts, "providers", providers,
		"defaultTest", value.NewString("file://"+DefaultsName), "tests", tests,
		// A schema may have words that the validator does not know.
		"env", value.NewObject("PROMPTFOO_DISABLE_AJV_STRICT_MODE", value.NewString("true")))
	body, err := root.YAML(0)
	return append([]byte(head), body...), err
}

// provider is one target, which is sent its own renderings only.
func (w *writer) provider(name string, sides []*side) *value.Node {
	t := sides[0].target
	a, _ := w.e.Catalog.AnswerOf(t.Dialect.ID)
	key := w.stem(name)
	w.keys[name] = key
	headers := value.NewObject("Content-Type", value.NewString("application/json"))
	var auth *value.Node
	for _, h := range slices.Sorted(maps.Keys(a.Headers)) {
		v := address(a.Headers[h], t)
		token, bearer := strings.CutPrefix(v, "Bearer ")
		switch {
		case !strings.Contains(v, "{{env."):
			headers.Set(h, value.NewString(v))
		// promptfoo writes headers into its results as they are filled, but what
		// stands below auth it blackens.
		case bearer:
			auth = value.NewObject("type", value.NewString("bearer"), "token", value.NewString(token))
		default:
			auth = value.NewObject("type", value.NewString("api_key"), "placement", value.NewString("header"),
				"keyName", value.NewString(h), "value", value.NewString(v))
		}
	}
	labels := value.NewArray()
	for _, s := range sides {
		labels.Append(value.NewString(s.label()))
	}
	return value.NewObject("id", value.NewString("https"), "label", value.NewString(name), "prompts", labels,
		"config", value.NewObject(
			"url", value.NewString(address(a.URL, t)), "method", value.NewString("POST"), "headers", headers, "auth", auth,
			"body", value.NewObject(), // it wants one; transformRequest gives the whole
			"transformRequest", value.NewString("JSON.parse(prompt)"),
			"transformResponse", value.NewString("file://answers.cjs:"+key)))
}

var placeholder = regexp.MustCompile(`\{(model|version|env\.(\w+))(?:\|([^{}]*))?\}`)

// address fills a URL or a header of the catalogue; what is the environment's
// stays promptfoo's to fill.
func address(s string, t translate.Target) string {
	return placeholder.ReplaceAllStringFunc(s, func(p string) string {
		m := placeholder.FindStringSubmatch(p)
		switch {
		case m[1] == "model":
			return url.PathEscape(t.Model.ID)
		case m[1] == "version":
			return t.Version
		case m[3] != "":
			return "{{env." + m[2] + " | default('" + m[3] + "')}}"
		}
		return "{{env." + m[2] + "}}"
	})
}

// A price is in US dollars per million tokens.
type price struct {
	Above      int      `json:"above"`
	Input      *float64 `json:"input,omitempty"`
	Output     *float64 `json:"output,omitempty"`
	CacheRead  *float64 `json:"cache_read,omitempty"`
	CacheWrite *float64 `json:"cache_write,omitempty"`
}

// answers is the table by which answers.cjs reads and prices answers.
func (w *writer) answers() ([]byte, error) {
	table := map[string]any{}
	for i := range w.sides {
		t := w.sides[i].target
		a, _ := w.e.Catalog.AnswerOf(t.Dialect.ID)
		table[w.keys[t.String()]] = struct {
			catalog.Answer
			Prices []price `json:"prices"`
		}{a, prices(t.Model)}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(table)
	return b.Bytes(), err
}

// prices are the standard ones, those for short inputs first.
func prices(m catalog.Model) []price {
	out := []price{}
	for _, p := range m.Prices {
		if p.Tier == "standard" {
			out = append(out, price{p.Above, p.Input, p.Output, p.CacheRead, p.CacheWrite})
		}
	}
	slices.SortStableFunc(out, func(a, b price) int { return a.Above - b.Above })
	return out
}

// tree reads JSON that was just written.
func tree(b []byte) *value.Node {
	n, _ := value.ReadJSON(source.NewFile("", b).Whole(), value.Options{})
	return n
}
