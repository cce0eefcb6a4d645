package tokens

import "strings"

// A Script is a group of writing systems that vocabularies treat alike.
type Script int

// The scripts, in the order of ScriptNames.
const (
	Latin   Script = iota // and whatever has no letters: code, markup, numbers
	English               // Latin, in a text of English sentences
	Foreign               // Latin, in a text of another language
	Han
	Kana // and Han, in a text that has kana: Japanese
	Hangul
	Cyrillic
	Greek
	Hebrew
	Arabic // and Syriac, Thaana, N'Ko
	Devanagari
	Indic // the other scripts of India, Sri Lanka and Tibet
	Thai
	Mekong // Lao, Khmer, Burmese
	Other  // Georgian, Armenian, Ethiopic, emoji and the rest
	nScripts
)

// ScriptNames are the names of the scripts in the estimators' data.
var ScriptNames = [nScripts]string{"latin", "english", "foreign", "han", "kana", "hangul", "cyrillic", "greek",
	"hebrew", "arabic", "devanagari", "indic", "thai", "mekong", "other"}

// TraitNames are the names of the traits in the estimators' data, in the order
// of Features.Traits.
var TraitNames = [...]string{"words", "upper", "punct", "digits", "blank"}

// Features is what estimators know of a text: o200k tokens by script and, of
// the text in Latin script, the traits by which other vocabularies differ.
type Features struct {
	Tokens [nScripts]int // o200k tokens
	Words  int           // pieces with Latin letters
	Upper  int           // capital letters A to Z
	Punct  int           // ASCII punctuation
	Digits int           // ASCII digits
	Blank  int           // pieces of white space alone: indentation, line ends

	letters, accents int // of Latin script: all, and those beyond ASCII
	function         int // function words of English
}

// Traits returns the traits in the order of TraitNames.
func (f *Features) Traits() [len(TraitNames)]int {
	return [...]int{f.Words, f.Upper, f.Punct, f.Digits, f.Blank}
}

// Total is the number of o200k tokens.
func (f *Features) Total() (n int) {
	for _, t := range f.Tokens {
		n += t
	}
	return n
}

// FeaturesOf measures text; ill-formed UTF-8 is repaired first.
func FeaturesOf(text string) Features {
	var f Features
	e := encodings["o200k_base"]
	v := e.vocab(len(text))
	sc := v.pool.Get().(*scratch)
	defer v.release(sc)
	s := sc.valid(text)
	for i := 0; i < len(s); {
		end := e.split(s, i)
		f.piece(s[i:end], v.count(sc, s[i:end]))
		i = end
	}
	if of := f.language(); of != Latin {
		f.Tokens[of], f.Tokens[Latin] = f.Tokens[Latin], 0
	}
	if f.Tokens[Kana]*kanaShare > f.Tokens[Han] {
		f.Tokens[Kana] += f.Tokens[Han]
		f.Tokens[Han] = 0
	}
	return f
}

// kanaShare is the part of a text's East Asian tokens, 1 in so many, beyond
// which its Han characters are read as Japanese.
const kanaShare = 5

// language tells what text in Latin script is written in. Vocabularies are made
// of English and code; on French or Polish or Dutch they differ far more.
func (f *Features) language() Script {
	switch {
	case f.accents*accentedShare > f.letters:
		return Foreign
	case (f.Punct+f.Digits)*proseShare >= f.letters:
		return Latin
	case f.Words >= fewWords && f.function*functionShare < f.Words:
		return Foreign
	}
	return English
}

const (
	// One accented letter in more than so many is a borrowed word.
	accentedShare = 100
	// Sentences have at least so many letters to each ASCII sign or digit.
	proseShare = 16
	// English has a function word in each so many words, at the least, unless
	// the text is of fewWords.
	functionShare = 8
	fewWords      = 20
)

// function holds the function words of English.
var function = map[string]bool{"the": true, "of": true, "and": true, "to": true, "a": true, "in": true, "is": true,
	"that": true, "for": true, "you": true, "with": true, "or": true, "not": true, "be": true, "as": true, "on": true,
	"it": true, "this": true, "are": true, "your": true, "if": true}

// piece adds a piece of n tokens. A piece belongs to the script of its first
// character beyond Latin, but Han gives way to kana; the splitter keeps words
// together, so that other scripts are seldom mixed within one.
func (f *Features) piece(p string, n int) {
	of, abc, blank := Latin, 0, true
	for _, r := range p {
		switch {
		case r >= 'a' && r <= 'z':
			abc++
		case r >= 'A' && r <= 'Z':
			abc++
			f.Upper++
		case r >= '0' && r <= '9':
			f.Digits++
		case r == ' ' || r == '\n' || r == '\t' || r == '\r':
			continue
		case r < 0x80:
			f.Punct++
		default:
			if of == Latin || of == Han {
				of = max(of, scriptOf(r))
			}
			if of == Latin && uint(1)<<runeClass(r)&letters != 0 {
				abc++
				f.accents++
			}
		}
		blank = false
	}
	f.Tokens[of] += n
	f.letters += abc
	if of == Latin && abc > 0 {
		f.Words++
		if function[strings.TrimPrefix(p, " ")] {
			f.function++
		}
	}
	if blank {
		f.Blank++
	}
}

// scriptOf tells the script of a character beyond ASCII.
func scriptOf(r rune) Script {
	switch {
	case r < 0x0250, r >= 0x1E00 && r <= 0x1EFF, r >= 0x0300 && r <= 0x036F,
		r >= 0x2000 && r <= 0x206F: // Latin, its marks, typographic punctuation
		return Latin
	case r >= 0x0400 && r <= 0x052F:
		return Cyrillic
	case r >= 0x0370 && r <= 0x03FF, r >= 0x1F00 && r <= 0x1FFF:
		return Greek
	case r >= 0x0590 && r <= 0x05FF, r >= 0xFB1D && r <= 0xFB4F:
		return Hebrew
	case r >= 0x0600 && r <= 0x08FF, r >= 0xFB50 && r <= 0xFDFF, r >= 0xFE70 && r <= 0xFEFC:
		return Arabic
	case r >= 0x0900 && r <= 0x097F:
		return Devanagari
	case r >= 0x0980 && r <= 0x0DFF, r >= 0x0F00 && r <= 0x0FFF:
		return Indic
	case r >= 0x0E00 && r <= 0x0E7F:
		return Thai
	case r >= 0x0E80 && r <= 0x0EFF, r >= 0x1000 && r <= 0x109F, r >= 0x1780 && r <= 0x17FF:
		return Mekong
	case r >= 0x3040 && r <= 0x30FF, r >= 0x31F0 && r <= 0x31FF:
		return Kana
	case r >= 0x1100 && r <= 0x11FF, r >= 0xAC00 && r <= 0xD7AF, r >= 0x3130 && r <= 0x318F:
		return Hangul
	case r >= 0x3000 && r <= 0x303F, r >= 0x3400 && r <= 0x9FFF, r >= 0xF900 && r <= 0xFAFF,
		r >= 0xFF00 && r <= 0xFFEF, r >= 0x20000 && r <= 0x3FFFF:
		return Han
	}
	return Other
}
