package gemini

import (
	"github.com/promptglot/promptglot/internal/prompt"
	"github.com/promptglot/promptglot/internal/value"
	"github.com/promptglot/promptglot/translate"
)

// Write implements translate.Dialect.
func (Dialect) Write(w *translate.Writer, p *prompt.Prompt) *value.Node {
	out := &value.Node{Kind: value.Object}
	w.MarkAt(p.At)
	if !w.Foreign() && p.Model != nil && p.Model.Form == "model" {
		w.SetModel(out, "model")
	} else {
		w.ModelInURL()
	}
	if foreign(w) {
		writeForeignMessages(w, out, p)
	} else {
		writeOwnMessages(w, out, p)
	}
	writeTools(w, out, p)
	writeChoice(w, out, p)
	writeOutput(w, out, p)
	t := &thinking{w: w, out: out}
	w.Settings(out, map[prompt.Param]func(*prompt.Setting) bool{
		prompt.ParamStream:         func(s *prompt.Setting) bool { return stream(w, s) },
		prompt.ParamParallelTools:  func(s *prompt.Setting) bool { return parallel(w, s) },
		prompt.ParamMetadata:       func(s *prompt.Setting) bool { return labels(w, out, s) },
		paramModalities:            func(s *prompt.Setting) bool { return modalities(w, out, s) },
		prompt.ParamEffort:         t.effort,
		prompt.ParamThinkingBudget: t.budget,
		prompt.ParamThinkingMode:   t.mode,
	})
	if !w.Same {
		needLogprobs(w, out)
	}
	w.Defaults()
	w.WriteExt(out, p.Ext)
	return out
}

func one(n *value.Node) []*value.Node {
	if n == nil {
		return nil
	}
	return []*value.Node{n}
}

// stream is a matter of the method called, not of the body.
func stream(w *translate.Writer, s *prompt.Setting) bool {
	t := w.Trait("stream")
	if t.Value != "endpoint" {
		return false
	}
	if s.Value.Kind == value.Bool && !s.Value.Bool {
		w.Note(s.Value, "stream-options", translate.Exact, "generateContent does not stream", translate.By(t.Ref))
		return true
	}
	w.Note(s.Value, "stream-options", translate.Exact, t.Note, translate.By(t.Ref))
	return true
}

// parallel handles the switch for parallel tool calls, which are always on
// here.
func parallel(w *translate.Writer, s *prompt.Setting) bool {
	if s.Value.Kind == value.Bool && s.Value.Bool {
		w.Note(s.Value, s.Feature, translate.Exact, "the model may always call several tools at once")
		return true
	}
	opts := []translate.Option{translate.By(w.Trait("parallel_tool_calls").Ref)}
	if s.Value.Kind != value.Bool {
		opts = append(opts, translate.Maybe(translate.HoleText(s.Value)))
	}
	w.Drop(s.Node, s.Feature, "the model may always call several tools at once: there is no switch", opts...)
	return true
}

const paramModalities prompt.Param = "modalities"

// modalities writes a literal list in this dialect's words.
func modalities(w *translate.Writer, out *value.Node, s *prompt.Setting) bool {
	f, ok := w.Target.Dialect.Field(string(s.Param), w.Target.Version)
	if !ok || !foreign(w) || s.Value.Kind != value.Array || !s.Value.Literal() {
		return false
	}
	list := &value.Node{Kind: value.Array}
	for i := range s.Value.Entries {
		v := s.Value.Entries[i].Value
		word, _, known := f.Wire(v.Str)
		if !known {
			w.Drop(v, s.Feature, f.Path+" has no such modality")
			continue
		}
		w.Mark(v)
		list.Append(value.NewString(word))
	}
	if len(list.Entries) > 0 {
		translate.SetPath(out, f.Path, list)
	}
	return true
}

// needLogprobs adds the switch that a number of log probabilities needs.
func needLogprobs(w *translate.Writer, out *value.Node) {
	gen := out.Get(spelledContainer(out))
	n := gen.Get("logprobs")
	if n == nil || gen.Get("responseLogprobs") != nil || gen.Get("response_logprobs") != nil {
		return
	}
	yes := value.NewBool(true)
	gen.Set("responseLogprobs", yes)
	w.Add(yes, "logprobs", "logprobs needs responseLogprobs: true")
}

func spelledContainer(out *value.Node) string {
	if out.Get("generation_config") != nil {
		return "generation_config"
	}
	return "generationConfig"
}

// ensure returns the object member key of out, making it where absent.
func ensure(out *value.Node, key string) *value.Node {
	if n := out.Get(key); n != nil && n.Kind == value.Object {
		return n
	}
	n := &value.Node{Kind: value.Object}
	out.Set(key, n)
	return n
}
