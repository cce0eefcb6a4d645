// Command vocab packs OpenAI's published vocabularies into the form that
// package tokens embeds. It is a module of its own, so that the 7 MB of
// upstream text it reads never become a dependency of promptglot.
//
//	cd internal/tokens/gen && go run ./vocab -out ../data
//
// The output is a pure function of the upstream files, whose SHA-256 is
// checked against the sums that OpenAI's tiktoken publishes.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"

	"github.com/pkoukk/tiktoken-go-loader/assets"
)

// upstream lists the vocabularies and the sums given in tiktoken's
// tiktoken_ext/openai_public.py. r50k_base is not packed: it is checked to be
// the beginning of p50k_base.
var upstream = []struct{ name, sum string }{
	{"o200k_base", "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"},
	{"cl100k_base", "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"},
	{"p50k_base", "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069"},
	{"r50k_base", "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930"},
}

func main() {
	log.SetFlags(0)
	out := flag.String("out", "../data", "folder to write NAME.ptok into")
	flag.Parse()
	vocabs := map[string][][]byte{}
	for _, u := range upstream {
		v, err := load(u.name, u.sum)
		if err != nil {
			log.Fatalf("%s: %v", u.name, err)
		}
		vocabs[u.name] = v
		if u.name == "r50k_base" {
			continue
		}
		packed, st, err := pack(v)
		if err != nil {
			log.Fatalf("%s: %v", u.name, err)
		}
		if err := os.WriteFile(filepath.Join(*out, u.name+".ptok"), packed, 0o644); err != nil {
			log.Fatal(err)
		}
		log.Printf("%s: %d ids, %d joins, at most %d in a bucket, %d bytes",
			u.name, len(v), st.joins, st.fullest, len(packed))
	}
	for id, tok := range vocabs["r50k_base"] {
		if !bytes.Equal(tok, vocabs["p50k_base"][id]) {
			log.Fatalf("r50k_base is not a prefix of p50k_base: id %d differs", id)
		}
	}
}

// load returns the tokens of a .tiktoken file by id; ids that the file skips
// are nil.
func load(name, sum string) ([][]byte, error) {
	raw, err := assets.Assets.ReadFile(name + ".tiktoken")
	if err != nil {
		return nil, err
	}
	if got := sha256.Sum256(raw); hex.EncodeToString(got[:]) != sum {
		return nil, fmt.Errorf("SHA-256 is %x, want %s", got, sum)
	}
	var v [][]byte
	for line := range bytes.Lines(raw) {
		word, rank, ok := bytes.Cut(bytes.TrimSpace(line), []byte(" "))
		if !ok {
			return nil, fmt.Errorf("line %q is not TOKEN RANK", line)
		}
		tok, err := base64.StdEncoding.DecodeString(string(word))
		if err != nil {
			return nil, err
		}
		id, err := strconv.Atoi(string(rank))
		if err != nil || id < len(v) {
			return nil, fmt.Errorf("rank %q is not ascending", rank)
		}
		for len(v) < id {
			v = append(v, nil)
		}
		v = append(v, tok)
	}
	return v, nil
}
