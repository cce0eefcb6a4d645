package inplace

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/promptglot/promptglot/internal/compose"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// work is what is known while the edits of one prompt are found.
type work struct {
	e      *compose.Engine
	d      *compose.Doc
	t      translate.Target
	ledger translate.Ledger
	kept   *prompt.Prompt         // what the target's request says
	where  map[*value.Node]string // pointers of its values in the request
	places *places                // nil for a format of text only
	// known tells where options stand that have no place of their own in the
	// prompt's file.
	known map[prompt.Param]string
	ops   []op
	notes []string
}

// work makes the work on a prompt: its settings stand in its own file, or in
// one beside it.
func (s *session) work(d *compose.Doc, t translate.Target, l translate.Ledger, request *value.Node) (*work, error) {
	w := &work{e: s.e, d: d, t: t, ledger: l}
	holder := d.File
	if name := besideOf(d); name != "" {
		if s.e.Beside == nil {
			return nil, fmt.Errorf("%s, where its settings are, is not among the paths", name)
		}
		if holder = s.e.Beside(name); holder == nil {
			return w, nil // a template without settings
		}
	}
	if s.holder == nil {
		s.holder = holder
		if c, err := configuration(holder); err == nil {
			s.places = newPlaces(c)
		}
	}
	w.places = s.places
	var err error
	if w.kept, _, err = s.e.Translator.Read(t.Dialect.ID, t.Version, request); err != nil {
		return nil, err
	}
	w.where = map[*value.Node]string{}
	request.Walk("", func(ptr string, n *value.Node) { w.where[n] = ptr })
	return w, nil
}

// noted are the notes of the edits; a prompt that is left alone has none.
func (w *work) noted() []string {
	if w == nil || len(w.ops) == 0 {
		return nil
	}
	return w.notes
}

func (w *work) note(format string, args ...any) {
	w.notes = append(w.notes, fmt.Sprintf(format, args...))
}

func (w *work) at(ptr string) *value.Node {
	if w.places == nil {
		return nil
	}
	parents, i, ok := w.places.config.find(ptr)
	if !ok {
		return nil
	}
	return parents[len(parents)-1].Entries[i].Value
}

// set gives the member another value, where it has another one.
func (w *work) set(ptr string, v *value.Node) {
	if old := w.at(ptr); old == nil || !old.Literal() || !equal(old, v) {
		w.ops = append(w.ops, op{do: set, at: ptr, value: v})
	}
}

func (w *work) put(ptr string, v *value.Node) {
	w.ops = append(w.ops, op{do: put, at: ptr, value: v})
}

// del removes a member. Semantic Kernel takes the settings of a service for those
// of another where the service is gone.
func (w *work) del(ptr string) {
	if w.at(ptr) != nil {
		w.ops = append(w.ops, op{do: del, at: ptr, keep: w.d.Format == "semantic-kernel"})
	}
}

// write sets a member, or puts it where there is none.
func (w *work) write(ptr, text string) {
	if w.at(ptr) != nil {
		w.set(ptr, value.NewString(text))
		return
	}
	w.put(ptr, value.NewString(text))
}

// model names the target's model at a place; a name that the program fills in is
// for a person to change.
func (w *work) model(ptr, name string) {
	if old := w.at(ptr); old.IsString() && (strings.HasPrefix(old.Str, "${") || strings.Contains(old.Str, "{{")) {
		w.note("the program names the model (%s): it must be %s", old.Str, w.t.Model.ID)
		return
	}
	w.write(ptr, name)
}

// words say how a block of the configuration calls options.
type words struct {
	Block string // JSON pointer
	// Name is the word of a param, "" where there is none, for a block whose words
	// do not depend on who serves. It is nil for one that goes to the vendor as it
	// stands: its words are those of the target's request.
	Name func(prompt.Param) string
}

// blockOf returns the innermost of the blocks that a pointer lies in.
func blockOf(ptr string, blocks []words) *words {
	var in *words
	for i := range blocks {
		if b := &blocks[i]; strings.HasPrefix(ptr, b.Block+"/") && (in == nil || len(b.Block) > len(in.Block)) {
			in = b
		}
	}
	return in
}

// options makes the options what the target takes. blocks are where they stand;
// new ones go to the first.
func (w *work) options(blocks ...words) error {
	for i := range w.d.Prompt.Settings {
		s := &w.d.Prompt.Settings[i]
		ptr := w.places.pointer(s.Node)
		if ptr == "" {
			ptr = w.known[s.Param]
		}
		if b := blockOf(ptr, blocks); b != nil {
			if err := w.option(s, ptr, b); err != nil {
				return err
			}
		}
	}
	w.foreign(blocks)
	if w.d.Prompt.Model != nil { // else the program that chooses the model has options of its own
		w.added(&blocks[0])
	}
	return nil
}

// option carries one option over.
func (w *work) option(s *prompt.Setting, ptr string, b *words) error {
	now := setting(w.kept, s.Param)
	if now == nil {
		w.del(ptr)
		return nil
	}
	literal := s.Value.Literal() && now.Value.Literal()
	if literal && !equal(s.Value, now.Value) {
		w.set(ptr, now.Value.Clone())
	}
	if b.Name != nil {
		return nil
	}
	to := b.Block + w.where[now.Node]
	switch from, dest := parent(ptr), parent(to); {
	case to == ptr || to == b.Block:
	case from == dest:
		w.ops = append(w.ops, op{do: rename, at: ptr, key: to[len(dest)+1:]})
	case !literal:
		return errors.New("an option is filled in by the program, and the target has it in another place: use --layout neutral")
	default:
		w.put(to, now.Value.Clone())
		w.del(ptr)
	}
	return nil
}

// foreign removes the vendor's own options that the target does not take.
func (w *work) foreign(blocks []words) {
	for i := range w.d.Prompt.Ext {
		x := &w.d.Prompt.Ext[i]
		ptr := w.places.pointer(x.Node)
		if ptr == "" || blockOf(ptr, blocks) == nil || x.Dialect == w.d.Format {
			continue
		}
		if slices.ContainsFunc(w.ledger, func(e translate.Entry) bool {
			return e.Outcome == translate.Dropped && e.Certainty == translate.Certain && e.Node == x.Node
		}) {
			w.del(ptr)
		}
	}
}

// added writes out the options that the target's request needs and the prompt
// has none of.
func (w *work) added(b *words) {
	for i := range w.kept.Settings {
		s := &w.kept.Settings[i]
		if setting(w.d.Prompt, s.Param) != nil || !s.Value.Literal() {
			continue
		}
		to := b.Block + w.where[s.Node]
		if b.Name != nil {
			to = b.Block + "/" + b.Name(s.Param)
		}
		if strings.TrimSuffix(to, "/") != b.Block && w.at(to) == nil {
			w.put(to, s.Value.Clone())
		}
	}
}

func setting(p *prompt.Prompt, param prompt.Param) *prompt.Setting {
	for i := range p.Settings {
		if p.Settings[i].Param == param {
			return &p.Settings[i]
		}
	}
	return nil
}

func parent(ptr string) string { return ptr[:strings.LastIndexByte(ptr, '/')] }

// named returns the words of a table from words to params.
func named(table map[string]prompt.Param) func(prompt.Param) string {
	return func(p prompt.Param) string {
		var names []string
		for name, q := range table {
			if p == q {
				names = append(names, name)
			}
		}
		if len(names) == 0 {
			return ""
		}
		slices.Sort(names)
		return names[0]
	}
}

// openaiWord is OpenAI's word for an option of formats that took over its
// request as it was: max_tokens is what their runtimes know.
func openaiWord(w *work, p prompt.Param) string {
	if p == prompt.ParamMaxTokens {
		return "max_tokens"
	}
	info, _ := w.e.Catalog.Dialect("openai-chat")
	f, _ := info.Field(string(p), "")
	if strings.Contains(f.Path, ".") {
		return ""
	}
	return f.Path
}
