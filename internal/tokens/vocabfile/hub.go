package vocabfile

import (
	"path"
	"slices"
	"strings"
)

// A Lister returns the names in a folder, in any order; none when it does not
// exist or cannot be read. Paths use slashes.
type Lister func(folder string) []string

// vocabularyFiles are the files that are looked for, the most exact first.
var vocabularyFiles = []string{"tokenizer.json", "tekken.json", "tokenizer.model"}

// InHub returns the path of a vocabulary file of the model repository "owner/
// name" in the Hugging Face cache at root ($HF_HUB_CACHE, or hub in $HF_HOME),
// or "". The revision that the branch main points to is preferred, as read from
// refs/main by readRef; else the first by name that has a file.
func InHub(root, repo string, list Lister, readRef func(file string) string) string {
	owner, name, ok := strings.Cut(repo, "/")
	if !ok || !plainName(owner) || !plainName(name) {
		return ""
	}
	model := path.Join(root, "models--"+owner+"--"+name)
	revisions := list(path.Join(model, "snapshots"))
	slices.Sort(revisions)
	if main := strings.TrimSpace(readRef(path.Join(model, "refs", "main"))); slices.Contains(revisions, main) {
		revisions = append([]string{main}, revisions...)
	}
	for _, rev := range revisions {
		if file := Beside(path.Join(model, "snapshots", rev), list); file != "" {
			return file
		}
	}
	return ""
}

// Beside returns the path of the vocabulary file in a model's folder, or "".
func Beside(folder string, list Lister) string {
	names := list(folder)
	for _, want := range vocabularyFiles {
		if slices.Contains(names, want) {
			return path.Join(folder, want)
		}
	}
	return ""
}

// plainName refuses what is not one name of a folder.
func plainName(s string) bool {
	return s != "" && s != "." && s != ".." && !strings.ContainsAny(s, "/\\\x00")
}
