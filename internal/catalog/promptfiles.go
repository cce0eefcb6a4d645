package catalog

import "sync"

// PromptFile is what one prompt-file format calls vendors, where that is not the
// vendor's own word.
type PromptFile struct {
	Format string `json:"format"`
	// Providers are vendor ids by the format's word, in lower case.
	Providers map[string]string `json:"providers"`
	// Written are the format's words by vendor id, with what stands between the
	// word and a model's name.
	Written map[string]string `json:"written"`
	// Names are the format's words by vendor id, where they stand in a field of
	// their own.
	Names map[string]string `json:"names"`
	// Compatible is the word for a server that takes the requests of OpenAI, in
	// Names or in Written; "" where the format reaches none by its words.
	Compatible string `json:"compatible"`
	// OwnOptions are the vendors whose options the format has under other names
	// than temperature, top_p and max_tokens.
	OwnOptions []string `json:"own_options"`
	// Calls are dialects by the words for who serves and for the call, where the
	// vendor has several.
	Calls map[string]map[string]string `json:"calls"`
	// Keys are, by vendor id, the keys of a connection that only this vendor has.
	Keys map[string]ConnectionKeys `json:"keys"`
	// SystemFirst are what the words begin with of those whose text without a
	// role is the system's.
	SystemFirst []string `json:"system_first"`
	// Renames are the names that options have on the wire, by the word for who
	// serves and by the format's own names.
	Renames map[string]map[string]string `json:"renames"`
	Ref
}

// ConnectionKeys are the keys by which a prompt file says how to reach a vendor.
type ConnectionKeys struct {
	Model    string `json:"model"`
	Endpoint string `json:"endpoint"`
	Version  string `json:"version"` // of the API
	// EndpointEnv is the environment variable that holds the endpoint by custom.
	EndpointEnv string `json:"endpoint_env"`
}

// VendorOfKey returns the vendor that alone has a key of a connection for its
// models or its endpoint, "" for none.
func VendorOfKey(key string) string {
	for _, p := range promptFiles() {
		for vendor, k := range p.Keys {
			if key == k.Model || key == k.Endpoint {
				return vendor
			}
		}
	}
	return ""
}

// PromptFiles returns the words of all formats that have any, in the order of
// the data.
func PromptFiles() []PromptFile { return promptFiles() }

// PromptFileOf returns the words of a format, the zero value where it has none
// of its own.
func PromptFileOf(format string) PromptFile {
	for _, p := range promptFiles() {
		if p.Format == format {
			return p
		}
	}
	return PromptFile{Format: format}
}

var promptFiles = sync.OnceValue(func() []PromptFile {
	var list []PromptFile
	decode("promptfiles.json", &list)
	return list
})
