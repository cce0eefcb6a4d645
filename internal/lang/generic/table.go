package generic

import "github.com/promptglot/promptglot/internal/lang/read"

// A table is all that the reader knows of a language.
type table struct {
	id      string
	ends    []string // of file names
	shebang string   // in the first line
	// Comments: up to the end of the line, or between two signs.
	line  []string
	block [][2]string
	// quotes are the forms of literals, longer openings first.
	quotes []quote
	// special finds literals that have no fixed opening.
	special func(s string, i int) (literal, bool)
	opens   [256]bool // bytes that a literal may begin with
	// idents are bytes that names may have besides letters, digits and _;
	// first are those that may begin one.
	idents, first string

	imports []string // words that begin a statement of imports
	loads   []string // functions that import what their argument names
	defines []string // words before the name of a function or class
	end     bool     // a block ends with the word end rather than a brace
	last    bool     // what is imported is called by the last name of its path
	every   bool     // an import brings all names of what it loads

	// given tells that an object may stand alone, as what a block gives: Ruby's
	// { |t| { name: t } }.
	given bool

	// lists are functions whose arguments are a list or, with names, an object.
	lists []string
	// brackets tells that [k: v] or [k => v] is an object, tables that {a, b} is a
	// list and that f{…} is a call, records that T{k: v} makes a T.
	brackets, tables, records bool

	grammar read.Grammar
}

// A quote is a form of literal.
type quote struct {
	open, close string
	raw         bool   // a backslash stands for itself
	multi       bool   // may go over lines
	doubled     bool   // two closing quotes are one
	holes       string // openings of interpolations; $ alone is before a name
	char        bool   // one character: what is longer is none
	few         bool   // only the quote and the backslash can be escaped
	block       bool   // begins behind a line end, is indented as its end is
}

// The forms that several languages share.
var (
	dq     = quote{open: `"`, close: `"`}
	dqs    = quote{open: `"`, close: `"`, multi: true}
	sq     = quote{open: "'", close: "'"}
	char   = quote{open: "'", close: "'", char: true}
	triple = quote{open: `"""`, close: `"""`, multi: true}
	slash  = []string{"//"}
	hash   = []string{"#"}
	stars  = [][2]string{{"/*", "*/"}}
)

// tables are the languages.
var tables = []*table{
	{
		id: "rust", ends: []string{".rs"}, line: slash, block: stars, special: rustLiteral,
		quotes:  []quote{{open: `b"`, close: `"`, multi: true}, {open: `c"`, close: `"`, multi: true}, dqs, char},
		imports: []string{"use", "extern"}, last: true, defines: []string{"fn", "struct", "enum", "impl", "trait"}, records: true,
		grammar: read.Grammar{
			Member: []string{".", "::"}, Spread: "..", Braces: true, Lambda: []string{"=>"}, Generic: '<', Colon: []string{":"},
			Assign: []string{"="}, Prefix: words("& &mut * mut ref"), Typed: true, Either: nil,
			Keywords: words("as async await break const continue else enum extern fn for if impl in let loop match mod move mut pub ref return static struct trait type unsafe use where while"),
		},
	},
	{
		id: "ruby", ends: []string{".rb", ".rake", ".gemspec", ".ru", "Gemfile", "Rakefile"}, shebang: "ruby", line: hash,
		block: [][2]string{{"=begin", "=end"}}, special: rubyLiteral, idents: "?!", first: "@$",
		quotes: []quote{{open: `"`, close: `"`, multi: true, holes: "#{"}, {open: "'", close: "'", multi: true, few: true}, {open: "`", close: "`", multi: true, holes: "#{"}},
		loads:  []string{"require", "require_relative", "gem", "load"}, every: true, defines: []string{"def", "class", "module"}, end: true, given: true,
		grammar: read.Grammar{
			Lines: read.LinesMember, Member: []string{".", "&.", "::"}, Makes: "new", Bare: command, Ends: rubyEnds, Same: words("to_json freeze"), Prefix: words("::"), Named: ":", Spread: "*", SpreadNamed: "**", Braces: true, Adjacent: true,
			Concat: "+", Ternary: true, Either: []string{"||", "or"}, Colon: []string{":", "=>"}, Assign: []string{"=", "||="}, Lambda: []string{"->"},
			Keywords: words("and begin break case class def do else elsif end ensure for if in module next not or rescue return then unless until when while yield"),
		},
	},
	{
		id: "php", ends: []string{".php", ".phtml"}, shebang: "php", line: []string{"//", "#"}, block: stars, special: phpLiteral, first: "$", idents: `\`,
		quotes:  []quote{{open: `"`, close: `"`, multi: true, holes: "{$ ${ $"}, {open: "'", close: "'", multi: true, few: true}},
		imports: []string{"use"}, last: true, defines: []string{"function", "class", "trait", "interface", "enum"}, lists: []string{"array"}, brackets: true,
		grammar: read.Grammar{
			Member: []string{"->", "?->", "::"}, Named: ":", Spread: "...", Concat: ".", Ternary: true, Either: []string{"??", "?:", "||"}, New: "new",
			Colon: []string{"=>"}, Assign: []string{"=", "??="}, Lambda: []string{"=>"}, Prefix: words("\\ & @ !"), Operator: phpOperator,
			Keywords: words("abstract and as break case catch class const continue declare default do echo else elseif extends final finally fn for foreach function if implements interface match namespace new or print private protected public readonly return static switch throw trait try use while yield"),
		},
	},
	{
		id: "swift", ends: []string{".swift"}, line: slash, block: stars, special: swiftLiteral,
		quotes:  []quote{{open: `"""`, close: `"""`, block: true, multi: true, holes: `\(`}, {open: `"`, close: `"`, holes: `\(`}},
		imports: []string{"import"}, every: true, defines: []string{"func", "class", "struct", "enum", "actor", "extension"}, brackets: true,
		grammar: read.Grammar{
			Lines: read.LinesEnd, Implicit: true, Member: []string{".", "?.", "!."}, Named: ":", Concat: "+", Ternary: true, Either: []string{"??"}, Generic: '<', Colon: []string{":"},
			Assign: []string{"="}, Typed: true, Prefix: words("& try await try? try!"),
			Keywords: words("as break case catch class continue default defer do else enum extension for func guard if import in init is let private protocol public return static struct switch throw throws try var where while await async"),
		},
	},
	{
		id: "scala", ends: []string{".scala", ".sc", ".sbt"}, line: slash, block: stars,
		quotes: []quote{
			{open: `s"""`, close: `"""`, multi: true, raw: true, holes: "${ $"}, {open: `f"""`, close: `"""`, multi: true, raw: true, holes: "${ $"},
			{open: `raw"""`, close: `"""`, multi: true, raw: true, holes: "${ $"}, {open: `"""`, close: `"""`, multi: true, raw: true},
			{open: `s"`, close: `"`, holes: "${ $"}, {open: `f"`, close: `"`, holes: "${ $"}, dq, char,
		},
		imports: []string{"import"}, last: true, defines: []string{"def", "class", "object", "trait"}, lists: []string{"Seq", "List", "Vector", "Array"},
		grammar: read.Grammar{
			Bare:   factory,
			Member: []string{"."}, Named: "=", Concat: "+", New: "new", Generic: '[', Lambda: []string{"=>"}, Assign: []string{"="}, Typed: true, Lines: read.LinesEnd,
			Keywords: words("abstract case catch class def do else enum extends final finally for given if implicit import lazy match new object override package private protected return sealed then throw trait try type val var while with yield"),
		},
	},
	{
		id: "dart", ends: []string{".dart"}, line: slash, block: stars, first: "$", idents: "$",
		quotes: []quote{
			{open: `r"""`, close: `"""`, raw: true, multi: true}, {open: "r'''", close: "'''", raw: true, multi: true}, {open: `r"`, close: `"`, raw: true}, {open: "r'", close: "'", raw: true},
			{open: `"""`, close: `"""`, multi: true, holes: "${ $"}, {open: "'''", close: "'''", multi: true, holes: "${ $"}, {open: `"`, close: `"`, holes: "${ $"}, {open: "'", close: "'", holes: "${ $"},
		},
		imports: []string{"import", "export", "part"}, every: true, defines: []string{"class", "mixin", "enum", "extension"},
		grammar: read.Grammar{
			Member: []string{".", "?.", ".."}, Named: ":", Spread: "...", Concat: "+", Adjacent: true, Ternary: true, Either: []string{"??"}, New: "new", Generic: '<', Braces: true,
			Colon: []string{":"}, Lambda: []string{"=>"}, Assign: []string{"=", "??="}, Prefix: words("await const late"), Cast: words("as"),
			Keywords: words("abstract assert async break case catch class const continue default do else enum extends extension factory final finally for if implements import in is late library mixin new part return static switch throw try typedef var while with yield"),
		},
	},
	{
		id: "elixir", ends: []string{".ex", ".exs"}, shebang: "elixir", line: hash, special: elixirLiteral, idents: "?!", first: "@",
		quotes:  []quote{{open: `"""`, close: `"""`, block: true, multi: true, holes: "#{"}, {open: "'''", close: "'''", block: true, multi: true, holes: "#{"}, {open: `"`, close: `"`, multi: true, holes: "#{"}, {open: "'", close: "'", multi: true, holes: "#{"}},
		imports: []string{"alias", "import", "require", "use"}, defines: []string{"def", "defp", "defmodule", "defmacro"}, end: true, brackets: true, records: true,
		grammar: read.Grammar{
			Lines: read.LinesMember, Operator: piped, Member: []string{"."}, Named: ":", Braces: true, Concat: "<>", Either: []string{"||"}, Colon: []string{":", "=>"}, Assign: []string{"="},
			Lambda: []string{"->"}, Prefix: words("% & ^"),
			Keywords: words("after and case catch cond def defmodule defp do else end fn for if in not or raise receive rescue try unless when with"),
		},
	},
	{
		id: "r", ends: []string{".R", ".r", ".Rmd", ".qmd"}, shebang: "Rscript", line: hash, special: rLiteral, idents: ".", first: ".",
		quotes: []quote{dqs, {open: "'", close: "'", multi: true}, {open: "`", close: "`", raw: true}},
		loads:  []string{"library", "require", "requireNamespace", "source"}, lists: []string{"list", "c"},
		grammar: read.Grammar{
			Lines: read.LinesOutside, Member: []string{"$", "@", "::", ":::"}, Named: "=", Assign: []string{"<-", "=", "<<-", ":="}, Lambda: []string{`\`},
			Keywords: words("break else for function if in next repeat return while"),
		},
	},
	{
		id: "lua", ends: []string{".lua"}, shebang: "lua", line: []string{"--"}, block: [][2]string{{"--[[", "]]"}, {"--[=[", "]=]"}}, special: luaLiteral,
		quotes: []quote{dq, sq}, loads: []string{"require"}, defines: []string{"function"}, end: true, tables: true,
		grammar: read.Grammar{
			Member: []string{".", ":"}, Concat: "..", Either: []string{"or"}, Colon: []string{"="}, Assign: []string{"="}, Lines: read.LinesEnd,
			Keywords: words("and break do else elseif end for function goto if in local not or repeat return then until while"),
		},
	},
	{
		id: "perl", ends: []string{".pl", ".pm", ".t"}, shebang: "perl", line: hash, special: perlLiteral, first: "$@%&",
		quotes:  []quote{{open: `"`, close: `"`, multi: true, holes: "${ $ @{"}, {open: "'", close: "'", multi: true, few: true}},
		imports: []string{"use", "no"}, loads: []string{"require"}, defines: []string{"sub", "package"},
		grammar: read.Grammar{
			Member: []string{"->", "::"}, Named: "=>", Braces: true, Concat: ".", Ternary: true, Either: []string{"||", "//", "or"}, Colon: []string{"=>"}, Assign: []string{"=", "||=", "//="},
			Prefix:   words(`\`),
			Keywords: words("and else elsif for foreach if last my next no not or our package print return sub unless until use while"),
		},
	},
	{
		id: "objective-c", ends: []string{".m", ".mm"}, line: slash, block: stars,
		quotes: []quote{{open: `@"`, close: `"`}, dq, char}, imports: []string{"#import", "#include", "@import"},
		grammar: cGrammar(read.Grammar{Prefix: words("@ & *"), Braces: true, Colon: []string{":"}}),
	},
	{
		id: "c", ends: []string{".c", ".h", ".cc", ".cpp", ".cxx", ".hpp", ".hh", ".cu", ".ino"}, line: slash, block: stars, special: cppLiteral,
		quotes: []quote{{open: `L"`, close: `"`}, {open: `u8"`, close: `"`}, dq, char}, imports: []string{"#include", "using", "import"},
		defines: []string{"class", "struct", "namespace"}, grammar: cGrammar(read.Grammar{New: "new", Prefix: words("& * co_await")}),
	},
	{
		id: "groovy", ends: []string{".groovy", ".gradle", "Jenkinsfile"}, line: slash, block: stars,
		quotes:  []quote{{open: `"""`, close: `"""`, multi: true, holes: "${ $"}, {open: "'''", close: "'''", multi: true}, {open: `"`, close: `"`, holes: "${ $"}, sq},
		imports: []string{"import"}, defines: []string{"def", "class"}, brackets: true,
		grammar: read.Grammar{Member: []string{".", "?."}, Named: ":", Concat: "+", Ternary: true, Either: []string{"?:"}, New: "new", Colon: []string{":"}, Assign: []string{"="}, Lines: read.LinesEnd, Generic: '<', Keywords: words("as case catch class def else extends final finally for if implements import in new package private public return static switch throw try while")},
	},
	{
		id: "julia", ends: []string{".jl"}, shebang: "julia", line: hash, block: [][2]string{{"#=", "=#"}}, idents: "!",
		quotes:  []quote{{open: `raw"""`, close: `"""`, block: true, raw: true, multi: true}, {open: `raw"`, close: `"`, raw: true}, {open: `"""`, close: `"""`, block: true, multi: true, holes: "$( $"}, {open: `"`, close: `"`, multi: true, holes: "$( $"}, char},
		imports: []string{"using", "import"}, defines: []string{"function", "module", "struct"}, end: true,
		grammar: read.Grammar{Lines: read.LinesOutside, Member: []string{"."}, Named: "=", Spread: "...", Concat: "*", Ternary: true, Assign: []string{"="}, Keywords: words("begin break catch const continue do else elseif end export finally for function global if in let local module return struct try while")},
	},
	{
		id: "clojure", ends: []string{".clj", ".cljs", ".cljc", ".edn"}, line: []string{";"}, quotes: []quote{dqs}, idents: "-?!*./", first: ":*",
		grammar: read.Grammar{},
	},
	{
		id: "haskell", ends: []string{".hs", ".elm", ".purs"}, line: []string{"--"}, block: [][2]string{{"{-", "-}"}}, idents: "'",
		quotes: []quote{triple, dqs}, imports: []string{"import"}, grammar: read.Grammar{Concat: "<>", Assign: []string{"="}, Lines: read.LinesEnd, Keywords: words("case do else if in let module of then where")},
	},
	{
		id: "powershell", ends: []string{".ps1", ".psm1", ".psd1"}, shebang: "pwsh", line: hash, block: [][2]string{{"<#", "#>"}}, idents: "-:", first: "$@",
		quotes:  []quote{{open: "@\"\n", close: "\n\"@", multi: true, raw: true, holes: "$( ${ $"}, {open: "@'\n", close: "\n'@", multi: true, raw: true}, {open: `"`, close: `"`, raw: true, multi: true, holes: "$( ${ $", doubled: true}, {open: "'", close: "'", raw: true, multi: true, doubled: true}},
		defines: []string{"function"},
		grammar: read.Grammar{Lines: read.LinesEnd, Member: []string{".", "::"}, Concat: "+", Assign: []string{"="}, Braces: true, Colon: []string{"="}, Prefix: words("@"), Keywords: words("if else elseif foreach for while return param function try catch finally throw switch")},
	},
	{
		id: "fsharp", ends: []string{".fs", ".fsx", ".fsi"}, line: slash, block: [][2]string{{"(*", "*)"}},
		quotes:  []quote{{open: `$"""`, close: `"""`, multi: true, raw: true, holes: "{"}, {open: `"""`, close: `"""`, raw: true, multi: true}, {open: `$"`, close: `"`, holes: "{"}, {open: `@"`, close: `"`, raw: true, multi: true, doubled: true}, dqs, char},
		imports: []string{"open"}, grammar: read.Grammar{Member: []string{"."}, Named: "=", Concat: "+", New: "new", Assign: []string{"=", "<-"}, Lines: read.LinesEnd, Keywords: words("and do elif else for fun if in let match member module mutable namespace new of open rec return then type use when while with yield")},
	},
	{
		id: "visualbasic", ends: []string{".vb", ".bas", ".vbs"}, line: []string{"'"},
		quotes:  []quote{{open: `$"`, close: `"`, raw: true, multi: true, doubled: true, holes: "{"}, {open: `"`, close: `"`, raw: true, multi: true, doubled: true}},
		imports: []string{"Imports"}, defines: []string{"Function", "Sub", "Class"},
		grammar: read.Grammar{Member: []string{"."}, Named: ":=", Concat: "&", New: "New", Assign: []string{"="}, Lines: read.LinesOutside, Keywords: words("As Dim Else End For If Imports Next Private Public Return Sub Then While")},
	},
	{
		id: "zig", ends: []string{".zig"}, line: slash, first: "@", quotes: []quote{dq, char}, loads: []string{"@import"}, defines: []string{"fn"},
		grammar: read.Grammar{Member: []string{"."}, Concat: "++", Assign: []string{"="}, Prefix: words("& try"), Keywords: words("and break catch const continue defer else fn for if or orelse pub return switch try var while")},
	},
	{
		id: "nim", ends: []string{".nim", ".cr"}, line: hash, special: rubySymbols, quotes: []quote{triple, {open: `"`, close: `"`, holes: "#{"}, char}, imports: []string{"import", "from", "require"}, first: "@",
		grammar: read.Grammar{Lines: read.LinesOutside, Member: []string{"."}, Named: "=", Concat: "&", Braces: true, Colon: []string{":", "=>"}, Assign: []string{"="}, Keywords: words("and class const def do else elif end for if in let of proc return var while")},
	},
	{
		id: "hcl", ends: []string{".tf", ".tfvars", ".hcl", ".nomad"}, line: []string{"#", "//"}, block: stars, special: heredocs, idents: "-",
		quotes:  []quote{{open: `"`, close: `"`, holes: "${"}},
		grammar: read.Grammar{Lines: read.LinesEnd, Member: []string{"."}, Colon: []string{"=", ":"}, Assign: []string{"="}, Braces: true, Ternary: true, Keywords: words("for in if else endif endfor")},
	},
	{
		id: "bicep", ends: []string{".bicep", ".bicepparam"}, line: slash, block: stars,
		quotes:  []quote{{open: "'''", close: "'''", raw: true, multi: true}, {open: "'", close: "'", holes: "${"}},
		grammar: read.Grammar{Lines: read.LinesEnd, Member: []string{"."}, Colon: []string{":"}, Assign: []string{"="}, Braces: true, Ternary: true, Either: []string{"??"}, Keywords: words("param var resource module output targetScope existing for in if using type func import metadata")},
	},
	{
		id: "erlang", ends: []string{".erl", ".hrl"}, line: []string{"%"}, quotes: []quote{dqs, sq}, first: "?#", grammar: read.Grammar{Member: []string{":"}, Assign: []string{"="}, Keywords: words("after begin case catch end fun if of receive try when")},
	},
	{
		id: "ocaml", ends: []string{".ml", ".mli"}, block: [][2]string{{"(*", "*)"}}, idents: "'", quotes: []quote{{open: "{|", close: "|}", raw: true, multi: true}, dqs}, imports: []string{"open"},
		grammar: read.Grammar{Member: []string{"."}, Concat: "^", Assign: []string{"="}, Lines: read.LinesEnd, Keywords: words("and else fun if in let match module of open rec then type with")},
	},
}

// cGrammar adds what C and its kin share.
func cGrammar(g read.Grammar) read.Grammar {
	g.Member = []string{".", "->", "::"}
	g.Adjacent, g.Ternary, g.Concat, g.Generic = true, true, "+", '<'
	g.Assign = []string{"="}
	g.Keywords = words("auto break case catch class const continue default delete do else enum extern for goto if namespace private protected public return sizeof static struct switch template throw try typedef typename union using virtual void volatile while")
	return g
}
