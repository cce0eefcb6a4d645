package vocabfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/promptglot/promptglot/internal/tokens"
)

// readJSON tells tokenizer.json from tekken.json.
func readJSON(data []byte) (*tokens.Definition, error) {
	var kind struct {
		Config *json.RawMessage `json:"config"`
		Vocab  *json.RawMessage `json:"vocab"`
		Model  *json.RawMessage `json:"model"`
	}
	if err := json.Unmarshal(data, &kind); err != nil {
		return nil, jsonError(data, err)
	}
	switch {
	case kind.Model != nil:
		return readTokenizerJSON(data)
	case kind.Config != nil && kind.Vocab != nil:
		return readTekken(data)
	}
	return nil, errors.New(`JSON, but neither a tokenizer.json (member "model") nor a tekken.json (members "config" and "vocab")`)
}

// jsonError says where the JSON is wrong.
func jsonError(data []byte, err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		if syntax.Offset >= int64(len(data)) {
			return fmt.Errorf("the JSON ends early, after %d bytes; is the file whole?", len(data))
		}
		return fmt.Errorf("byte %d: not JSON: %w", syntax.Offset, err)
	}
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return fmt.Errorf("byte %d: %s is %s, expected %s", kind.Offset, kind.Field, kind.Value, inWords(kind.Type))
	}
	return err
}

// inWords is a Go type as JSON has it.
func inWords(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Pointer:
		return inWords(t.Elem())
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	}
	return "a number"
}

// A tokenizerJSON is the file of Hugging Face's tokenizers, version 1.0.
type tokenizerJSON struct {
	Added         []addedJSON `json:"added_tokens"`
	Normalizer    *component  `json:"normalizer"`
	PreTokenizer  *component  `json:"pre_tokenizer"`
	PostProcessor *component  `json:"post_processor"`
	Model         modelJSON   `json:"model"`
}

type addedJSON struct {
	ID         uint32 `json:"id"`
	Content    string `json:"content"`
	SingleWord bool   `json:"single_word"`
	LStrip     bool   `json:"lstrip"`
	RStrip     bool   `json:"rstrip"`
	Normalized bool   `json:"normalized"`
	Special    bool   `json:"special"`
}

func readTokenizerJSON(data []byte) (*tokens.Definition, error) {
	var f tokenizerJSON
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, jsonError(data, err)
	}
	d := &tokens.Definition{}
	var err error
	if d.Normalize, err = f.Normalizer.normalizers(); err != nil {
		return nil, err
	}
	byteLevel := false
	if d.Split, byteLevel, err = f.PreTokenizer.preTokenizers(); err != nil {
		return nil, err
	}
	if err := f.Model.fill(&d.Model, byteLevel); err != nil {
		return nil, err
	}
	if d.Before, d.After, err = f.PostProcessor.frame(); err != nil {
		return nil, err
	}
	for _, a := range f.Added {
		d.Added = append(d.Added, tokens.Added{
			ID: a.ID, Text: a.Content, Special: a.Special, Normalized: a.Normalized,
			LeftStrip: a.LStrip, RightStrip: a.RStrip, SingleWord: a.SingleWord,
		})
	}
	return d, nil
}
