package translate

import (
	"github.com/promptglot/promptglot/internal/catalog"
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
)

// OutputFeature is the vocabulary's word for the source's contract on the
// answer.
func (w *Writer) OutputFeature(o *prompt.Output) string {
	if w.from == nil && o.Kind != prompt.OutputJSON {
		return "response-format-json-schema"
	}
	return OutputFeature(w.from, o.Kind)
}

// OutputFeature is the vocabulary's word for a contract on the answer, as a
// dialect writes it; d is nil for a neutral one.
func OutputFeature(d *catalog.DialectInfo, k prompt.OutputKind) string {
	trait, word := "schema_feature", "response-schema"
	if k == prompt.OutputJSON {
		trait = "json_feature"
		if d == nil {
			return "response-format-json-object"
		}
	}
	if d != nil && d.Trait(trait).Value != "" {
		word = d.Trait(trait).Value
	}
	return word
}

// JSONWord enters that a target whose JSON mode wants the word in a message
// does not find it in any of those written. What is filled in may well say it.
// to is the written demand for JSON.
func (w *Writer) JSONWord(messages, to *value.Node, feature string) {
	t := w.Trait("json_word")
	if to == nil || t.Value != "yes" || Mentions(messages, "json") {
		return
	}
	opts := []Option{To(to), By(t.Ref)}
	why := "JSON mode needs a message that asks for JSON, none does"
	if by := filledIn(messages); by != nil {
		why = "JSON mode needs a message that asks for JSON, nothing that can be seen does"
		opts = append(opts, Maybe(unknownText(by)))
	} else if w.p.Open {
		opts = append(opts, Maybe("what is spread into the request"))
	}
	w.Warn(nil, feature, Approximate, why, opts...)
}

// AskForJSON says in words what form the answer must have, for targets that
// cannot be told otherwise; why is the reason. It returns nil where the schema
// cannot be put into text.
func (w *Writer) AskForJSON(o *prompt.Output, feature, why string, opts ...Option) *value.Node {
	w.MarkAt(o.At)
	w.MarkScalar(o.Node)
	w.DropExt(o.Ext)
	if o.Schema == nil {
		v := value.NewString("Answer with one JSON object and nothing else.")
		w.Note(o.Node, feature, Emulated, why+"; an instruction asks for it", append(opts, To(v))...)
		return v
	}
	for _, n := range []*value.Node{o.Name, o.Description} {
		if n != nil {
			w.Drop(n, feature, "an instruction gives the schema alone")
		}
	}
	if o.Strict != nil {
		w.Drop(o.Strict, "strict-schema", "nothing holds the answer to the schema", opts...)
	}
	schema := w.Quoted(o.Schema, feature)
	if schema == nil {
		return nil
	}
	v := Joined("Answer with JSON only, without a code fence, that is valid against this JSON Schema: ", schema)
	w.Warn(o.Node, feature, Approximate, why+"; an instruction asks for it, which binds less", append(opts, To(v))...)
	return v
}

// SchemaBinds says what becomes of the strictness of an output contract where
// every schema binds the answer.
func (w *Writer) SchemaBinds(o *prompt.Output, to *value.Node) {
	switch s := o.Strict; {
	case s == nil:
	case s.Kind == value.Bool && s.Bool:
		w.Note(s, "strict-schema", Exact, "every answer is held to the schema here", To(to))
	case s.Kind == value.Bool:
		w.Note(s, "strict-schema", Approximate, "a schema that was to guide binds here", To(to))
	default:
		w.Drop(s, "strict-schema", "every answer is held to the schema here", Maybe(HoleText(s)))
	}
}
