package source

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestRedactHidesKeysAndKeepsPlaces(t *testing.T) {
	const a, b, c = "Zx81kQpL", "m4Wv9TtR", "c7Yh2NsB" // never a whole key in this file
	body := a + b + c + a
	tests := []struct{ name, in, want string }{
		{"openai", `key = "sk-proj-` + body + `"`, `key = "sk-proj-` + stars(32) + `"`},
		{"anthropic", "sk-ant-api03-" + body + ".", "sk-ant-" + stars(38) + "."},
		{"letters of one case only", "AKIA" + "QWERTYUIOPASDFGH", "AKIA" + stars(16)},
		{"inside a name that starts like a key", "co-AKIA" + "QWERTYUIOPASDFGH", "co-AKIA" + stars(16)},
		{"bearer", "Authorization: bearer " + body, "Authorization: bearer " + stars(32)},
		{"after an escape", `"a\nhf_` + body + `"`, `"a\nhf_` + stars(32) + `"`},
		{"after a percent escape", "?k%3Dgsk_" + body, "?k%3Dgsk_" + stars(32)},
		{"no prefix, by its name", `api_key="` + body + `"`, `api_key="` + stars(32) + `"`},
		{"no prefix, JSON in a string", `{\"api-key\": \"` + body + `\"}`, `{\"api-key\": \"` + stars(32) + `\"}`},
		{"dotenv", "MISTRAL_API_KEY=" + body, "MISTRAL_API_KEY=" + stars(32)},
		{"password in a URL", "redis://user:pa55@host/0", "redis://user:****@host/0"},
		{"private key", "-----BEGIN RSA PRIVATE KEY-----\r\nMII\r\n-----END RSA", "-----BEGIN RSA PRIVATE KEY-----\r\n***\r\n-----END RSA"},
		{"private key, cut", "-----BEGIN PRIVATE KEY-----\n" + body, "-----BEGIN PRIVATE KEY-----\n" + stars(32)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Redact(tt.in); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestRedactLeavesOrdinaryTextAlone(t *testing.T) {
	for _, in := range []string{
		"", "a risk-averse task-force", "task-3f2a9c1b7d8e4f60aa", "sk-folding-cube-animation-2",
		"scikit: sk-learn-contrib.preprocessing", "hf_hub_download_with_progress_bar", "ghp_token_from_environment",
		"Bearer authentication is required", "Bearer internationalization", `api_key=os.environ["OPENAI_API_KEY"]`,
		"api_key: ${{ secrets.OPENAI_API_KEY }}", "the password: correct horse battery staple", "https://example.com/a?b=c@d",
		"AKIA is a prefix", "ASIA-pacific-region-offices", "sk-your-api-key-here", "max_tokens: 4096", "http://{{ user }}:{{ pass }}@host/", "-----BEGIN CERTIFICATE-----",
		"claude-opus-4-5-20251101", "gpt-4o-mini-2024-07-18", "日本語 sk- 🙂",
	} {
		if got := Redact(in); got != in {
			t.Errorf("%q became %q", in, got)
		}
	}
}

// Whatever stands around a key, its body is gone and all places stay.
func TestRedactHidesEveryKnownPrefix(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	around := []string{"", " ", `"`, "'", "`", "=", ":", `\n`, `\"`, "(", "日", "\n", ">", "%22"}
	for _, p := range keyPrefixes {
		letters := alphabet
		if p.sure {
			letters = alphabet[26:]
		}
		for range 200 {
			key := make([]byte, p.min+8+rng.IntN(40))
			for i := range key {
				key[i] = letters[rng.IntN(len(letters))]
			}
			in := around[rng.IntN(len(around))] + p.text + string(key) + around[rng.IntN(len(around))]
			got := Redact(in)
			if strings.Contains(got, string(key)) || strings.Contains(got, string(key[4:])) || len(got) != len(in) {
				t.Fatalf("%q became %q", in, got)
			}
		}
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("sk-ant-api03-AAAABBBB1111cccc2222 -----BEGIN PRIVATE KEY----- ://a:b@c api_key='x'")
	f.Fuzz(func(t *testing.T, in string) {
		got := Redact(in)
		if len(got) != len(in) || strings.Count(got, "\n") != strings.Count(in, "\n") {
			t.Fatalf("%q became %q: places moved", in, got)
		}
		if utf8.ValidString(in) && Redact(got) != got {
			t.Fatalf("not idempotent: %q, %q", got, Redact(got))
		}
	})
}

func BenchmarkRedactHostile(b *testing.B) {
	for _, unit := range []string{"sk-", "api_key=", "-----BEGIN PRIVATE KEY-----\n", "://a:", "bearer ", "eyJ.", "plain words, to be read. "} {
		in := strings.Repeat(unit, 1<<20/len(unit))
		b.Run(strings.TrimSpace(unit), func(b *testing.B) {
			b.SetBytes(int64(len(in)))
			for b.Loop() {
				Redact(in)
			}
		})
	}
}

func stars(n int) string { return strings.Repeat("*", n) }
