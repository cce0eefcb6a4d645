package source

import (
	"bytes"
	"strings"
)

// keyPrefix is how the credentials of one issuer begin.
type keyPrefix struct {
	text string
	min  int  // least number of bytes after the prefix
	sure bool // what follows is upper case and digits, and may be letters only
}

// keyPrefixes lists the beginnings that issuers chose so that leaked keys can
// be found. A longer prefix stands before a shorter one that it begins with,
// so that as much as possible of the harmless part stays readable.
var keyPrefixes = []keyPrefix{
	{"sk-ant-", 12, false}, {"sk-proj-", 12, false}, {"sk-svcacct-", 12, false}, {"sk-admin-", 12, false},
	{"sk-or-v1-", 12, false}, {"sk-lf-", 12, false}, {"sk-", 16, false}, {"sk_live_", 12, false}, {"sk_test_", 12, false}, {"rk_live_", 12, false},
	{"csk-", 16, false}, {"pk-lf-", 12, false}, {"xai-", 16, false}, {"gsk_", 16, false}, {"hf_", 16, false}, {"r8_", 16, false}, {"pplx-", 16, false},
	{"nvapi-", 16, false}, {"fw_", 16, false}, {"tgp_v1_", 12, false}, {"lsv2_", 16, false}, {"voy-", 16, false}, {"pa-", 24, false}, {"co-", 24, false},
	{"AIza", 16, false}, {"ya29.", 16, false}, {"AKIA", 16, true}, {"ASIA", 16, true}, {"ABSK", 24, false}, {"bedrock-api-key-", 16, false},
	{"github_pat_", 16, false}, {"ghp_", 16, false}, {"gho_", 16, false}, {"ghu_", 16, false}, {"ghs_", 16, false}, {"ghr_", 16, false},
	{"glpat-", 12, false}, {"xoxb-", 12, false}, {"xoxp-", 12, false}, {"xoxa-", 12, false}, {"xoxr-", 12, false}, {"xoxs-", 12, false}, {"xapp-", 12, false},
	{"npm_", 16, false}, {"pypi-", 16, false}, {"dop_v1_", 16, false}, {"SG.", 24, false}, {"eyJ", 32, false},
}

// prefixesByByte finds the prefixes that may start with a byte.
var prefixesByByte = func() (t [256][]keyPrefix) {
	for _, p := range keyPrefixes {
		t[p.text[0]] = append(t[p.text[0]], p)
	}
	return t
}()

// Redact returns text with everything that looks like a credential replaced
// by asterisks: keys with a known prefix, bearer tokens, private keys in PEM,
// passwords in URLs, and quoted values of names such as api_key. A byte stands
// for a byte, so lines, columns and offsets stay true; the prefix stays, so
// that a reader knows which key it was. Words, identifiers and kebab-case
// names are left alone. Time is linear in the text.
func Redact(text string) string {
	r := redactor{in: text}
	r.run()
	if r.out == nil {
		return text
	}
	return string(r.out)
}

// RedactBytes is Redact for bytes; data is returned as it is when it holds
// nothing to hide, and is never changed.
func RedactBytes(data []byte) []byte {
	in := string(data)
	out := Redact(in)
	if out == in {
		return data
	}
	return []byte(out)
}

// A redactor masks one text. The copy is made when the first secret is found.
type redactor struct {
	in     string
	out    []byte
	pemEnd int // where the next PEM end line starts: each is searched for once
}

func (r *redactor) mask(from, to int) {
	if r.out == nil {
		r.out = []byte(r.in)
	}
	for i := from; i < to; i++ {
		if c := r.out[i]; c != '\n' && c != '\r' {
			r.out[i] = '*'
		}
	}
}

func (r *redactor) run() {
	for i := 0; i < len(r.in); {
		i = r.step(i)
	}
}

// step looks for a secret at i and returns where to go on.
func (r *redactor) step(i int) int {
	for _, p := range prefixesByByte[r.in[i]] {
		if !strings.HasPrefix(r.in[i:], p.text) || !boundary(r.in, i) {
			continue
		}
		from := i + len(p.text)
		if p.sure {
			if end := runEnd(r.in, from, isUpperOrDigit); end-from >= p.min {
				r.mask(from, end)
				return end
			}
			return from
		}
		end := runEnd(r.in, from, isKeyByte)
		body := strings.TrimRight(r.in[from:end], ".")
		switch {
		case len(body) < p.min:
			return from // short: reading it again costs little
		case !wordlike(body):
			r.mask(from, from+len(body))
		}
		// What is made of words holds no key further on either: a nested
		// prefix would see the same words.
		return end
	}
	switch r.in[i] {
	case 'b', 'B':
		return r.bearer(i)
	case '-':
		return r.pem(i)
	case ':':
		return r.userinfo(i)
	case 'k', 'K', 't', 'T', 'd', 'D':
		return r.named(i)
	}
	return i + 1
}

// bearer masks the token of an Authorization header.
func (r *redactor) bearer(i int) int {
	const word = "bearer "
	if len(r.in)-i <= len(word) || !strings.EqualFold(r.in[i:i+len(word)], word) || !boundary(r.in, i) {
		return i + 1
	}
	from := i + len(word)
	end := runEnd(r.in, from, isTokenByte)
	if end-from >= 12 && !wordlike(r.in[from:end]) {
		r.mask(from, end)
		return end
	}
	return from
}

// pemMax bounds a private key: a begin line in prose and an end line far away
// are not one key.
const pemMax = 16 << 10

// pem masks the body of a private key. Without an end line, only what is
// plainly Base64 is masked.
func (r *redactor) pem(i int) int {
	const begin, mark, end = "-----BEGIN ", "PRIVATE KEY", "-----END "
	if !strings.HasPrefix(r.in[i:], begin) {
		return i + 1
	}
	at := strings.Index(r.in[i:min(len(r.in), i+48)], mark)
	if at < 0 {
		return i + len(begin)
	}
	from := i + at + len(mark)
	if strings.HasPrefix(r.in[from:], " BLOCK") {
		from += len(" BLOCK")
	}
	from = runEnd(r.in, from, func(c byte) bool { return c == '-' })
	if r.pemEnd < from {
		r.pemEnd = len(r.in) + pemMax // none: so far away that it never counts
		if n := strings.Index(r.in[from:], end); n >= 0 {
			r.pemEnd = from + n
		}
	}
	if r.pemEnd-from <= pemMax && r.pemEnd <= len(r.in) {
		r.mask(from, r.pemEnd)
		return r.pemEnd + len(end)
	}
	for {
		body := runEnd(r.in, from, func(c byte) bool { return strings.IndexByte(" \t\r\n\\\"'", c) >= 0 })
		stop := runEnd(r.in, body, isBase64Byte)
		if stop-body < 16 {
			return max(body, i+1)
		}
		r.mask(body, stop)
		from = stop
	}
}

// userinfo masks the password in scheme://user:password@host.
func (r *redactor) userinfo(i int) int {
	if !strings.HasPrefix(r.in[i:], "://") {
		return i + 1
	}
	from := i + len("://")
	end := runEnd(r.in, from, func(c byte) bool { return c > ' ' && c < 0x7f && !strings.ContainsRune("/?#\"'`<>{}$", rune(c)) })
	at := strings.LastIndexByte(r.in[from:end], '@')
	if colon := strings.IndexByte(r.in[from:end], ':'); colon >= 0 && at > colon+1 {
		r.mask(from+colon+1, from+at)
		return from + at
	}
	return from
}

// secretNames are the ends of names whose values are secrets.
var secretNames = []string{"api_key", "api-key", "apikey", "api key", "access_key", "secret_key", "openai_key",
	"client_secret", "password", "passwd", "access_token", "auth_token", "bearer_token", "hf_token", "github_token",
	"access-token", "auth-token", "subscription-key"}

// named masks a value that is assigned to a name such as api_key: the keys of
// many vendors have no prefix. It is called at k, t and d: the third letter from
// the end of "key" and "token", and the last of "secret" and "password".
func (r *redactor) named(i int) int {
	next := i + 1
	end := runEnd(r.in[:min(len(r.in), i+4)], next, isAlnum)
	if end > i+3 {
		return next
	}
	at, quoted := r.assigned(end)
	if at < 0 || !isSecretName(r.in[max(0, end-24):end]) {
		return next
	}
	stop := runEnd(r.in, at, isTokenByte)
	value := r.in[at:stop]
	digits := len(value) - len(strings.Map(func(c rune) rune {
		if '0' <= c && c <= '9' {
			return -1
		}
		return c
	}, value))
	if len(value) >= 16 && !wordlike(value) && (digits >= 3 || quoted && digits >= 1) {
		for _, p := range prefixesByByte[value[0]] {
			if strings.HasPrefix(value, p.text) {
				at += len(p.text)
				break
			}
		}
		r.mask(at, stop)
		return stop
	}
	return next
}

// assigned returns where the value begins that is assigned to the name ending
// at end, and whether it is quoted; -1 when no assignment follows.
func (r *redactor) assigned(end int) (at int, quoted bool) {
	seen := false
	for at = end; at < min(len(r.in), end+16); at++ {
		switch c := r.in[at]; c {
		case ':', '=':
			seen = true
		case '"', '\'', '`':
			quoted = seen
		case ' ', '\t', '\\', '>':
		default:
			if !seen {
				return -1, false
			}
			return at, quoted
		}
	}
	return -1, false
}

func isSecretName(s string) bool {
	for _, n := range secretNames {
		if len(s) >= len(n) && strings.EqualFold(s[len(s)-len(n):], n) {
			return true
		}
	}
	return false
}

// boundary reports whether a new word starts at i. An escape before it (\n,
// \u003d, %3D) ends in a letter or digit but is no part of the word.
func boundary(s string, i int) bool {
	if i == 0 || !isAlnum(s[i-1]) {
		return true
	}
	if i >= 2 && s[i-2] == '\\' {
		return true
	}
	if i >= 3 && s[i-3] == '%' && isHex(s[i-2]) && isHex(s[i-1]) {
		return true
	}
	return i >= 6 && s[i-6] == '\\' && s[i-5] == 'u' || i >= 4 && s[i-4] == '\\' && s[i-3] == 'x'
}

// wordlike reports whether every part of a candidate could be a word: lower
// case, upper case, Capitalised, a number, or a word with a short number.
// Random keys fail at their first long part.
func wordlike(s string) bool {
	part := func(c rune) bool { return c == '-' || c == '_' || c == '.' || c == '/' }
	for _, w := range strings.FieldsFunc(s, part) {
		letters := strings.TrimRight(w, "0123456789")
		if len(w) > 20 || len(w)-len(letters) > 4 && len(letters) > 0 || len(letters) == 0 && len(w) > 8 {
			return false
		}
		if letters == "" {
			continue
		}
		tail := letters[1:]
		if strings.ContainsAny(letters, "0123456789+=~") ||
			tail != strings.ToLower(tail) && letters != strings.ToUpper(letters) {
			return false
		}
	}
	return true
}

func runEnd(s string, from int, is func(byte) bool) int {
	for from < len(s) && is(s[from]) {
		from++
	}
	return from
}

func isAlnum(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func isUpperOrDigit(c byte) bool { return 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' }

func isHex(c byte) bool { return bytes.IndexByte([]byte("0123456789abcdefABCDEF"), c) >= 0 }

// isKeyByte holds for the bytes of prefixed keys and of JSON Web Tokens.
func isKeyByte(c byte) bool { return isAlnum(c) || c == '-' || c == '_' || c == '.' }

// isTokenByte holds for the bytes of unprefixed tokens (RFC 6750 less '=',
// which would join a chain of assignments into one run).
func isTokenByte(c byte) bool { return isKeyByte(c) || c == '~' || c == '+' || c == '/' }

func isBase64Byte(c byte) bool { return isAlnum(c) || c == '+' || c == '/' || c == '=' }
