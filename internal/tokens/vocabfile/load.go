// Package vocabfile reads the vocabulary files that models are published with:
// tokenizer.json (Hugging Face tokenizers), tokenizer.model (SentencePiece),
// .tiktoken and tekken.json.
//
// A file either becomes a definition that counts exactly, or an error that
// names the first part that is not understood. Nothing is guessed.
package vocabfile

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/promptglot/promptglot/internal/tokens"
)

// MaxBytes is the largest file that is read. The largest published one is about
// 35 MB.
const MaxBytes = 256 << 20

// Options say what a file leaves out.
type Options struct {
	// Pattern is the pre-tokenizer of a .tiktoken file, which names none: one of
	// tokens.PatternNames. Without it the vocabulary must have the size of a
	// published one.
	Pattern string
}

// Read returns the definition in data, whose format is told by its content.
// name is what reports call the tokenizer.
func Read(name string, data []byte, o Options) (*tokens.Definition, error) {
	d, err := read(data, o)
	if err != nil {
		return nil, fmt.Errorf("tokenizer %s: %w", name, err)
	}
	d.Name = name
	return d, nil
}

func read(data []byte, o Options) (*tokens.Definition, error) {
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("the file has %d bytes; at most %d are read", len(data), MaxBytes)
	}
	head := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case len(head) == 0:
		return nil, errors.New("the file is empty")
	case bytes.HasPrefix(head, []byte("version https://git-lfs")):
		return nil, errors.New("the file is a Git LFS pointer, not the vocabulary; fetch it with git lfs pull")
	case head[0] == '{':
		return readJSON(head)
	case head[0] == '<':
		return nil, errors.New("the file is a web page, not a vocabulary; was a log-in needed to fetch it?")
	case data[0] == 0x0a:
		return readSentencePiece(data)
	}
	return readTiktoken(data, o.Pattern)
}
