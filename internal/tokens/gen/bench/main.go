// Command bench counts a text with one implementation and prints what that took,
// for bench.mjs:
//
//	bench IMPLEMENTATION ENCODING FILE
//
// It prints CPU seconds of the process, the number of tokens and how many times
// memory was allocated. The text is counted in documents of 16 KiB, after 64 of
// them that load vocabularies and warm what is remembered. An
// implementation that is a path is a vocabulary file, counted by package tokens;
// the encoding is "-" then.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"unicode/utf8"

	"github.com/tiktoken-go/tokenizer"

	"github.com/promptglot/promptglot/internal/tokens"
	"github.com/promptglot/promptglot/internal/tokens/verify"
	"github.com/promptglot/promptglot/internal/tokens/vocabfile"
)

const document = 16 << 10

func main() {
	log.SetFlags(0)
	if len(os.Args) != 4 {
		log.Fatal("usage: bench promptglot|tiktoken-go|tiktoken-go/tokenizer|VOCABULARY ENCODING FILE")
	}
	count, err := counter(os.Args[1], os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	data, err := os.ReadFile(os.Args[3])
	if err != nil {
		log.Fatal(err)
	}
	docs := cut(string(data))
	for _, d := range docs[:min(64, len(docs))] {
		count(d)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	n, begin := 0, cpu()
	for _, d := range docs {
		n += count(d)
	}
	seconds := cpu() - begin
	runtime.ReadMemStats(&after)
	fmt.Println(seconds, n, after.Mallocs-before.Mallocs)
}

func counter(name, encoding string) (func(string) int, error) {
	switch name {
	case "promptglot":
		e, err := tokens.Get(encoding)
		return e.Count, err
	case "tiktoken-go":
		return func(s string) int {
			ids, err := verify.Encode(encoding, s)
			if err != nil {
				log.Fatal(err)
			}
			return len(ids)
		}, nil
	case "tiktoken-go/tokenizer":
		c, err := tokenizer.Get(tokenizer.Encoding(encoding))
		return func(s string) int {
			n, err := c.Count(s)
			if err != nil {
				log.Fatal(err)
			}
			return n
		}, err
	}
	if data, err := os.ReadFile(name); err == nil {
		t, err := vocabfile.Load(filepath.Base(name), data, "", vocabfile.Options{}, nil)
		if err != nil {
			return nil, err
		}
		return t.Count, nil
	}
	return nil, fmt.Errorf("unknown implementation %s", name)
}

// cut splits s into documents at whole characters.
func cut(s string) (docs []string) {
	for len(s) > document {
		n := document
		for !utf8.RuneStart(s[n]) {
			n--
		}
		docs = append(docs, strings.Clone(s[:n]))
		s = s[n:]
	}
	return append(docs, s)
}

// cpu is the processor time of the process so far, in seconds.
func cpu() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		log.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
